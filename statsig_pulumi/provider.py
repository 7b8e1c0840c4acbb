"""The one dynamic provider: what Pulumi asks of a resource, answered for any kind.

The class below is pickled by reference into every resource's state: its module, its name and its one argument are
frozen. What it stands for is looked up when it is used, so that an upgrade of this package reaches every stack.

Which values each hook is given, and when Pulumi calls it, is set out in DESIGN.md.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from typing import TYPE_CHECKING, Any

from pulumi.dynamic import (
    CheckFailure,
    CheckResult,
    Config,
    ConfigureRequest,
    CreateResult,
    DiffResult,
    ReadResult,
    ResourceProvider,
    UpdateResult,
)
from pulumi.runtime.rpc import wrap_rpc_secret

from .config import Settings
from .controller.controller import Engine, check, inputs_of, label, outputs_of, refreshed_inputs, replaced_fields
from .controller.ownership import Journal
from .errors import NotFound, StatsigError
from .schema.json_types import Doc
from .schema.markers import known
from .schema.values import changed_fields, from_wire, strings

if TYPE_CHECKING:
    from .resource import Resource

KINDS: dict[str, type[Resource]] = {}
"""The kinds by name, filled as they are loaded; ``resource.all_kinds()`` has all of them."""


class StatsigProvider(ResourceProvider):
    """Check, diff, create, read, update and delete of one kind.

    Args:
        kind: the kind's name, which is all that is pickled.
    """

    # The provider holds no secret; encrypting it in every resource would only be slow.
    serialize_as_secret_always = False

    def __init__(self, kind: str) -> None:
        super().__init__()
        self._kind_name = kind
        self._config = Config({}, "")

    def __reduce__(self) -> tuple[Any, ...]:
        return StatsigProvider, (self._kind_name,)

    def configure(self, req: ConfigureRequest) -> None:
        """Remember where the settings are. They are looked at when they are needed."""
        # Pulumi prints an exception with its traceback: the user is to read one line.
        sys.tracebacklimit = 0
        self._config = req.config

    def check(self, _olds: Doc, news: Doc) -> CheckResult:
        """Find what is wrong with the program's values, and put them into the form that is stored."""
        old, new = inputs_of(self.kind, _olds), inputs_of(self.kind, news)
        with self._telling("check", new):
            journal = Journal.of_this_project(self._settings())  # a missing key is told here, at the first resource
        if old:
            journal.forget(self._kind_name, self.kind.routes.name(old))
        problems = [*check(self.kind, old, new)]
        if new.get("dry_run") and not problems and known(new):
            with self._telling("try", new):
                problems = [*self._engine().dry_run(old, new)]
        return CheckResult(new, [CheckFailure(*problem) for problem in problems])

    def diff(self, _id: str, _olds: Doc, _news: Doc) -> DiffResult:
        """Whether the program says something else than before. What exactly, Pulumi finds out and shows."""
        shape = self.kind.shape()
        names = changed_fields(shape, inputs_of(self.kind, _olds), inputs_of(self.kind, _news))
        replaces = replaced_fields(shape, names)
        return DiffResult(
            changes=None if names else False,
            replaces=replaces,
            # Two objects cannot have one name: the old one has to go first, unless it is the name that changes.
            delete_before_replace=bool(replaces) and self.kind.routes.key not in replaces,
        )

    def create(self, props: Doc) -> CreateResult:
        """Make the object."""
        said = inputs_of(self.kind, props)
        with self._telling("create", said):
            id, doc = self._engine().create(said)
        return CreateResult(id, self._stored(said, doc))

    def read(self, id_: str, props: Doc) -> ReadResult:
        """The live object in the program's words; nothing when it is gone."""
        said, shape = inputs_of(self.kind, props), self.kind.shape()
        with self._telling("read", said, id_):
            doc = self._engine(props).get(id_, said)
            if doc is None and not said:
                # Only .get() comes without any property; a resource whose object is gone is to be made again.
                raise NotFound("there is no such object", status=404, method="GET", path=id_)
        if doc is None:
            return ReadResult(None, {})
        doc = {**self.kind.state_only(props), **doc}
        inputs = (
            refreshed_inputs(self.kind, said, doc)
            if said
            else {**from_wire(shape, doc), **self.kind.routes.inputs_from_id(id_)}
        )
        return ReadResult(id_, self._stored(inputs, doc), inputs)

    def update(self, _id: str, _olds: Doc, _news: Doc) -> UpdateResult:
        """Send what has changed, and nothing else."""
        old, new = inputs_of(self.kind, _olds), inputs_of(self.kind, _news)
        before = {wire: _olds[name] for name, wire in self.kind.computed().items() if name in _olds}
        with self._telling("update", new, _id):
            doc = self._engine(_olds).change(_id, old, new, known=before)
        return UpdateResult(self._stored(new, doc))

    def delete(self, _id: str, _props: Doc) -> None:
        """Delete the object, archive it or leave it, as the program says."""
        said = inputs_of(self.kind, _props)
        with self._telling("destroy", said, _id):
            self._engine(_props).destroy(_id, said)
            Journal.of_this_project(self._settings()).forget(self._kind_name, self.kind.routes.name(said))

    @property
    def kind(self) -> type[Resource]:
        """The kind this provider serves.

        Raises:
            StatsigError: the installed version of the package does not know it.
        """
        if self._kind_name not in KINDS:
            with suppress(AttributeError):
                getattr(import_module("statsig_pulumi"), self._kind_name)  # which loads it
        try:
            return KINDS[self._kind_name]
        except KeyError:
            raise StatsigError(
                f"this version of statsig-pulumi knows no {self._kind_name}: install the version that made the resource"
            ) from None

    def _stored(self, said: Doc, doc: Doc) -> Doc:
        """What goes into state; what only the server knows to be secret is marked here."""
        outputs, secrets = outputs_of(self.kind, said, doc), self.kind.secret_outputs()
        return {name: wrap_rpc_secret(value) if name in secrets else value for name, value in outputs.items()}

    def _settings(self) -> Settings:
        return Settings.load(lambda name: self._config.get(f"statsig:{name}"))

    def _engine(self, props: Doc | None = None) -> Engine:
        from .client.client import client_for  # httpx is not needed for a preview

        outputs = {name: value for name, value in (props or {}).items() if name in self.kind.computed()}
        return Engine(self.kind, client_for(self._settings()), outputs)

    @contextmanager
    def _telling(self, verb: str, said: Doc, id: str = "") -> Iterator[None]:
        """Name the object and what was tried in every error, and no secret."""
        try:
            yield
        except StatsigError as error:
            text = f"{label(self.kind, said, id)}: cannot {verb} it: {error}"
            for name, prop in self.kind.shape().properties.items():
                for secret in strings(said.get(name)) if "secret" in prop else ():
                    text = text.replace(secret, "[secret]")
            raise StatsigError(text) from None
