"""The output of ``pulumi preview --json``, read into changes.

Values come from the states before and after: ``detailedDiff`` has none. The same steps as a stream of events are read
as well. What is something else is an error, and never an empty plan.
"""

from __future__ import annotations

import codecs
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

from pulumi.output import Unknown
from pulumi.runtime.rpc import UNKNOWN

from ...controller.inputs import inputs_of, known_outputs
from ...controller.stored import Urn
from ...errors import InvalidInput
from ...kind import Kind, all_kinds
from ...schema.json_types import Doc
from ...schema.values import changed_fields
from .secrets import holds_secret, without_secrets

HOW = "give the output of `pulumi preview --json`"
_CREATES = {"create": "create", "import": "import"}
_REPLACES = {"replace": "replace", "import-replacement": "replace"}
_SAME = {"same": "same", "read": "same", "refresh": "same", "discard": "same", "read-replacement": "same"}
_OPS = {**_CREATES, **_REPLACES, **_SAME, "update": "update", "delete": "delete"}
"""What a step of Pulumi is to a reader."""
_IGNORED = {"create-replacement", "delete-replaced", "discard-replaced", "remove-pending-replace"}
"""The parts of a replacement, which a step of its own stands for."""
_DIGEST = {"steps", "changeSummary", "diagnostics", "config", "duration"}


@dataclass(frozen=True)
class Change:
    """What becomes of one resource.

    Attributes:
        kind: its kind.
        name: its name in the program.
        op: ``create``, ``import``, ``update``, ``replace``, ``delete`` or ``same``.
        id: the object's id in Statsig.
        new_id: the id afterwards, another one where the object is made anew under another name.
        old: the inputs that state holds; empty for a new object.
        new: the inputs of the program; empty for a deleted one.
        state: the computed outputs that state holds.
        fields: the names of the inputs that change.
        retained: whether Pulumi leaves the object as it is when it drops the resource.
    """

    kind: type[Kind]
    name: str
    op: str
    id: str
    new_id: str
    old: Doc = field(default_factory=dict)
    new: Doc = field(default_factory=dict)
    state: Doc = field(default_factory=dict)
    fields: tuple[str, ...] = ()
    retained: bool = False

    @property
    def kind_name(self) -> str:
        """The name of its kind, such as ``Gate``."""
        return self.kind.__name__

    @property
    def label(self) -> str:
        """What people call the object: its key, else its id; the id of a key is a digest that nobody knows."""
        return self.kind.address(self.new or self.old).name or self.id or self.name

    @property
    def removes(self) -> bool:
        """Whether the object is deleted, for good or to be made anew."""
        prop = self.kind.shape().properties.get("on_destroy")
        deletes = prop is not None and self.old.get("on_destroy", prop.default) == "delete"
        return self.op in ("delete", "replace") and deletes and not self.retained and self.kind.routes.can_delete


@dataclass(frozen=True)
class Preview:
    """A preview of a stack.

    Attributes:
        project: the Pulumi project; "" where the preview names none.
        stack: the stack.
        resources: the resources of Statsig, those that stay the same as well.
        others: how many steps of each sort there are for resources that are not Statsig's.
        config: the stack's configuration.
        errors: why the preview failed; empty where it did not.
    """

    project: str
    stack: str
    resources: tuple[Change, ...]
    others: Mapping[str, int]
    config: Mapping[str, Any]
    errors: tuple[str, ...] = ()

    @property
    def changes(self) -> list[Change]:
        """The resources of Statsig that do not stay the same."""
        return [change for change in self.resources if change.op != "same"]

    @property
    def counts(self) -> Mapping[str, int]:
        """How many resources of Statsig there are for each operation."""
        return Counter(change.op for change in self.resources)

    def of_stack(self, project: str, stack: str) -> Preview:
        """Return the same preview, of a stack that it does not name itself."""
        return replace(self, project=project, stack=stack)


