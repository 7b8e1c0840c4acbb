"""Several Statsig projects in one stack."""

from __future__ import annotations

from collections.abc import Sequence

import pulumi
from pulumi import Input, Output, ResourceOptions

from .config import removed_setting
from .errors import ConfigError


class Provider(pulumi.ProviderResource):
    """A Statsig project other than the stack's. Resources take it in ``opts``, functions as ``provider``.

    Example:
        ```python
        eu = statsig.Provider("eu", console_api_key=config.require_secret("euKey"))
        statsig.Gate("new_checkout", opts=ResourceOptions(provider=eu))
        ```

    Args:
        resource_name: its name in the program.
        console_api_key: the project's Console API key; encrypted in state.
        api_url: another address, such as ``emulator:eu.db``; by default Statsig's.
        request_timeout: seconds for one request; by default 30.
        retry_deadline: seconds over which a failed request is retried; by default 300.
        mutations_per_10s: writes in any 10 seconds; by default 100.
        mutations_per_15min: writes in any 15 minutes; by default 1800.
        segment_mutations_per_10s: writes to segments in any 10 seconds; by default 12.
        segment_mutations_per_15min: writes to segments in any 15 minutes; by default 900.
        adopt: whether resources adopt objects that exist already, where they do not say otherwise; by default False.
        review: ``propose`` makes reviews of changes, where a resource does not say otherwise.
        review_wait: seconds that a run waits for the decision on a review; by default 0.
        reviewers: who is asked to review, as for a resource.
        respect_review_settings: removed; any value but False is an error that says what takes its place.
        allow_insecure: allow an address that is neither https nor on this machine.
        opts: Pulumi's options.

    Raises:
        ConfigError: the program or the stack sets what this version does not have any more.
    """

    def __init__(
        self,
        resource_name: str,
        *,
        console_api_key: Input[str],
        api_url: Input[str] | None = None,
        request_timeout: Input[float] | None = None,
        retry_deadline: Input[float] | None = None,
        mutations_per_10s: Input[int] | None = None,
        mutations_per_15min: Input[int] | None = None,
        adopt: Input[bool] | None = None,
        review: Input[str] | None = None,
        review_wait: Input[float] | None = None,
        reviewers: Input[Sequence[str]] | None = None,
        segment_mutations_per_10s: Input[int] | None = None,
        segment_mutations_per_15min: Input[int] | None = None,
        respect_review_settings: Input[bool] | None = None,
        allow_insecure: Input[bool] | None = None,
        opts: ResourceOptions | None = None,
    ) -> None:
        self.config: dict[str, Input[object] | None] = {
            "consoleApiKey": console_api_key,
            "apiUrl": api_url,
            "requestTimeout": request_timeout,
            "retryDeadline": retry_deadline,
            "mutationsPer10s": mutations_per_10s,
            "mutationsPer15min": mutations_per_15min,
            "adopt": adopt,
            "review": review,
            "reviewWait": review_wait,
            "reviewers": reviewers,
            "segmentMutationsPer10s": segment_mutations_per_10s,
            "segmentMutationsPer15min": segment_mutations_per_15min,
            "allowInsecure": allow_insecure,
        }
        stack = pulumi.Config("statsig")
        for get in ({"respectReviewSettings": respect_review_settings}.get, stack.get):
            if problem := removed_setting(get):
                raise ConfigError(problem)
        for name in self.config:
            if self.config[name] is None and name != "consoleApiKey":
                self.config[name] = stack.get(name)
        given = {f"statsig:{name}": _string(value) for name, value in self.config.items() if value is not None}
        given["statsig:consoleApiKey"] = Output.secret(given["statsig:consoleApiKey"])
        super().__init__("pulumi-python", resource_name, given, opts)


def _string(value: Input[object]) -> Output[str]:
    """Return a value as Pulumi passes configuration: a string."""

    def text(known: object) -> str:
        if isinstance(known, (list, tuple)):
            return ",".join(map(str, known))
        return str(known).lower() if isinstance(known, bool) else str(known)

    return Output.from_input(value).apply(text)
