"""Settings: four pages of the project's, which are always there."""

from __future__ import annotations

from collections.abc import Iterator

from ..context import Answer, Call
from ..store import Doc
from .common import NOT_FOUND, only_in_a_warehouse
from .named_collection import begin
from .registry import on
from .roles import known_role

_FAMILY = "settings"
_PAGES: dict[str, Doc] = {
    "project": {"name": "Project", "visibility": "OPEN", "default_unit_type": "userID"},
    "reviews": {
        "is_config_review_required": False,
        "is_metric_review_required": False,
        "is_metric_review_required_on_verified_only": False,
    },
    "roles": {"default_project_role": "Member"},
    "teams": {"require_teams_on_configs": False},
}
_WAREHOUSE_NATIVE = ("is_whn_analysis_only_review_required", "is_whn_source_review_required")


def _begun(call: Call) -> Iterator[Doc]:
    for page, fresh in _PAGES.items():
        more = dict.fromkeys(_WAREHOUSE_NATIVE, False) if page == "reviews" and call.warehouse_native else {}
        yield {"id": page, **fresh, **more}


def _answer(message: str, doc: Doc) -> Answer:
    return Answer(message, {name: value for name, value in doc.items() if name != "id"})


def project_name(call: Call) -> str:
    """The project's name, as its settings have it."""
    return str((call.project.get(_FAMILY, "project") or _PAGES["project"])["name"])


def _serve(page: str) -> None:
    def found(call: Call) -> Doc:
        begin(call, _FAMILY, _begun(call))
        return call.found(_FAMILY, page, NOT_FOUND)

    @on(f"GET /settings/{page}")
    def _read(call: Call) -> Answer:
        return _answer("Settings read successfully.", found(call))

    @on(f"POST /settings/{page}")
    def _update(call: Call) -> Answer:
        """What is left out stays as it was."""
        only_in_a_warehouse(call, call.body, _WAREHOUSE_NATIVE)
        if role := call.body.get("default_project_role"):
            known_role(call, "default_project_role", role)
        doc = {**found(call), **call.body}
        call.project.put(_FAMILY, page, doc)
        return _answer("Settings updated successfully.", doc)


for _page in _PAGES:
    _serve(_page)
