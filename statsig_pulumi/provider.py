"""The one dynamic provider: Pulumi's six calls, translated for the controller.

The class below is pickled by reference into every resource's state: its module, its name and its one argument are
frozen. What it stands for is looked up when it is used, so that an upgrade of this package reaches every stack.

Which values each call is given, and when Pulumi makes it, is set out in DESIGN.md.
"""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import replace
from functools import cache
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
from pulumi.dynamic.dynamic import serialize_provider
from pulumi.runtime.rpc import wrap_rpc_secret

from .client.engine import end_waits_when_cancelled
from .config import Settings, removed_setting
from .controller.check import check
from .controller.controller import Controller
from .controller.holding import keep, two_resources
from .controller.inputs import (
    PROJECT,
    SECRETS,
    STACK,
    carried_inputs,
    describe,
    given_inputs,
    inputs_of,
    known_project,
    replaced_fields,
    secret_values,
)
from .controller.ownership import Claims, Run
from .controller.proposals import waiting_fields
from .controller.stored import StoredResources, export_stack
from .errors import ConfigError, StatsigError
from .kind import Kind, kind_named
from .notify import notify
from .observe.observer import Observer, observer
from .redactor import clean, redact
from .schema.json_types import Doc
from .schema.markers import is_known
from .schema.values import changed_fields

if TYPE_CHECKING:
    from .client.client import Client


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
        self._loaded: Settings | None = None

    def __reduce__(self) -> tuple[Any, ...]:
        return StatsigProvider, (self._kind_name,)

    def configure(self, req: ConfigureRequest) -> None:
        """Remember where the settings are. They are read when they are needed."""
        # Pulumi prints an exception with its traceback: the user is to read one line.
        sys.tracebacklimit = 0
        end_waits_when_cancelled()
        self._config, self._loaded = req.config, None

    def check(self, _olds: Doc, news: Doc) -> CheckResult:
        """Find what is wrong with the inputs, and normalize them."""
        with self._reporting("check", news):
            if problem := removed_setting(self._setting):
                raise ConfigError(problem)
            kind = self.kind
            old, new = inputs_of(kind, _olds), given_inputs(kind, news)
            claims = self.run().claims  # a missing key is an error here, at the first resource
            problems = [*check(kind, old, new, adopt=self._settings().adopt)]
            if not problems and is_known(new):
                problems = [*self._check_known(claims, old, new)]
            inputs = {**carried_inputs(kind, new), **_hidden(news)}
        # The engine prints the value of a property that a failure names: so none is named, and the reason begins with
        # the path.
        return CheckResult(inputs, [CheckFailure("", clean(f"{path} {text}".strip())) for path, text in problems])

    def _check_known(self, claims: Claims, old: Doc, new: Doc) -> Iterator[tuple[str, str]]:
        """Yield what is wrong with inputs of which nothing is unknown."""
        kind, address = self.kind, self.kind.address(new)
        if old:
            claims.expect(address)
        else:
            self.run().planned.add(address)
        if kind.routes.is_unique(new) and not claims.check(address, exists=bool(old)):
            yield "", two_resources(address)
        elif new.get("dry_run"):
            yield from self._controller().dry_run(old, new)

    def diff(self, _id: str, _olds: Doc, _news: Doc) -> DiffResult:
        """Return whether the inputs have changed. What exactly, Pulumi finds out and shows."""
        with self._reporting("compare", _news, _id, _olds):
            kind = self.kind
            new = inputs_of(kind, _news)
            names = changed_fields(kind.shape(), inputs_of(kind, _olds), new)
            replaces = replaced_fields(kind, names)
            self._verify_project(_olds)
            keep(kind, self.run().claims, _id, new, changed=bool(names), replaced=bool(replaces))
            if names and is_known(new):
                self.run().planned.add(kind.address(new))
            key = {prop.name for prop in kind.shape().marked("key")}
            return DiffResult(
                changes=self._changes(_olds, new, names),
                replaces=replaces,
                # Two objects cannot have one name: the old one has to go first, unless it is the name that changes.
                delete_before_replace=bool(replaces) and not key & {*replaces},
            )

    def _changes(self, olds: Doc, new: Doc, names: list[str]) -> bool | None:
        """Return whether there are changes; None: the engine compares the inputs, and shows which.

        While a review is in flight, the engine has the inputs that are proposed, and the outputs are what is live: so
        there always is something to do. A refresh, which runs without the program, does not count it as drift.
        """
        if self.kind.reviews is None or not olds.get("review_id"):
            return None if names else False
        if self.run().claims.is_expected(self.kind.address(new)):
            notify(f"{describe(self.kind, new)}: a change waits in review {olds['review_id']}")
            return True
        return None if {*names} - {*waiting_fields(olds)} else False

    def create(self, props: Doc) -> CreateResult:
        """Create the object."""
        with self._reporting("create", props), self._doing(props):
            id, outputs = self._controller(stack=props).create(props)
            return CreateResult(id, self._with_secrets(outputs, props))

    def read(self, id_: str, props: Doc) -> ReadResult:
        """Return the live object in the program's names; nothing when it is gone."""
        with self._reporting("read", props, id_):
            found = self._controller(props).read(id_)
            if found is None:
                return ReadResult(None, {})
            outputs, inputs = found
            return ReadResult(id_, self._with_secrets(outputs, props), {**inputs, **_hidden(props)})

    def update(self, _id: str, _olds: Doc, _news: Doc) -> UpdateResult:
        """Send what has changed, and nothing else."""
        with self._reporting("update", _news, _id, _olds), self._doing(_news):
            outputs = self._controller(_olds, stack=_news).update(_id, _news)
            return UpdateResult(self._with_secrets(outputs, _news))

    def delete(self, _id: str, _props: Doc) -> None:
        """Delete the object, archive it or retain it, as the program says."""
        with self._reporting("delete", _props, _id):
            self._controller(_props).delete(_id)

    def _doing(self, props: Doc) -> AbstractContextManager[None]:
        return self.run().planned.doing(self.kind.address(inputs_of(self.kind, props)))

    @property
    def kind(self) -> type[Kind]:
        """The kind this provider serves.

        Raises:
            StatsigError: the installed version of the package does not have it.
        """
        return kind_named(self._kind_name)

    def _with_secrets(self, outputs: Doc, props: Doc) -> Doc:
        """Mark the outputs that only the server knows to be secret, and note what the program gives as secrets."""
        secrets = self.kind.secret_outputs()
        redact.add([outputs.get(name) for name in secrets])
        marked = {name: wrap_rpc_secret(value) if name in secrets else value for name, value in outputs.items()}
        return {**_hidden(props), **marked}

    def _setting(self, name: str) -> str | None:
        value: str | None = self._config.get(f"statsig:{name}")
        return value

    def _settings(self) -> Settings:
        if self._loaded is None:
            self._loaded = Settings.load(self._setting)
            # A refresh and a destroy are given the settings of the last update: an error would have no way out.
            if problem := removed_setting(self._setting):
                notify(f"warning: {problem}")
        return self._loaded

    def _controller(self, props: Doc | None = None, *, stack: Doc | None = None) -> Controller:
        run, client = replace(self.run(), stack=str((stack or props or {}).get(STACK, ""))), self.client()
        client.budget.planned = run.planned
        return Controller(self.kind, client, props, run)

    def run(self) -> Run:
        """Return the run of Pulumi that this process serves; tests give others."""
        return _run(self._settings())

    def client(self) -> Client:
        """Return the client of this process; tests give others."""
        from .client.client import client_for  # httpx is not needed for a preview

        return client_for(self._settings())

    def observer(self) -> Observer:
        """Return who watches this process; tests give others."""
        return observer()

    def _verify_project(self, olds: Doc) -> None:
        """Refuse an object of another Statsig project. Nothing is sent where address and key are those last used."""
        if olds.get(PROJECT) and not known_project(olds, self._settings().digest):
            self._controller(olds).verify_project()

    @contextmanager
    def _reporting(self, verb: str, props: Doc, id: str = "", olds: Doc | None = None) -> Iterator[None]:
        """Raise one line for whatever goes wrong: which object, what was attempted, what happened, what to do.

        No secret of the resource is in it, nor in what is printed on the way. An exception that nobody has foreseen
        is a bug, and says so; Pulumi would wait for ever for the end of a call that SystemExit ends.
        """
        try:
            self._register_secrets(props, olds or {})
            with self.observer().verb(verb, self._kind_name, lambda: self._described(props, id)):
                yield
        except BaseException as error:  # noqa: BLE001 - raised again, as one line
            print_traceback(error)
            what = error if isinstance(error, StatsigError) else unexpected(error)
            raise StatsigError(f"{self._described(props, id)}: cannot {verb} it: {what}") from None

    def _register_secrets(self, *bags: Doc) -> None:
        for bag in bags:
            redact.add([*secret_values(self.kind, bag)])

    def _described(self, props: Doc, id: str) -> str:
        """Return the object's name; the kind's where nothing better can be had: this must not fail."""
        with suppress(Exception):
            return describe(self.kind, inputs_of(self.kind, props), id)
        return f"{self._kind_name} {id!r}" if id else self._kind_name


