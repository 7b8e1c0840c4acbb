"""The targets of fuzzing: what each is given, and what must hold whatever that is.

A target takes JSON. Property-based tests draw it from ``given``; coverage-guided fuzzing turns bytes into it, by
``given`` as well or, where there is a ``raw``, as they are.
"""

from __future__ import annotations

import ast
import inspect
import json
import math
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import httpx
import hypothesis.strategies as st

import statsig_pulumi as statsig
from statsig_pulumi.cli.compare.differences import compare
from statsig_pulumi.cli.drift.not_applied import parse_preview as parse_not_applied
from statsig_pulumi.cli.export.command import _declared
from statsig_pulumi.cli.export.import_file import entry, read_import_file, with_entries
from statsig_pulumi.cli.export.program import Program
from statsig_pulumi.cli.export.selection import Selection
from statsig_pulumi.cli.export.terraform import objects_in, read_state
from statsig_pulumi.cli.report.entries import make_report
from statsig_pulumi.cli.report.markdown import markdown, marker
from statsig_pulumi.cli.report.page import page
from statsig_pulumi.cli.report.preview import parse_preview
from statsig_pulumi.cli.state import State
from statsig_pulumi.client.responses import retry_after
from statsig_pulumi.controller.inputs import SECRETS, STACK
from statsig_pulumi.controller.inventory import read_project
from statsig_pulumi.functions.operations import operations
from statsig_pulumi.kind import all_kinds
from statsig_pulumi.provider import StatsigProvider
from statsig_pulumi.redactor import Redactor, clean, literal
from statsig_pulumi.schema.values import from_wire, to_wire
from tests import canaries
from tests.report.previews import preview, step
from tests.variants.lives import SPACED
from tests.variants.subjects import Subject, subjects

from .values import HOSTILE_TEXTS, UNKNOWN, changed, changes, leaves, texts, values, with_unknowns
from .world import World, carry, client_in_use, is_a_line, tried

SUBJECTS = [[one.kind, one.path] for one in subjects()]
KINDS = sorted(all_kinds())


@dataclass(frozen=True)
class Target:
    """A target.

    Attributes:
        name: how it is chosen.
        given: what it is given.
        run: tries it, and raises where something does not hold.
        raw: what a fuzzer's bytes are to it; None: what ``given`` makes of them.
    """

    name: str
    given: st.SearchStrategy[Any]
    run: Callable[[Any], None]
    raw: Callable[[bytes], Any] | None = None


TARGETS: dict[str, Target] = {}


def _target(
    given: st.SearchStrategy[Any], raw: Callable[[bytes], Any] | None = None
) -> Callable[[Callable[[Any], None]], Callable[[Any], None]]:
    def register(run: Callable[[Any], None]) -> Callable[[Any], None]:
        TARGETS[run.__name__] = Target(run.__name__, given, run, raw)
        return run

    return register


def _characters(data: bytes) -> str:
    return data.decode("utf-8", "surrogateescape")


def _bytes(data: bytes) -> str:
    return data.decode("latin-1")


def _reaches_the_provider(value: Any) -> bool:
    """Whether the engine hands a value on: no half of a character, no number that is no float."""
    if isinstance(value, str):
        return not re.search("[\ud800-\udfff]", value)
    return not isinstance(value, int) or abs(value) < 2**1000


_CARRIED = st.recursive(
    leaves.filter(_reaches_the_provider).map(lambda one: float(one) if type(one) is int else one) | st.just(UNKNOWN),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts.filter(_reaches_the_provider), inner, max_size=4),
    max_leaves=12,
)


# -- what a program gives ----------------------------------------------------------------------------------------------

_HIDDEN = {STACK: "shop/prod", SECRETS: [["rules", 0, "name"]]}


@cache
def _empty() -> World:
    return World()


