"""Read reviews of gates, dynamic configs, experiments and autotunes: https://docs.statsig.com/console-api/gates"""

from __future__ import annotations

from collections.abc import Iterator

from . import _invoke
from ._invoke import ProviderOption
from .results import EligibleReviewersResult, ExperimentReviewResult, ReviewResult


def list_gate_reviews(id: str, *, provider: ProviderOption = None) -> Iterator[ReviewResult]:
    """Yield the reviews of a gate, the newest first; each page is read when it is needed.

    They come without ``content``, which ``get_gate_review`` has.

    Example:
        ```python
        [r.review_id for r in statsig.list_gate_reviews("new_checkout") if r.status == "pending"]
        ```

    Args:
        id: the gate's id.
    """
    return _invoke.paginate(ReviewResult, "/gates/{id}/reviews", **locals())


def get_gate_review(id: str, review_id: str, *, provider: ProviderOption = None) -> ReviewResult:
    """Return a review of a gate.

    ``content.current`` is what is live now, whatever the review's status; ``content.proposed`` what a commit makes of
    it. ``content`` is None for a type that only does something: a deletion, new salts, an end of required reviews.

    Example:
        ```python
        statsig.get_gate_review("new_checkout", "4wzJ3hE0").status
        ```

    Args:
        id: the gate's id.
        review_id: the review's id.
    """
    return _invoke.get(ReviewResult, "/gates/{id}/reviews/{reviewID}", provider, id=id, reviewID=review_id)


def get_gate_eligible_reviewers(id: str, *, provider: ProviderOption = None) -> EligibleReviewersResult:
    """Return who may review changes of a gate.

    ``users`` are those named and the members of ``groups``. Admins of the project always may, and are not listed.

    Example:
        ```python
        [user.email for user in statsig.get_gate_eligible_reviewers("new_checkout").users]
        ```

    Args:
        id: the gate's id.
    """
    return _invoke.get(EligibleReviewersResult, "/gates/{id}/eligible_reviewers", **locals())


def list_dynamic_config_reviews(id: str, *, provider: ProviderOption = None) -> Iterator[ReviewResult]:
    """Yield the reviews of a dynamic config, the newest first and without ``content``.

    Args:
        id: the config's id.
    """
    return _invoke.paginate(ReviewResult, "/dynamic_configs/{id}/reviews", **locals())


def get_dynamic_config_review(id: str, review_id: str, *, provider: ProviderOption = None) -> ReviewResult:
    """Return a review of a dynamic config, as ``get_gate_review`` does.

    Args:
        id: the config's id.
        review_id: the review's id.
    """
    return _invoke.get(ReviewResult, "/dynamic_configs/{id}/reviews/{reviewID}", provider, id=id, reviewID=review_id)


def get_dynamic_config_eligible_reviewers(id: str, *, provider: ProviderOption = None) -> EligibleReviewersResult:
    """Return who may review changes of a dynamic config.

    Args:
        id: the config's id.
    """
    return _invoke.get(EligibleReviewersResult, "/dynamic_configs/{id}/eligible_reviewers", **locals())


def list_experiment_reviews(id: str, *, provider: ProviderOption = None) -> Iterator[ExperimentReviewResult]:
    """Yield the reviews of an experiment, the newest first and without ``content``.

    Args:
        id: the experiment's id.
    """
    return _invoke.paginate(ExperimentReviewResult, "/experiments/{id}/reviews", **locals())


def get_experiment_review(id: str, review_id: str, *, provider: ProviderOption = None) -> ExperimentReviewResult:
    """Return a review of an experiment.

    What ``content.current`` and ``content.proposed`` hold depends on the ``type``; some types have no content.

    Args:
        id: the experiment's id.
        review_id: the review's id.
    """
    return _invoke.get(
        ExperimentReviewResult, "/experiments/{id}/reviews/{reviewID}", provider, id=id, reviewID=review_id
    )


def get_experiment_eligible_reviewers(id: str, *, provider: ProviderOption = None) -> EligibleReviewersResult:
    """Return who may review changes of an experiment.

    Args:
        id: the experiment's id.
    """
    return _invoke.get(EligibleReviewersResult, "/experiments/{id}/eligible_reviewers", **locals())


def list_autotune_reviews(id: str, *, provider: ProviderOption = None) -> Iterator[ExperimentReviewResult]:
    """Yield the reviews of an autotune experiment, the newest first and without ``content``.

    Args:
        id: the autotune's id.
    """
    return _invoke.paginate(ExperimentReviewResult, "/autotunes/{id}/reviews", **locals())


def get_autotune_review(id: str, review_id: str, *, provider: ProviderOption = None) -> ExperimentReviewResult:
    """Return a review of an autotune experiment.

    Args:
        id: the autotune's id.
        review_id: the review's id.
    """
    return _invoke.get(
        ExperimentReviewResult, "/autotunes/{id}/reviews/{reviewID}", provider, id=id, reviewID=review_id
    )