TRACEBACK = "STATSIG_PULUMI_TRACEBACK"
"""The variable of the environment that asks for tracebacks."""
_FRAMES = 50


def print_traceback(error: BaseException) -> None:
    """Print the traceback, line by line, where the environment asks for it."""
    if os.environ.get(TRACEBACK, "") not in ("", "0", "false"):
        for block in traceback.format_exception(type(error), error, error.__traceback__, limit=_FRAMES):
            for line in block.splitlines():
                notify(line)


def unexpected(error: BaseException) -> str:
    """Return the line about an exception that nobody has foreseen, without its text, in which values may stand."""
    if isinstance(error, RecursionError):
        return "a value is nested too deeply, or holds itself"
    if isinstance(error, KeyboardInterrupt):
        return "interrupted"
    return (
        f"this is a bug in statsig-pulumi ({type(error).__name__}): report it to the maintainers of the package, with "
        f"the traceback that the same command prints with {TRACEBACK}=1 in the environment"
    )


def _hidden(props: Doc) -> Doc:
    """Return the hidden properties that come from the program, as far as they are there: an older state has none."""
    return {name: props[name] for name in (STACK, SECRETS) if props.get(name)}


@cache
def _run(settings: Settings) -> Run:
    """Return the run of Pulumi that this process serves, and what its resources hold with these settings."""
    return Run(stored=StoredResources(export_stack))


@cache
def serialized_provider(kind: str) -> str:
    """Return the provider as it stands in state."""
    serialized: str = serialize_provider(StatsigProvider(kind))
    return serialized