@_target(
    st.fixed_dictionaries(
        {"subject": st.sampled_from(SUBJECTS), "old": st.none() | changes(_CARRIED), "new": changes(_CARRIED)}
    )
)
def check(value: Any) -> None:
    """The inputs of a program and those of state: nothing is sent, and what is accepted can be stored."""
    world = _empty()
    world.way.begin(())
    new = _given(value["subject"], value["new"])
    old = {} if value["old"] is None else _stored(value["subject"], value["old"])
    found = tried(lambda: world.provider(value["subject"][0]).check(old, new))
    for failure in found.failures if found else ():
        is_a_line(failure.reason)
    if found and not found.failures:
        carry(found.inputs)
    assert not world.way.writes


@_target(
    st.fixed_dictionaries({"subject": st.sampled_from(SUBJECTS), "old": changes(_CARRIED), "new": changes(_CARRIED)})
)
def diff(value: Any) -> None:
    """Outputs of state and inputs: nothing is sent."""
    world = _empty()
    world.way.begin(())
    old, new = _stored(value["subject"], value["old"]), _given(value["subject"], value["new"])
    tried(lambda: world.provider(value["subject"][0]).diff("an id", old, new))
    assert not world.way.writes


def _given(subject: list[str], wanted: list[list[Any]]) -> dict[str, Any]:
    """What a program gives, with changes in it; the hidden inputs are the package's own."""
    found = changed(Subject(*subject).props(1) or {}, wanted)
    return {**(with_unknowns(found) if isinstance(found, dict) else {}), **_HIDDEN}


def _stored(subject: list[str], wanted: list[list[Any]]) -> dict[str, Any]:
    """What state holds, in which a hand may have changed anything."""
    found = changed({**(Subject(*subject).props(0) or {}), **_HIDDEN}, wanted)
    return with_unknowns(found) if isinstance(found, dict) else {}


@_target(st.fixed_dictionaries({"subject": st.sampled_from(SUBJECTS), "doc": changes()}))
def wire(value: Any) -> None:
    """A value as a request, and a document as outputs."""
    kind = all_kinds()[value["subject"][0]]
    shape, inputs = kind.shape(), Subject(*value["subject"]).props(0)
    assert from_wire(shape, to_wire(shape, inputs)).keys() <= shape.properties.keys()
    doc = changed(to_wire(shape, inputs), value["doc"])
    tried(lambda: from_wire(shape, kind.document(doc)) if isinstance(doc, dict) else None)


@_target(
    st.text("{}[]:,'\"\\/*+-.0123456789abeEinfNaxuty \n\u2028\ud800_$", max_size=40) | texts | values.map(json.dumps),
    _characters,
)
def json5(value: Any) -> None:
    """The text of a config, as its default, as the value of a rule, and as it changes."""
    world = _empty()
    world.way.begin(())
    provider = world.provider("DynamicConfig")
    given = {"default_value_json5": value, "rules": [{"name": "r", "conditions": [], "return_value_json5": value}]}
    found = tried(lambda: provider.check({}, {"name": "c", **given}))
    if found and not found.failures:
        carry(found.inputs)
    for old in ({"name": "c"}, {"name": "c", "default_value": {"a": 1}}, {"name": "c", "default_value_json5": "{a:1}"}):
        tried(lambda old=old: provider.diff("c", old, {"name": "c", **given}))
    assert not world.way.writes


# -- what the server replies -------------------------------------------------------------------------------------------