def parse_preview(data: bytes) -> Preview:
    """Return the preview that a command has printed.

    Raises:
        InvalidInput: it is something else, or not whole.
    """
    try:
        return _preview(_digest(_text(data)))
    except (AttributeError, LookupError, TypeError, ValueError):
        raise InvalidInput(f"this JSON is something else: {HOW}") from None


def _text(data: bytes) -> str:
    """Return the text: in UTF-8, or in UTF-16, in which PowerShell writes files."""
    wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        return data.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError:
        raise InvalidInput(f"the preview is not text: {HOW}") from None


def _digest(text: str) -> Doc:
    """Return the digest in a text: lines that a wrapper has printed before it are skipped."""
    found = re.search(r"^[ \t]*\{", text, re.MULTILINE)
    if found is None:
        raise InvalidInput(f"there is no JSON in what was read: {HOW}")
    try:
        digest, _ = json.JSONDecoder().raw_decode(text[found.end() - 1 :])
        if any(name.endswith("Event") for name in digest):
            return _digest_of_events(json.loads(line) for line in text[found.start() :].splitlines() if line.strip())
    except (ValueError, RecursionError):
        raise InvalidInput(f"the JSON is broken, or its end is missing: {HOW}, all of it") from None
    if "resources" in digest and "steps" not in digest:
        raise InvalidInput("this is the output of `pulumi preview --output json`, which has no values: " + HOW)
    if not _DIGEST & digest.keys() or not _is_list_of_objects(digest.get("steps", [])):
        raise InvalidInput(f"this JSON is something else: {HOW}")
    return dict(digest)


def _is_list_of_objects(value: object) -> bool:
    return value is None or (isinstance(value, list) and all(isinstance(one, dict) for one in value))


def _digest_of_events(events: Iterable[Any]) -> Doc:
    """Return the same from a stream of events."""
    digest: Doc = {"steps": [], "diagnostics": [], "config": {}}
    for event in events:
        if not isinstance(event, dict):
            raise InvalidInput(f"this JSON is something else: {HOW}")
        if prelude := event.get("preludeEvent"):
            digest["config"] = prelude.get("config")
        if diagnostic := event.get("diagnosticEvent"):
            digest["diagnostics"].append(diagnostic)
        if step := event.get("resourcePreEvent"):
            digest["steps"].append(_step_of_event(step["metadata"]))
        if summary := event.get("summaryEvent"):
            digest["changeSummary"] = summary.get("resourceChanges")
            digest["maybeCorrupt"] = summary.get("maybeCorrupt")
    if "changeSummary" not in digest and not any(_errors(digest)):
        raise InvalidInput(f"the stream of events has no end: {HOW}, all of it")
    return digest


def _step_of_event(metadata: Doc) -> Doc:
    states = {"oldState": metadata.get("old"), "newState": metadata.get("new")}
    return {**metadata, **states, "diffReasons": metadata.get("diffs")}


def _preview(digest: Doc) -> Preview:
    steps = [step for step in digest.get("steps") or [] if step.get("op") not in _IGNORED]
    if unknown := [step.get("op") for step in steps if step.get("op") not in _OPS]:
        raise InvalidInput(f"the preview has a step {unknown[0]!r}, which this version does not know")
    errors = tuple(_errors(digest))
    if not steps and not errors and set(digest.get("changeSummary") or {}) - {"same"}:
        raise InvalidInput(f"the preview names changes and has no steps: {HOW}")
    kinds = all_kinds()
    ours, others = [], Counter[str]()
    for step in steps:
        kind = kinds.get(_urn(step).kind)
        if kind:
            with known_shape(_urn(step).name):
                ours.append(_change(kind, step))
        elif _urn(step).type != "pulumi:pulumi:Stack" and _OPS[step["op"]] != "same":
            others[_OPS[step["op"]]] += 1
    of = next(map(_urn, steps), Urn.parse(""))
    return Preview(of.project, of.stack, tuple(ours), others, digest.get("config") or {}, errors)


