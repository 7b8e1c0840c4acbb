"""Base classes of declarations: a resource's arguments, and the groups of arguments in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal

from pulumi import ResourceOptions, log
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from ..errors import InvalidInput
from .json_types import NonEmptyKeys
from .markers import In, Mark, ProviderOnly, Strings, Trigger, camel
from .messages import TOO_DEEP, explain, program_line


class Model(BaseModel):
    """A group of arguments: a rule, a condition, a group of an experiment."""

    model_config = ConfigDict(
        strict=True,
        extra="forbid",
        frozen=True,
        arbitrary_types_allowed=True,
        defer_build=True,
        protected_namespaces=(),
    )

    merge_key: ClassVar[str | None] = None
    """The field by which a member of a list is recognised when the list changes; None: by its content, then by its
    position."""
    may_be_renamed: ClassVar[bool] = True
    """Whether a member of another merge key can be the same member renamed, which keeps what it has."""
    server_fields: ClassVar[frozenset[str]] = frozenset()
    """The fields of a live value, in the API's names, that are the server's: they are never sent back."""
    repeated: ClassVar[Mapping[str, frozenset[str]]] = {}
    """The fields of a live value that repeat another one, beside which a program leaves them out."""
    retired: ClassVar[Mapping[str, str]] = {}
    """Arguments of earlier versions, and what to do in their place. State may still hold them."""

    @classmethod
    def wire_name(cls, name: str) -> str:
        """Return the API's name of a field, where ``Wire`` does not say it."""
        return camel(name)

    @classmethod
    def after_server_changes(cls, inputs: dict[str, Any], live: Mapping[str, Any]) -> dict[str, Any]:
        """Return the inputs, adjusted for changes the server makes by itself, so that these are not drift.

        Args:
            inputs: what the program says, in the program's names.
            live: the live document, in the API's names.

        The default: the server changes nothing by itself.
        """
        return inputs

    # Type checkers see the signature that pydantic derives from the fields.
    if not TYPE_CHECKING:

        def __init__(self, **data: Any) -> None:
            label = type(self).__name__ + (f" {data['name']!r}" if isinstance(data.get("name"), str) else "")
            with collect_warnings() as warnings:
                try:
                    super().__init__(**data)
                except ValidationError as error:
                    raise InvalidInput(explain(label, type(self), error)) from None
                except RecursionError:
                    raise InvalidInput(f"{label}: {TOO_DEEP}{program_line()}") from None
            for warning in warnings:
                log.warn(f"{label}: {warning}{program_line()}")

        # Without this pydantic would build nested models through __init__, and their paths would be lost.
        __init__.__pydantic_base_init__ = True


class BaseArgs(Model):
    """The arguments of every resource."""

    opts: Annotated[ResourceOptions | None, Mark("hidden")] = Field(default=None, exclude=True)
    """Pulumi's own options: protect, ignore_changes, depends_on, provider and so on."""


class ResourceArgs(BaseArgs):
    """The arguments of every object, whatever becomes of it at the end."""

    adopt: ProviderOnly[bool] = False
    """Adopt an object of this name that exists already, and change only what differs from the program. Left out, it is
    as ``statsig:adopt`` says."""
    exhaustive: ProviderOnly[bool] = False
    """Manage every field: one that the program leaves out is kept at its default. Without it, such a field is
    unmanaged and belongs to the console."""


class DeletableArgs(ResourceArgs):
    """The arguments of most objects besides their own fields."""

    on_destroy: ProviderOnly[Literal["delete", "archive", "retain"]] = "delete"
    """What happens to the object when the resource is destroyed: deleted, archived (where the API can), or retained
    as it is."""
    force_destroy: ProviderOnly[bool] = False
    """Delete even what is in use: a gate with live checks, a running experiment."""


class ReviewableArgs(DeletableArgs):
    """The arguments of objects whose changes can be proposed for review, besides their own fields."""

    review: ProviderOnly[Literal["propose", "direct"] | None] = None
    """What becomes of a change: ``propose`` makes a review of what a review can carry, which people accept in Statsig,
    and applies the rest; ``direct`` applies everything. Left out, it is as ``statsig:review`` says, else ``direct``."""
    review_description: ProviderOnly[In[str] | None] = None
    """What a review says of the change; by default the commit, and the address of the pull request in CI."""
    reviewers: ProviderOnly[In[Strings]] = []
    """Who is asked to review: e-mail addresses or ids of people, names or ids of groups. By default those of
    ``statsig:reviewers``, else whoever may."""
    review_wait: ProviderOnly[In[Annotated[float, Field(ge=0)]] | None] = None
    """The seconds that ``pulumi up`` waits for a decision before it ends with the object unchanged; by default those of
    ``statsig:reviewWait``, else 0. Whether it waited or not, the next ``pulumi up`` commits what was accepted."""


class SettingArgs(BaseArgs):
    """The arguments of a setting besides its own fields."""

    on_destroy: ProviderOnly[Literal["retain", "restore"]] = "retain"
    """What happens to the setting when the resource is destroyed: retained as it is, or restored to what it was
    before."""


class ActionArgs(BaseArgs):
    """The arguments of an action besides its own fields."""

    triggers: Trigger[Annotated[dict[str, In[str]], NonEmptyKeys]] = {}
    """Any strings, of which one that changes or is added makes the action run again: a version, a date, a hash."""


_warnings: ContextVar[list[str] | None] = ContextVar("_warnings", default=None)


def warn(text: str) -> None:
    """Add a warning about an argument that may be right: shown to the user, never a failure."""
    warnings = _warnings.get()
    if warnings is not None and text not in warnings:
        warnings.append(text)


@contextmanager
def collect_warnings() -> Iterator[list[str]]:
    """Collect the warnings of validators."""
    warnings: list[str] = []
    token = _warnings.set(warnings)
    try:
        yield warnings
    finally:
        _warnings.reset(token)
