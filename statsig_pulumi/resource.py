"""The base of all resources: from a declaration to something Pulumi knows.

A kind is a subclass::

    class Gate(Resource):
        routes = Crud("/gates", key="gate_id", label="name")
        current_status: Annotated[Output[str], Wire("status")]

        @takes(GateArgs)
        def __init__(self, resource_name: str, args: Args) -> None:
            super().__init__(resource_name, args)

Annotations of type ``Output`` are the computed outputs. The other members below are hooks with a default body.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, wraps
from importlib import import_module
from inspect import get_annotations
from pkgutil import iter_modules
from types import MappingProxyType
from typing import Any, ClassVar, Concatenate, ParamSpec, TypeVar, get_args, get_origin

import pulumi
from pulumi import Output, ResourceOptions
from pulumi.dynamic.dynamic import PROVIDER_KEY, serialize_provider
from pydantic import ValidationError
from typing_extensions import Self

from .errors import InvalidInput
from .provider import KINDS, StatsigProvider
from .rest import Routes
from .rest.statuses import StatusMachine
from .schema.json_types import Doc
from .schema.markers import Mark, Wire
from .schema.messages import explain
from .schema.model import BaseArgs, collect_warnings
from .schema.shape import Shape, shape_of

P = ParamSpec("P")
S = TypeVar("S", bound="Resource")


def takes(
    model: Callable[P, BaseArgs],
) -> Callable[[Callable[[S, str, Any], None]], Callable[Concatenate[S, str, P], None]]:
    """Give a constructor the keyword arguments of a model, so that editors and type checkers know them."""

    def wrap(init: Callable[[S, str, Any], None]) -> Callable[Concatenate[S, str, P], None]:
        @wraps(init)
        def __init__(self: S, resource_name: str, /, *args: P.args, **kwargs: P.kwargs) -> None:
            label = f"{type(self).__name__} {resource_name!r}"
            if args:
                raise InvalidInput(f"{label}: takes keyword arguments, such as description=...")
            with collect_warnings() as warnings:
                try:
                    given = self.args.model_validate(kwargs)
                except ValidationError as error:
                    raise InvalidInput(explain(label, self.args, error)) from None
            init(self, resource_name, given)
            for text in warnings:
                pulumi.log.warn(f"{label}: {text}", self)

        vars(__init__)["model"] = model
        return __init__

    return wrap


class Resource(pulumi.CustomResource):
    """An object of Statsig, managed by Pulumi."""

    args: ClassVar[type[BaseArgs]]
    """The model of the arguments."""
    routes: ClassVar[Routes]
    """How the verbs map to the API."""
    statuses: ClassVar[StatusMachine | None] = None
    """The statuses that can be declared."""
    operations_on_change: ClassVar[Mapping[str, str]] = {}
    """Fields of the program a change of which is an operation on the object, such as a rotation."""
    state_only_outputs: ClassVar[tuple[str, ...]] = ()
    """The outputs that the API does not tell again: they live in state alone."""

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if model := vars(cls.__init__).get("model"):  # without one it is a base of kinds
            cls.args = model
            KINDS[cls.__name__] = cls

    def __init__(self, resource_name: str, args: BaseArgs) -> None:
        said = args.model_dump(exclude_unset=True, exclude_none=True)
        if self.routes.key:
            said.setdefault(self.routes.key, resource_name)
        for name, prop in self.shape().properties.items():
            if "secret" in prop and name in said:
                said[name] = Output.secret(said[name])
        self._register(resource_name, said, args.opts)

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
        self._register(resource_name, {}, ResourceOptions.three_way_merge(opts, ResourceOptions(id=id)))
        return self

    def _register(self, resource_name: str, props: dict[str, Any], opts: ResourceOptions | None) -> None:
        # As pulumi.dynamic.Resource does, but the provider is serialised once for each kind, not for each resource.
        props = {**props, **dict.fromkeys(self.computed()), PROVIDER_KEY: serialized_provider(type(self).__name__)}
        pulumi.CustomResource.__init__(self, self.type_token(), resource_name, props, opts)

    # -- what the engine asks ----------------------------------------------------------------------------------

    @classmethod
    def type_token(cls) -> str:
        """The type as it stands in state: never to change."""
        return f"pulumi-python:dynamic/statsig:{cls.__name__}"

    @classmethod
    @cache
    def shape(cls) -> Shape:
        """The shape of the arguments."""
        return shape_of(cls.args)

    @classmethod
    @cache
    def computed(cls) -> Mapping[str, str]:
        """The computed outputs: their names, and where they stand in the API's document."""
        wire = cls.args.wire_name
        return MappingProxyType(
            {
                name: next((m.name for m in metadata if isinstance(m, Wire)), wire(name))
                for name, metadata in cls._outputs()
            }
        )

    @classmethod
    @cache
    def secret_outputs(cls) -> tuple[str, ...]:
        """Those of the computed outputs that are secrets."""
        return tuple(name for name, metadata in cls._outputs() if Mark("secret") in metadata)

    @classmethod
    def declared_outputs(cls) -> Mapping[str, Any]:
        """The annotations of the kind and of its bases below ``Resource``."""
        bases = [base for base in reversed(cls.__mro__) if issubclass(base, Resource) and base is not Resource]
        return {name: hint for base in bases for name, hint in get_annotations(base, eval_str=True).items()}

    @classmethod
    def _outputs(cls) -> Iterator[tuple[str, tuple[Any, ...]]]:
        for name, hint in cls.declared_outputs().items():
            metadata = getattr(hint, "__metadata__", ())
            declared = get_args(hint)[0] if metadata else hint
            # One that is an argument as well only tells type checkers that it can be read.
            if issubclass(get_origin(declared) or object, Output) and name not in cls.args.model_fields:
                yield name, metadata

    @classmethod
    def state_only(cls, props: Doc) -> Doc:
        """The outputs that live in state alone, in the API's names."""
        return {cls.computed()[name]: props[name] for name in cls.state_only_outputs if props.get(name) is not None}

    @classmethod
    def operations(cls) -> Mapping[str, str]:
        """The operations of the API that the kind uses, and what for."""
        steps = cls.statuses.operations() if cls.statuses else {}
        return {**steps, **dict.fromkeys(cls.operations_on_change.values(), "update"), **cls.routes.operations()}

    # -- hooks -------------------------------------------------------------------------------------------------

    @classmethod
    def to_wire(cls, body: Doc) -> Doc:
        """A body on its way to the API, where the API wants something that the declaration does not say."""
        return body

    @classmethod
    def from_wire(cls, doc: Doc) -> Doc:
        """A live document, put into the form that requests have."""
        return doc

    @classmethod
    def check(cls, old: Doc, new: Doc) -> Iterable[tuple[str, str]]:
        """``(path, problem)`` of a change that must not be made; ``old`` is empty for a new object."""
        return ()

    @classmethod
    def in_use(cls, doc: Doc) -> str | None:
        """Why the object must not be destroyed without ``force_destroy``; None when it may."""
        return None

    @classmethod
    def can_be_in_use(cls) -> bool:
        """Whether the kind looks at all, which costs a request."""
        return "in_use" in vars(cls)


@cache
def serialized_provider(kind: str) -> str:
    """The provider as it stands in state."""
    text: str = serialize_provider(StatsigProvider(kind))
    return text


def all_kinds() -> Mapping[str, type[Resource]]:
    """Every kind by name, all of them loaded."""
    package = import_module("statsig_pulumi.kinds")
    for module in iter_modules(package.__path__, f"{package.__name__}."):
        import_module(module.name)
    return KINDS
