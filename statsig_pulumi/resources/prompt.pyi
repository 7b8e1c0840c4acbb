# Written by tools/stubs.py from prompt.py. Change that, then run `make docs`.

"""Prompts and their versions: https://docs.statsig.com/console-api/prompts"""

from typing import Any, Literal

from pulumi import Input, Output, ResourceOptions

from ..resource import Resource
from ..schema.markers import Strings
from ..schema.model import Model
from .shared_types import ConfigId, Description, DisplayName, Owner, TargetApps

class Prompt(Resource):
    """A prompt. Its versions are ``PromptVersion``s; destroying it deletes them too.

    Example:
        ```python
        statsig.Prompt("summary", description="Sums up an order")
        ```
    """

    name: Output[str]
    """The prompt's name, of which Statsig makes the id; by default the resource's name."""
    display_name: Output[str | None]
    """The name shown in the console. Statsig never returns it."""
    description: Output[str | None]
    """What it is for, at most 1000 characters."""
    target_apps: Output[str | list[str] | None]
    """The target apps that get it."""
    team: Output[str | None]
    """The team that owns it, by name (Enterprise)."""
    team_id: Output[str | None]
    """The team that owns it, by id (Enterprise)."""
    tags: Output[list[str] | None]
    """Tags, by name."""
    creator_id: Output[str | None]
    """The Statsig id of the creator; by default the key."""
    creator_email: Output[str | None]
    """The e-mail of the creator."""
    owner: Output[dict[str, Any] | None]
    """Who is responsible. Statsig never returns it."""
    force_destroy: Output[bool | None]
    """Delete even what is in use: a gate with live checks, a running experiment."""
    on_destroy: Output[str | None]
    """What happens to the object when the resource is destroyed: deleted, archived (where the API can), or retained
    as it is."""
    exhaustive: Output[bool | None]
    """Manage every field: one that the program leaves out is kept at its default. Without it, such a field is
    unmanaged and belongs to the console."""
    adopt: Output[bool | None]
    """Adopt an object of this name that exists already, and change only what differs from the program. Left out, it is
    as ``statsig:adopt`` says."""
    def __init__(
        self,
        resource_name: str,
        /,
        *,
        name: Input[DisplayName] | None = ...,
        display_name: Input[DisplayName] | None = ...,
        description: Input[Description] = ...,
        target_apps: Input[TargetApps] = ...,
        team: Input[str] | None = ...,
        team_id: Input[str] | None = ...,
        tags: Input[Strings] = ...,
        creator_id: Input[str] | None = ...,
        creator_email: Input[str] | None = ...,
        owner: Input[Owner] | None = ...,
        force_destroy: bool = ...,
        on_destroy: Literal["delete", "archive", "retain"] = ...,
        exhaustive: bool = ...,
        adopt: bool = ...,
        opts: ResourceOptions | None = ...,
    ) -> None:
        """A prompt. Its versions are ``PromptVersion``s; destroying it deletes them too.

        Args:
            resource_name: Its name in the program.
            name: The prompt's name, of which Statsig makes the id; by default the resource's name. A change replaces
                the object.
            display_name: The name shown in the console. Statsig never returns it. A change replaces the object. Never
                read back.
            description: What it is for, at most 1000 characters.
            target_apps: The target apps that get it.
            team: The team that owns it, by name (Enterprise). Taken out of the program, it stays as it is.
            team_id: The team that owns it, by id (Enterprise). Taken out of the program, it stays as it is.
            tags: Tags, by name. A change replaces the object. The order means nothing.
            creator_id: The Statsig id of the creator; by default the key. A change replaces the object.
            creator_email: The e-mail of the creator. A change replaces the object.
            owner: Who is responsible. Statsig never returns it. A change replaces the object. Never read back.
            force_destroy: Delete even what is in use: a gate with live checks, a running experiment.
            on_destroy: What happens to the object when the resource is destroyed: deleted, archived (where the API
                can), or retained as it is.
            exhaustive: Manage every field: one that the program leaves out is kept at its default. Without it, such a
                field is unmanaged and belongs to the console.
            adopt: Adopt an object of this name that exists already, and change only what differs from the program. Left
                out, it is as ``statsig:adopt`` says.
            opts: Pulumi's own options: protect, ignore_changes, depends_on, provider and so on.

        Raises:
            InvalidInput: An argument cannot be right.
        """

class _Version(Model): ...

class PromptMessage(_Version):
    """One message of a prompt."""

    role: Input[Literal["system", "user", "assistant"]]
    """The role."""
    content: Input[str]
    """The content."""

class WorkflowHeader(_Version):
    """A header of the request to a workflow."""

    name: Input[str]
    """Its name."""
    value: Input[str]
    """Its value."""

class WorkflowBody(_Version):
    """The body of the request to a workflow."""

    type: Input[Literal["JSON"]]
    """``JSON``."""
    value: Input[str]
    """The JSON string."""