_HEADERS = st.dictionaries(
    st.sampled_from(["retry-after", "content-type", "content-encoding", "x-request-id", "date", "location"]),
    texts
    | st.sampled_from(["gzip", "br", "text/html; charset=utf-7", "application/json; charset=\ud800", "-5", "1e9"]),
    max_size=2,
)
_STATUS = st.sampled_from(
    [200, 201, 204, 206, 301, 304, 307, 400, 401, 403, 404, 405, 409, 410, 422, 429, 451, 500, 501]
)
_ENVELOPES = st.fixed_dictionaries(
    {}, optional={"message": values, "data": values, "pagination": values, "errors": values}
)
_BODIES = (
    (values | _ENVELOPES).map(json.dumps)
    | st.binary(max_size=60).map(_bytes)
    | st.sampled_from(
        ["", "[" * 100_000, '{"data":' * 50_000, '{"message":"m","data":{"id":1e999}}', "\x1f\x8b", "\xff\xfe", "null"]
    )
)
SPOILS = st.lists(
    st.none()
    | st.fixed_dictionaries({"changes": changes(most=3)})
    | st.fixed_dictionaries({"body": _BODIES}, optional={"status": _STATUS, "headers": _HEADERS})
    | st.fixed_dictionaries({"status": _STATUS, "headers": _HEADERS}),
    min_size=1,
    max_size=4,
)
VERBS = ("create", "read", "update", "delete", "get")


@_target(
    st.fixed_dictionaries({"subject": st.sampled_from(SUBJECTS), "verb": st.sampled_from(VERBS), "replies": SPOILS})
)
def replies(value: Any) -> None:
    """The life of a resource, in which the replies to one of Pulumi's calls are spoiled."""
    subject, world = Subject(*value["subject"]), World()
    try:
        _live(subject, world, value["verb"], value["replies"])
    finally:
        world.emulator.close()
    for line in world.said:
        is_a_line(clean(line))


def _live(subject: Subject, world: World, spoiled: str, spoils: list[Any]) -> None:
    world.prepare(subject)
    first, second = (carry(_named(subject, which)) for which in (0, 1))

    def call(verb: str, made: Callable[[StatsigProvider], Any]) -> Any:
        world.way.begin(spoils if verb == spoiled else ())
        world.clock.now += 10
        provider = world.provider(subject.kind)
        found = tried(lambda: made(provider))
        assert verb in ("create", "update", "delete") or not world.way.writes, (verb, world.way.writes)
        world.way.begin(())
        return found

    made = call("create", lambda provider: provider.create(first))
    if made is None:
        return
    outputs = carry(made.outs)
    read = call("read", lambda provider: provider.read(made.id, outputs))
    if read is not None and read.id:
        stored, inputs = carry(read.outs), carry(read.inputs)
        tried(lambda: world.provider(subject.kind).diff(made.id, stored, second))
        tried(lambda: world.provider(subject.kind).diff(made.id, stored, inputs))
    if (bare := call("get", lambda provider: provider.read(made.id, {}))) is not None and bare.id:
        carry(bare.outs)
    updated = call("update", lambda provider: provider.update(made.id, outputs, second))
    after = carry(updated.outs) if updated else outputs
    call("delete", lambda provider: provider.delete(made.id, after))


def _named(subject: Subject, which: int) -> dict[str, Any]:
    name = "Life A" if subject.kind in SPACED else "Life_A"
    keys = {prop.name: name for prop in subject.declared.shape().marked("key")}
    return {**keys, **(subject.props(which) or {}), STACK: "shop/prod"}


_FUNCTIONS = sorted(operations().items())
_EXAMPLES: dict[str, Any] = {"type": "s3", "dataset": "Events", "end": 1_700_000_000_000}


@_target(st.fixed_dictionaries({"function": st.sampled_from(_FUNCTIONS), "replies": SPOILS}))
def functions(value: Any) -> None:
    """What a function returns to a program, and whether that can be printed."""
    world, (_, name) = _empty(), value["function"]
    world.way.begin(value["replies"])
    function = getattr(statsig, name)
    needed = [p.name for p in inspect.signature(function).parameters.values() if p.default is p.empty]
    with client_in_use(world):
        found = tried(lambda: function(*(_EXAMPLES.get(one, "x") for one in needed), provider=world.settings))
        tried(lambda: [*map(repr, islice(found, 300))] if isinstance(found, Iterator) else repr(found))
    assert not world.way.writes


