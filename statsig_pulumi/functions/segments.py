"""Reading segments: https://docs.statsig.com/console-api/segments"""

from __future__ import annotations

from collections.abc import Iterator

from pulumi import Input, Output

from ._invoke import ProviderOption, many, one, output, outputs
from .results import SegmentIdListMetadataResult, SegmentIdListResult, SegmentResult


def get_segment(id: str, *, provider: ProviderOption = None) -> SegmentResult:
    """A segment by its id.

    Its ``type`` is ``id_list``, ``rule_based``, ``analysis_list`` or ``user_store_id_list``. Of a list ``count`` is
    how many ids it has; ``list_segment_ids`` gives them. ``created_time`` and ``last_modified_time`` are
    milliseconds since 1970.
    See https://docs.statsig.com/console-api/segments

    Example:
        ```python
        statsig.get_segment("testers").count
        ```

    Args:
        id: the name that conditions ask for.
        provider: which Statsig project; by default the stack's.

    Raises:
        NotFound: there is no such segment.
        ConfigError: there is no key, or the provider's settings are outputs.
        ApiError: the API refused, or could not be reached.
    """
    return one(SegmentResult, "/segments/{id}", **locals())


def get_segment_output(id: Input[str], *, provider: ProviderOption = None) -> Output[SegmentResult]:
    """``get_segment`` of an id that is an output."""
    return output(get_segment, **locals())


def list_segments(*, provider: ProviderOption = None) -> Iterator[SegmentResult]:
    """All segments, page after page, each page read when it is needed.

    Their rules are there, the ids of lists are not.
    See https://docs.statsig.com/console-api/segments

    Raises:
        ConfigError: there is no key, or the provider's settings are outputs.
        ApiError: the API refused, or could not be reached; when a page is read.
    """
    return many(SegmentResult, "/segments", **locals())


def list_segments_output(*, provider: ProviderOption = None) -> Output[list[SegmentResult]]:
    """``list_segments`` as an output."""
    return outputs(list_segments, **locals())


def list_segment_ids(id: str, *, provider: ProviderOption = None) -> Iterator[str]:
    """The ids in a segment that is a list, page after page, each page read when it is needed.

    Statsig limits how often it answers this.
    See https://docs.statsig.com/console-api/segments

    Example:
        ```python
        "ada" in statsig.list_segment_ids("testers")
        ```

    Raises:
        NotFound: there is no such segment; when the first is asked for.
        ApiError: the API refused, or could not be reached; when a page is read.
    """
    pages = many(SegmentIdListResult, "/segments/{id}/id_list", **locals())
    return (found for page in pages for found in page.ids)


def list_segment_ids_output(id: Input[str], *, provider: ProviderOption = None) -> Output[list[str]]:
    """``list_segment_ids`` of an id that is an output."""
    return outputs(list_segment_ids, **locals())


def get_segment_id_list_metadata(id: str, *, provider: ProviderOption = None) -> SegmentIdListMetadataResult:
    """The version of the list of a segment, and whether it is being changed.

    See https://docs.statsig.com/console-api/segments

    Raises:
        NotFound: there is no such segment.
        ApiError: the API refused, or could not be reached.
    """
    return one(SegmentIdListMetadataResult, "/segments/{id}/idlist_metadata", **locals())


def get_segment_id_list_metadata_output(
    id: Input[str], *, provider: ProviderOption = None
) -> Output[SegmentIdListMetadataResult]:
    """``get_segment_id_list_metadata`` of an id that is an output."""
    return output(get_segment_id_list_metadata, **locals())
