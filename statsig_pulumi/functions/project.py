"""Reading what the project is, and what it uses: https://docs.statsig.com/console-api/introduction"""

from __future__ import annotations

from pulumi import Input, Output

from ._invoke import ProviderOption, one, output, text
from .results import CompanyResult, ProjectResult


def get_project(*, provider: ProviderOption = None) -> ProjectResult:
    """The project that the key is of.

    See https://docs.statsig.com/console-api/introduction

    Raises:
        ConfigError: there is no key, or the provider's settings are outputs.
        ApiError: the API refused, or could not be reached.
    """
    return one(ProjectResult, "/project", **locals())


def get_project_output(*, provider: ProviderOption = None) -> Output[ProjectResult]:
    """``get_project`` as an output."""
    return output(get_project, **locals())


def get_company(*, provider: ProviderOption = None) -> CompanyResult:
    """The company that the project is of, and whether it is warehouse native.

    See https://docs.statsig.com/console-api/introduction

    Raises:
        ConfigError: there is no key, or the provider's settings are outputs.
        ApiError: the API refused, or could not be reached.
    """
    return one(CompanyResult, "/company", **locals())


def get_company_output(*, provider: ProviderOption = None) -> Output[CompanyResult]:
    """``get_company`` as an output."""
    return output(get_company, **locals())


def get_usage_report(end: int, *, start: int | None = None, provider: ProviderOption = None) -> str:
    """What was used and is billed, as the text of a CSV file.

    See https://docs.statsig.com/console-api/introduction

    Example:
        ```python
        pandas.read_csv(io.StringIO(statsig.get_usage_report(end=1_727_740_800_000)))
        ```

    Args:
        end: until then, in milliseconds since 1970.
        start: from then on, in milliseconds since 1970.
        provider: which Statsig project; by default the stack's.

    Raises:
        ConfigError: there is no key, or the provider's settings are outputs.
        ApiError: the API refused, or could not be reached.
    """
    return text("/project/usage_billing/report", **locals())


def get_usage_report_output(
    end: Input[int], *, start: Input[int] | None = None, provider: ProviderOption = None
) -> Output[str]:
    """``get_usage_report`` of arguments that are outputs."""
    return output(get_usage_report, **locals())
