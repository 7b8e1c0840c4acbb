"""Settings: four pages, which every project has."""

from __future__ import annotations

from collections.abc import Iterator

from ..context import Context, Success
from ..store import Doc
from ..variants import chosen_variant
from .common import NOT_FOUND, check_warehouse_only
from .named_collection import seed_defaults
from .registry import handles, stores
from .roles import require_role

_FAMILY = stores("settings")
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


def _initial(context: Context) -> Iterator[Doc]:
    for page, fresh in _PAGES.items():
        more = dict.fromkeys(_WAREHOUSE_NATIVE, False) if page == "reviews" and context.warehouse_native else {}
        yield {"id": page, **fresh, **more}


def _success(message: str, doc: Doc) -> Success:
    return Success(message, {name: value for name, value in doc.items() if name != "id"})


def project_name(context: Context) -> str:
    """Return the project's name from its settings."""
    return str((context.project.get(_FAMILY, "project") or _PAGES["project"])["name"])


def _register(page: str) -> None:
    def found(context: Context) -> Doc:
        seed_defaults(context, _FAMILY, _initial(context))
        return context.get_or_404(_FAMILY, page, NOT_FOUND)

    @handles(f"GET /settings/{page}")
    def _read(context: Context) -> Success:
        return _success("Settings read successfully.", found(context))

    @handles(f"POST /settings/{page}")
    def _update(context: Context) -> Success:
        """Update the settings in the body, and no others."""
        check_warehouse_only(context, context.body, _WAREHOUSE_NATIVE)
        if role := context.body.get("default_project_role"):
            require_role(context, "default_project_role", role)
        kept = found(context)
        if chosen_variant("settings-left-out") == "reset":
            kept = next(doc for doc in _initial(context) if doc["id"] == page)
        doc = {**kept, **context.body}
        context.project.put(_FAMILY, page, doc)
        return _success("Settings updated successfully.", doc)


for _page in _PAGES:
    _register(_page)
