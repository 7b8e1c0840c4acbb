"""The base of all resources: from a declaration to something Pulumi knows.

A kind is a subclass::

    class Gate(Resource):
        args = GateArgs
        routes = Collection("/gates", replace="POST /gates/{id}", label="name")

        current_status: Annotated[Output[str], Wire("status")]

Annotations of type ``Output`` are the computed outputs. Every argument is an output as well. What type checkers and
editors know of the constructor and the outputs stands in a stub beside the module, which ``tools/stubs.py`` writes from
the declaration. Further class attributes and hooks are those of ``kind.Kind``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

import pulumi
from pulumi import Output, ResourceOptions
from pulumi.dynamic.dynamic import PROVIDER_KEY
from pydantic import ValidationError
from typing_extensions import Self

from .controller.holding import two_resources
from .controller.inputs import SECRETS, STACK
from .errors import InvalidInput
from .garbage import make_full_collections_rare
from .kind import Kind
from .provider import serialized_provider
from .redactor import clean
from .schema.address import Address
from .schema.json_types import Doc
from .schema.messages import TOO_DEEP, explain, program_line
from .schema.model import BaseArgs, collect_warnings

make_full_collections_rare()


class Resource(Kind, pulumi.CustomResource):
    """An object of Statsig, managed by Pulumi."""

    def __init__(self, resource_name: str, /, *args: Any, **arguments: Any) -> None:
        label = f"{type(self).__name__} {resource_name!r}"
        if not isinstance(resource_name, str) or not resource_name:
            raise InvalidInput(f"{label}: the resource's name must be a string that is not empty{program_line()}")
        if args:
            raise InvalidInput(f"{label}: takes keyword arguments, such as description=...")
        given, warnings = self._validate(label, arguments)
        _refuse_import(label, type(self).__name__, given.opts)
        # Pulumi takes the caller of the third __init__, counted from its own two, for the line of the program: no other
        # constructor may stand between.
        props = self._props(given, resource_name)
        _refuse_second(type(self), resource_name, props, given.opts)
        if outputs := [*_outputs_in(props)]:
            props[SECRETS] = _secret_paths(outputs)
        super().__init__(self.type_token(), resource_name, props, given.opts)
        for text in warnings:
            pulumi.log.warn(clean(f"{label}: {text}"), self)

    # Type checkers see the outputs that a stub declares, and no others.
    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:
            if name.startswith("_") or name not in self.shape().properties:
                raise AttributeError(f"{type(self).__name__} has no attribute {name!r}")
            return Output.from_input(None)  # the program leaves it out

    @classmethod
    def get(cls, resource_name: str, id: pulumi.Input[str], opts: ResourceOptions | None = None) -> Self:
        """Read an object that exists, without managing it.

        Args:
            resource_name: its name in the program.
            id: its id in Statsig.
            opts: Pulumi's options.

        Raises:
            NotFound: there is no such object.
        """
        self = cls.__new__(cls)
        props = cls._with_outputs(dict.fromkeys(cls.shape().properties))
        options = ResourceOptions.merge(opts, ResourceOptions(id=id))
        pulumi.CustomResource.__init__(self, cls.type_token(), resource_name, props, options)
        return self

    @classmethod
    def _validate(cls, label: str, arguments: Doc) -> tuple[BaseArgs, list[str]]:
        with collect_warnings() as warnings:
            try:
                return cls.args.model_validate(arguments), warnings
            except ValidationError as error:
                raise InvalidInput(explain(label, cls.args, error)) from None
            except RecursionError:
                raise InvalidInput(f"{label}: {TOO_DEEP}{program_line()}") from None

    @classmethod
    def _props(cls, given: BaseArgs, resource_name: str) -> Doc:
        """Return what is registered: the arguments that are set, secrets marked, and the outputs to come."""
        props = given.model_dump(exclude_unset=True, exclude_none=True)
        for prop in cls.shape().marked("key"):
            props.setdefault(prop.name, resource_name)
        for prop in cls.shape().marked("secret"):
            if prop.name in props:
                props[prop.name] = Output.secret(props[prop.name])
        return cls._with_outputs(props)

    @classmethod
    def _with_outputs(cls, props: Doc) -> Doc:
        # As pulumi.dynamic.Resource does, but the provider is serialized once for each kind, not for each resource.
        stack = f"{pulumi.get_project()}/{pulumi.get_stack()}"
        hidden = {STACK: stack, PROVIDER_KEY: serialized_provider(cls.__name__)}
        return {**props, **dict.fromkeys(cls.computed_outputs()), **hidden}


def _outputs_in(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], Output[Any]]]:
    """Yield the outputs in a value, with their paths."""
    for step, inner in value.items() if isinstance(value, dict) else enumerate(value):
        if isinstance(inner, Output):
            yield (*path, step), inner
        elif isinstance(inner, (dict, list)):
            yield from _outputs_in(inner, (*path, step))


async def _secret_paths(outputs: list[tuple[tuple[str | int, ...], Output[Any]]]) -> list[list[str | int]] | None:
    """Return the paths of those outputs that are secret; None where there are none."""
    return [[*path] for path, output in outputs if await output.is_secret()] or None


_held: WeakKeyDictionary[pulumi.Resource, dict[tuple[str, Address], str]] = WeakKeyDictionary()
"""For each run of a program, by its root resource: which resource has which object, in which Statsig project."""


def _refuse_second(kind: type[Resource], resource_name: str, props: Doc, opts: ResourceOptions | None) -> None:
    """Refuse a second resource for one object, where the program knows its address.

    Raises:
        InvalidInput: naming both.
    """
    root = pulumi.runtime.get_root_resource()
    fields = [p.name for mark in ("path", "query", "key") for p in kind.shape().marked(mark)]
    if root is None or not kind.routes.is_unique(props) or not all(isinstance(props[f], str) for f in fields):
        return
    address, held = kind.address(props), _held.setdefault(root, {})
    other = held.setdefault((_provider_name(kind, opts), address), resource_name)
    if other != resource_name:
        raise InvalidInput(two_resources(address, other, resource_name))


def _provider_name(kind: type[Resource], opts: ResourceOptions | None) -> str:
    """Return the name of the explicit provider that a resource has, by itself or by its parent; "" for the default."""
    provider = opts and (opts.provider or (opts.parent and opts.parent.get_provider(kind.type_token())))
    return str(provider._name) if provider else ""


def _refuse_import(label: str, kind: str, opts: ResourceOptions | None) -> None:
    """Refuse ``import_``, which the engine would pass to a dynamic provider that is not told which one it is.

    Raises:
        InvalidInput: the program says it.
    """
    if opts is not None and opts.import_ is not None:
        raise InvalidInput(
            f"{label}: import_ in opts does not work for dynamic resources. Say adopt=True, where {kind} takes it, or "
            f"run `statsig-pulumi import {kind} ID` and then `pulumi import --file import.json`{program_line()}"
        )