@_target(st.fixed_dictionaries({"subject": st.sampled_from(SUBJECTS), "replies": SPOILS}))
def export(value: Any) -> None:
    """A project as a program, an import file and a comparison: the program only declares, and nothing is sent."""
    subject = Subject(*value["subject"])
    world = _with_an_object(*value["subject"])
    world.way.begin(value["replies"])
    found = tried(lambda: read_project(world.client, [subject.declared]))
    world.way.begin(())
    if found is None:
        return
    for what, error in found.failures:
        is_a_line(clean(f"{what} could not be read: {error}"))
    declarations, _ = _declared(found, Selection())
    program = Program(declarations, {})
    only_declares("\n".join(program.statement(item)[0] for item in program.items))
    json.loads(with_entries({"resources": []}, [entry(item.declaration, item.name) for item in program.items]))
    compare(found, found, [subject.declared])
    assert not world.way.writes


@cache
def _with_an_object(kind: str, path: str) -> World:
    world, subject = World(), Subject(kind, path)
    world.prepare(subject)
    tried(lambda: world.provider(kind).create(carry(_named(subject, 0))))
    return world


def only_declares(program: str) -> None:
    """Check that a program calls nothing but what declares resources and conditions, with literals."""
    allowed = (ast.Module, ast.Expr, ast.Assign, ast.Call, ast.Attribute, ast.Name, ast.keyword, ast.Constant)
    literals = (ast.List, ast.Dict, ast.UnaryOp, ast.USub, ast.Load, ast.Store)
    for node in ast.walk(ast.parse(program)):
        assert isinstance(node, (*allowed, *literals)), ast.dump(node)
        if isinstance(node, ast.Call):
            assert isinstance(node.func, ast.Attribute), ast.dump(node)
            assert isinstance(node.func.value, ast.Name), ast.dump(node)
            assert node.func.value.id in ("statsig", "when"), ast.dump(node)


# -- files -------------------------------------------------------------------------------------------------------------

_NAMES = texts | st.sampled_from(["web", "eu", "checkout"])
_INSTANCES = st.fixed_dictionaries(
    {},
    optional={
        "index_key": values,
        "attributes": st.dictionaries(st.sampled_from(["id", "name", "type", "key", "description"]), values),
        "deposed": values,
    },
)
_TYPES = st.sampled_from(
    ["statsig_gate", "statsig_metric", "statsig_keys", "statsig_tag", "statsig_settings_teams", "statsig_new"]
)
_RESOURCES = st.fixed_dictionaries(
    {"type": _TYPES | values, "name": _NAMES},
    optional={
        "module": _NAMES.map("module.{}".format) | values,
        "mode": values,
        "instances": st.lists(_INSTANCES, max_size=3) | values,
    },
)
_STATES = st.fixed_dictionaries(
    {"version": st.just(4) | values, "resources": st.lists(_RESOURCES, max_size=4) | values}
) | st.fixed_dictionaries(
    {
        "format_version": values,
        "values": st.fixed_dictionaries(
            {
                "root_module": st.fixed_dictionaries(
                    {"resources": st.lists(_RESOURCES, max_size=3), "child_modules": values}
                )
            }
        )
        | values,
    }
)


@_target(_STATES.map(json.dumps) | texts | values.map(json.dumps), _bytes)
def terraform(value: Any) -> None:
    """A file that is said to be a state of Terraform."""
    found = tried(lambda: objects_in(_in_file(value, read_state)))
    for one in found or ():
        is_a_line(clean(f"{one.address} is left out: {one.problem}"))
        assert isinstance(one.id, str)
        assert one.kind in all_kinds() or one.problem
        assert bool(one.id) != bool(one.problem)


@_target(
    st.fixed_dictionaries(
        {"resources": st.lists(st.fixed_dictionaries({"type": values, "id": values}) | values, max_size=3) | values}
    ).map(json.dumps)
    | values.map(json.dumps),
    _bytes,
)
def import_file(value: Any) -> None:
    """A file that is said to be Pulumi's import file: what others have written in it stays."""
    content = tried(lambda: _in_file(value, read_import_file))
    if content is None:
        return
    again = json.loads(with_entries(content, [{"type": "t", "id": "i"}]))
    assert again["resources"][-1] == {"type": "t", "id": "i"}