@contextmanager
def known_shape(name: str) -> Iterator[None]:
    """Say in one line which resource has values that its declaration cannot read; Pulumi's own check refuses them.

    Raises:
        InvalidInput: that line.
    """
    try:
        yield
    except (TypeError, ValueError, LookupError, AttributeError, RecursionError):
        raise InvalidInput(f"the resource {name!r} has values of a shape that this version does not know") from None


def _errors(digest: Doc) -> Iterator[str]:
    for diagnostic in digest.get("diagnostics") or []:
        if diagnostic.get("severity") == "error":
            message = str(diagnostic.get("message")).strip().removeprefix("error: ")
            yield message or "Pulumi does not say why"
    if digest.get("maybeCorrupt"):
        yield "Pulumi says that the result may be corrupt"


def _urn(step: Doc) -> Urn:
    return Urn.parse(str(step.get("urn")))


def _change(kind: type[Kind], step: Doc) -> Change:
    old, new = _bag(step, "oldState", "outputs"), _bag(step, "newState", "inputs")
    before, after, hidden = without_secrets(kind, old, new)
    old_inputs, new_inputs = inputs_of(kind, before), inputs_of(kind, after)
    op, fields = _OPS[step["op"]], _changed(kind, step, old_inputs, new_inputs, hidden)
    if op == "update" and not fields and _only_hidden(step, old, new):
        op = "same"
    state, key = step.get("oldState") or {}, _key(kind, new_inputs)
    id = str(state.get("id") or (step.get("newState") or {}).get("id") or key)
    renamed = op == "replace" and _key(kind, old_inputs) != key
    return Change(
        kind=kind,
        name=_urn(step).name,
        op=op,
        id=id,
        new_id=key if renamed else id,
        old={} if op in ("create", "import") else old_inputs,
        new={} if op == "delete" else new_inputs,
        state=known_outputs(kind, {k: v for k, v in before.items() if k not in kind.secret_outputs()}),
        fields=fields,
        retained=bool(state.get("retainOnDelete")),
    )


def _bag(step: Doc, state: str, first: str) -> Doc:
    """Return the properties of a state. Its outputs say what is live where a change waits for a review."""
    properties = step.get(state) or {}
    found = properties.get(first) or properties.get("inputs") or {}
    return {name: _known(value) for name, value in found.items()} if isinstance(found, dict) else {}


def _known(value: Any) -> Any:
    """Return a value with Pulumi's own object in place of the text that stands for what is not known yet."""
    if value == UNKNOWN:
        return Unknown()  # type: ignore[no-untyped-call]
    if isinstance(value, dict):
        return {name: _known(inner) for name, inner in value.items()}
    return [_known(inner) for inner in value] if isinstance(value, list) else value


def _changed(kind: type[Kind], step: Doc, old: Doc, new: Doc, hidden: list[str]) -> tuple[str, ...]:
    """Return the names of what changes; of secrets, which read the same on both sides, Pulumi says that they do."""
    told = {*(step.get("diffReasons") or []), *(step.get("detailedDiff") or {})}
    secrets = [name for name in {*told, *hidden} if name in old and holds_secret(new.get(name))]
    return tuple(dict.fromkeys([*changed_fields(kind.shape(), old, new), *sorted(secrets)]))


def _only_hidden(step: Doc, old: Doc, new: Doc) -> bool:
    """Return whether properties differ, and none but those that are no arguments, such as ``__provider``."""
    if any(not name.startswith("__") for name in step.get("diffReasons") or []):
        return False
    inputs = [(step.get(state) or {}).get("inputs") for state in ("oldState", "newState")]
    return bool(inputs[0] != inputs[1] or step.get("diffReasons"))


def _key(kind: type[Kind], inputs: Doc) -> str:
    """Return the id of a new object, as far as the program knows it."""
    for prop in kind.shape().marked("key"):
        value = inputs.get(prop.name)
        if isinstance(value, str):
            return str(prop.shape.canonical(value) if prop.shape.canonical else value)
    return kind.address(inputs).name