class PromptVersion(Resource):
    """A version of a prompt. The API can neither read, change nor delete one: destroying the resource leaves it.

    Example:
        ```python
        prompt = statsig.Prompt("summary")
        statsig.PromptVersion(
            "v1",
            prompt_id=prompt.id,
            name="First",
            model="m-1",
            prompts=[PromptMessage(role="system", content="Be brief.")],
        )
        ```
    """

    prompt_id: Output[str]
    """The prompt."""
    version_id: Output[str]
    """The id of the version; by default the resource's name."""
    name: Output[str]
    """The name shown in the console."""
    description: Output[str | None]
    """What is special about it, at most 1000 characters."""
    prompts: Output[list[dict[str, Any]] | None]
    """The messages, in order."""
    model: Output[str | None]
    """The model that is asked."""
    provider: Output[str | None]
    """Who runs the model."""
    temperature: Output[float | None]
    """The temperature."""
    top_p: Output[float | None]
    """From which share of the likeliest words the answers are made."""
    frequency_penalty: Output[float | None]
    """How much words that came often are avoided."""
    presence_penalty: Output[float | None]
    """How much words that came at all are avoided."""
    max_tokens: Output[float | None]
    """How long an answer may be."""
    eval_model: Output[str | None]
    """The model that grades the answers."""
    workflow_body: Output[dict[str, Any] | None]
    """What is sent to a workflow in place of a model."""
    workflow_headers: Output[list[dict[str, Any]] | None]
    """The headers of that."""
    auth_workflow_headers: Output[list[dict[str, Any]] | None]
    """Headers that are secret. Encrypted in state."""
    def __init__(
        self,
        resource_name: str,
        /,
        *,
        prompt_id: Input[str],
        version_id: Input[ConfigId] | None = ...,
        name: Input[DisplayName],
        description: Input[Description] | None = ...,
        prompts: Input[list[PromptMessage]] | None = ...,
        model: Input[str] | None = ...,
        provider: Input[str] | None = ...,
        temperature: Input[float] | None = ...,
        top_p: Input[float] | None = ...,
        frequency_penalty: Input[float] | None = ...,
        presence_penalty: Input[float] | None = ...,
        max_tokens: Input[float] | None = ...,
        eval_model: Input[str] | None = ...,
        workflow_body: Input[WorkflowBody] | None = ...,
        workflow_headers: Input[list[WorkflowHeader]] | None = ...,
        auth_workflow_headers: Input[list[WorkflowHeader]] | None = ...,
        opts: ResourceOptions | None = ...,
    ) -> None:
        """A version of a prompt. The API can neither read, change nor delete one: destroying the resource leaves it.

        Args:
            resource_name: Its name in the program.
            prompt_id: The prompt. A change replaces the object.
            version_id: The id of the version; by default the resource's name. A change replaces the object.
            name: The name shown in the console. A change replaces the object.
            description: What is special about it, at most 1000 characters. A change replaces the object.
            prompts: The messages, in order. A change replaces the object.
            model: The model that is asked. A change replaces the object.
            provider: Who runs the model. A change replaces the object.
            temperature: The temperature. A change replaces the object.
            top_p: From which share of the likeliest words the answers are made. A change replaces the object.
            frequency_penalty: How much words that came often are avoided. A change replaces the object.
            presence_penalty: How much words that came at all are avoided. A change replaces the object.
            max_tokens: How long an answer may be. A change replaces the object.
            eval_model: The model that grades the answers. A change replaces the object.
            workflow_body: What is sent to a workflow in place of a model. A change replaces the object.
            workflow_headers: The headers of that. A change replaces the object.
            auth_workflow_headers: Headers that are secret. Encrypted in state. A change replaces the object. Encrypted
                in state, never printed.
            opts: Pulumi's own options: protect, ignore_changes, depends_on, provider and so on.

        Raises:
            InvalidInput: An argument cannot be right.
        """

class PromptEvaluation(Resource):
    """Starts the evaluation of a prompt's version, when the resource is created and when its triggers change. The API
    does not report when it ends.

    Example:
        ```python
        statsig.PromptEvaluation(
            "v1", prompt_id="summary", version_id="v1", triggers={"dataset": "2026-11"}
        )
        ```
    """

    version_name: Output[str]
    """The name of the version."""
    prompt_id: Output[str]
    """The prompt."""
    version_id: Output[str]
    """The version."""
    triggers: Output[dict[str, str] | None]
    """Any strings, of which one that changes or is added makes the action run again: a version, a date, a hash."""
    def __init__(
        self,
        resource_name: str,
        /,
        *,
        prompt_id: Input[str],
        version_id: Input[str],
        triggers: dict[str, Input[str]] = ...,
        opts: ResourceOptions | None = ...,
    ) -> None:
        """Starts the evaluation of a prompt's version, when the resource is created and when its triggers change. The
        API does not report when it ends.

        Args:
            resource_name: Its name in the program.
            prompt_id: The prompt. A change replaces the object.
            version_id: The version. A change replaces the object.
            triggers: Any strings, of which one that changes or is added makes the action run again: a version, a date,
                a hash.
            opts: Pulumi's own options: protect, ignore_changes, depends_on, provider and so on.

        Raises:
            InvalidInput: An argument cannot be right.
        """
