"""Read segments: https://docs.statsig.com/console-api/segments"""

from __future__ import annotations

from collections.abc import Iterator

from . import _invoke
from ._invoke import ProviderOption
from .results import SegmentIdListMetadataResult, SegmentIdListResult, SegmentResult


def get_segment(id: str, *, provider: ProviderOption = None) -> SegmentResult:
    """Return a segment.

    ``type`` is ``id_list``, ``rule_based``, ``analysis_list`` or ``user_store_id_list``. For a list, ``count`` is the
    number of ids; ``list_segment_ids`` yields them. ``created_time`` and ``last_modified_time`` are in milliseconds
    since 1970.

    Example:
        ```python
        statsig.get_segment("testers").count
        ```

    Args:
        id: the name that conditions use.
    """
    return _invoke.get(SegmentResult, "/segments/{id}", **locals())


def list_segments(*, provider: ProviderOption = None) -> Iterator[SegmentResult]:
    """Yield all segments; each page is read when it is needed.

    They come with their rules, without the ids of lists.
    """
    return _invoke.paginate(SegmentResult, "/segments", **locals())


def list_segment_ids(id: str, *, provider: ProviderOption = None) -> Iterator[str]:
    """Yield the ids in a segment that is a list; each page is read when it is needed.

    Statsig limits the rate of these requests.

    Example:
        ```python
        "ada" in statsig.list_segment_ids("testers")
        ```

    Args:
        id: the segment's id.
    """
    pages = _invoke.paginate(SegmentIdListResult, "/segments/{id}/id_list", **locals())
    return (id for page in pages for id in page.ids)


def get_segment_id_list_metadata(id: str, *, provider: ProviderOption = None) -> SegmentIdListMetadataResult:
    """Return the version of a segment's id list, and whether an update is in progress.

    Args:
        id: the segment's id.
    """
    return _invoke.get(SegmentIdListMetadataResult, "/segments/{id}/idlist_metadata", **locals())