def _in_file(content: str, read: Callable[[Path], Any]) -> Any:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "file"
        path.write_bytes(content.encode("latin-1", "replace"))
        return read(path)


@_target(
    st.fixed_dictionaries(
        {
            "subject": st.sampled_from(SUBJECTS),
            "op": st.sampled_from(["create", "update", "replace", "delete", "same"]),
            "changes": changes(most=6),
        }
    ).map(lambda drawn: json.dumps(_preview(**drawn))),
    _bytes,
)
def report(value: Any) -> None:
    """The output of a preview: whole reports in both forms."""
    found = tried(lambda: make_report(parse_preview(value.encode("latin-1", "replace")), None, 25))
    if found is None:
        return
    text, html = markdown(found, marker("shop", "prod"), "open", 65_536), page(found, "open")
    assert text.startswith("<!--")
    assert len(text.encode()) <= 65_536
    assert html.endswith("</html>")
    for form in (text, html):
        assert not canaries.found_in(form)
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", form)


def _preview(subject: list[str], op: str, changes: list[list[Any]]) -> Any:
    old, new = (Subject(*subject).props(which) or {} for which in (0, 1))
    made = preview(step(op, subject[0], "n", None if op == "create" else old, None if op == "delete" else new))
    return changed(made, changes)


@_target(
    st.fixed_dictionaries({"subject": st.sampled_from(SUBJECTS), "changes": changes(most=6)}).map(
        lambda drawn: json.dumps(_state(**drawn))
    ),
    _bytes,
)
def state(value: Any) -> None:
    """A file that is said to be the state of a stack, and a preview beside it."""
    found = tried(lambda: State.parse(value))
    if found is None:
        return
    for one in found.all:
        [
            *one.inputs.secret_values(),
            *one.outputs.secret_values(),
            one.kind,
            one.name,
            one.provider_name,
            one.is_managed,
        ]
        [one.outputs.is_plain(place) for place in one.outputs.secrets]
    assert found.own is not None
    tried(lambda: parse_not_applied(value, found))


def _state(subject: list[str], changes: list[list[Any]]) -> Any:
    inputs = Subject(*subject).props(0) or {}
    urn = f"urn:pulumi:prod::shop::pulumi-python:dynamic/statsig:{subject[0]}::n"
    one = {
        "urn": urn,
        "id": "i",
        "inputs": inputs,
        "outputs": {**inputs, **_HIDDEN},
        "modified": "2026-01-01T00:00:00Z",
    }
    return changed({"deployment": {"resources": [one], "pending_operations": []}}, changes)


# -- texts -------------------------------------------------------------------------------------------------------------


@_target(
    st.fixed_dictionaries({"secret": texts, "before": texts, "after": texts}),
    lambda data: {
        "secret": _characters(data[: len(data) // 3]),
        "before": _characters(data[len(data) // 3 :]),
        "after": "",
    },
)
def printed(value: Any) -> None:
    """What is printed: one line, without the secret."""
    redact = Redactor()
    redact.add(value["secret"])
    around = redact(f"{value['before']} {value['secret']} {value['after']}")
    if len(value["secret"].strip()) >= 4 and value["secret"] not in "[secret]":
        assert value["secret"] not in around
    for text in (*value.values(), *HOSTILE_TEXTS[:3]):
        is_a_line(clean(text))
        assert "\n" not in literal(text)


@_target(texts | st.floats().map(str) | st.datetimes().map(str), _bytes)
def waiting(value: Any) -> None:
    """What a server asks to wait for: a number of seconds that can be waited for, or nothing."""
    header = [(b"retry-after", value.encode("latin-1", "replace"))]
    found = retry_after(httpx.Response(429, headers=header))
    assert found is None or (found > 0 and math.isfinite(found))
