"""Prompts and their versions: https://docs.statsig.com/console-api/prompts"""

from __future__ import annotations

from typing import Annotated, Literal

from pulumi import Output
from pydantic import Field

from ..resource import Resource
from ..rest import Action, Collection, Unreadable
from ..schema.markers import In, Key, NoDefault, Path, Replace, Secret, Strings, Unordered, Wire, WriteOnly
from ..schema.model import ActionArgs, BaseArgs, DeletableArgs, Model
from .shared_types import ConfigId, Description, DisplayName, Owner, TargetApps


class PromptArgs(DeletableArgs):
    """The arguments of a prompt."""

    name: Key[Replace[In[DisplayName] | None]] = None
    """The prompt's name, of which Statsig makes the id; by default the resource's name."""
    display_name: WriteOnly[Replace[In[DisplayName] | None]] = None
    """The name shown in the console. Statsig never returns it."""
    description: In[Description] = ""
    """What it is for, at most 1000 characters."""
    target_apps: In[TargetApps] = []
    """The target apps that get it."""
    team: NoDefault[In[str] | None] = None
    """The team that owns it, by name (Enterprise)."""
    team_id: NoDefault[In[str] | None] = None
    """The team that owns it, by id (Enterprise)."""
    tags: Unordered[Replace[In[Strings]]] = []
    """Tags, by name."""
    creator_id: Replace[In[str] | None] = None
    """The Statsig id of the creator; by default the key."""
    creator_email: Replace[In[str] | None] = None
    """The e-mail of the creator."""
    owner: WriteOnly[Replace[In[Owner] | None]] = None
    """Who is responsible. Statsig never returns it."""


class Prompt(Resource):
    """A prompt. Its versions are ``PromptVersion``s; destroying it deletes them too.

    Example:
        ```python
        statsig.Prompt("summary", description="Sums up an order")
        ```
    """

    args = PromptArgs
    routes = Collection("/prompts")


class _Version(Model):
    @classmethod
    def wire_name(cls, name: str) -> str:
        return name


class PromptMessage(_Version):
    """One message of a prompt."""

    role: In[Literal["system", "user", "assistant"]]
    """The role."""
    content: In[str]
    """The content."""


class WorkflowHeader(_Version):
    """A header of the request to a workflow."""

    name: In[str]
    """Its name."""
    value: In[str]
    """Its value."""


class WorkflowBody(_Version):
    """The body of the request to a workflow."""

    type: In[Literal["JSON"]]
    """``JSON``."""
    value: In[str]
    """The JSON string."""


class PromptVersionArgs(_Version, BaseArgs):
    """The arguments of a prompt's version. A version never changes: give a new one a new ``version_id``."""

    prompt_id: Path[In[str]] = Field(...)
    """The prompt."""
    version_id: Annotated[Key[Replace[In[ConfigId] | None]], Wire("id")] = None
    """The id of the version; by default the resource's name."""
    name: Replace[In[DisplayName]] = Field(...)
    """The name shown in the console."""
    description: Replace[In[Description] | None] = None
    """What is special about it, at most 1000 characters."""
    prompts: Replace[In[list[PromptMessage]] | None] = None
    """The messages, in order."""
    model: Replace[In[str] | None] = None
    """The model that is asked."""
    provider: Replace[In[str] | None] = None
    """Who runs the model."""
    temperature: Replace[In[float] | None] = None
    """The temperature."""
    top_p: Replace[In[float] | None] = None
    """From which share of the likeliest words the answers are made."""
    frequency_penalty: Replace[In[float] | None] = None
    """How much words that came often are avoided."""
    presence_penalty: Replace[In[float] | None] = None
    """How much words that came at all are avoided."""
    max_tokens: Replace[In[float] | None] = None
    """How long an answer may be."""
    eval_model: Replace[In[str] | None] = None
    """The model that grades the answers."""
    workflow_body: Replace[In[WorkflowBody] | None] = None
    """What is sent to a workflow in place of a model."""
    workflow_headers: Replace[In[list[WorkflowHeader]] | None] = None
    """The headers of that."""
    auth_workflow_headers: Secret[Replace[In[list[WorkflowHeader]] | None]] = None
    """Headers that are secret. Encrypted in state."""


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

    args = PromptVersionArgs
    routes = Unreadable("POST /prompts/{id}/versions", can_delete=False)


class PromptEvaluationArgs(ActionArgs):
    """The arguments of an evaluation of a prompt's version."""

    prompt_id: Path[In[str]] = Field(...)
    """The prompt."""
    version_id: Path[In[str]] = Field(...)
    """The version."""


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

    version_name: Annotated[Output[str], Wire("name")]
    """The name of the version."""

    args = PromptEvaluationArgs
    routes = Action("POST /prompts/{id}/versions/{versionId}/start_evals")
