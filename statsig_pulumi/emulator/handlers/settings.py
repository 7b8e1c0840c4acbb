"""Settings: four pages of the project's, which are always there."""

from __future__ import annotations

from collections.abc import Iterator

from ..context import Success, Context
from ..store import Doc
from .common import NOT_FOUND, check_warehouse_only
from .named_collection import seed_defaults
from .registry import handles
from .roles import require_role

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


def _begun(context: Context) -> Iterator[Doc]:
    for page, fresh in _PAGES.items():
        more = dict.fromkeys(_WAREHOUSE_NATIVE, False) if page == "reviews" and context.warehouse_native else {}
        yield {"id": page, **fresh, **more}


def _answer(message: str, doc: Doc) -> Success:
    return Success(message, {name: value for name, value in doc.items() if name != "id"})


def project_name(context: Context) -> str:
    """The project's name, as its settings have it."""
    return str((context.project.get(_FAMILY, "project") or _PAGES["project"])["name"])


def _serve(page: str) -> None:
    def found(context: Context) -> Doc:
        seed_defaults(context, _FAMILY, _begun(context))
        return context.get_or_404(_FAMILY, page, NOT_FOUND)

    @handles(f"GET /settings/{page}")
    def _read(context: Context) -> Success:
        return _answer("Settings read successfully.", found(context))

    @handles(f"POST /settings/{page}")
    def _update(context: Context) -> Success:
        """What is left out stays as it was."""
        check_warehouse_only(context, context.body, _WAREHOUSE_NATIVE)
        if role := context.body.get("default_project_role"):
            require_role(context, "default_project_role", role)
        doc = {**found(context), **context.body}
        context.project.put(_FAMILY, page, doc)
        return _answer("Settings updated successfully.", doc)


for _page in _PAGES:
    _serve(_page)
