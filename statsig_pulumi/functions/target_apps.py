"""Reading target apps: https://docs.statsig.com/console-api/introduction"""

from __future__ import annotations

from collections.abc import Iterator

from pulumi import Input, Output

from ._invoke import ProviderOption, many, one, output, outputs
from .results import TargetAppResult


def get_target_app(id: str, *, provider: ProviderOption = None) -> TargetAppResult:
    """A target app by its id.

    Statsig tells its name, and nothing of what belongs to it.
    See https://docs.statsig.com/console-api/introduction

    Args:
        id: the id that Statsig gave it.
        provider: which Statsig project; by default the stack's.

    Raises:
        NotFound: there is no such target app.
        ConfigError: there is no key, or the provider's settings are outputs.
        ApiError: the API refused, or could not be reached.
    """
    return one(TargetAppResult, "/target_app/{id}", **locals())


def get_target_app_output(id: Input[str], *, provider: ProviderOption = None) -> Output[TargetAppResult]:
    """``get_target_app`` of an id that is an output."""
    return output(get_target_app, **locals())


def list_target_apps(*, provider: ProviderOption = None) -> Iterator[TargetAppResult]:
    """All target apps, page after page, each page read when it is needed.

    See https://docs.statsig.com/console-api/introduction

    Raises:
        ConfigError: there is no key, or the provider's settings are outputs.
        ApiError: the API refused, or could not be reached; when a page is read.
    """
    return many(TargetAppResult, "/target_app", **locals())


def list_target_apps_output(*, provider: ProviderOption = None) -> Output[list[TargetAppResult]]:
    """``list_target_apps`` as an output."""
    return outputs(list_target_apps, **locals())
