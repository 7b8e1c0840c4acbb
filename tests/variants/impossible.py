"""What a server makes impossible, and how the package says so: one clear error, in place of a difference that stays."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .subjects import Subject


@dataclass(frozen=True)
class Impossible:
    """Wishes that a server cannot fulfil.

    Attributes:
        variant: the variant and its value, ``update-with-null=refused``; "" for any server.
        kinds: a pattern of the kinds.
        paths: a pattern of the fields.
        said: a pattern of the error.
        why: the reason.
    """

    variant: str
    kinds: str
    paths: str
    said: str
    why: str


_EMPTIED = "a field that is taken out of the program is reset to its default, which is empty"
_TAKES_EMPTY = "its update has to have every field, empty ones as well"
IMPOSSIBLE = (
    Impossible("update-with-empty-list=refused", ".*", ".*", r"(?s)Must not be empty", _EMPTIED + "; " + _TAKES_EMPTY),
    Impossible("update-with-empty-text=refused", ".*", ".*", r"(?s)Must not be empty", _EMPTIED + "; " + _TAKES_EMPTY),
    Impossible("update-with-null=refused", ".*", ".*", r"(?s)Must not be empty", _EMPTIED),
    Impossible("update-with-empty-list=ignored", ".*", ".*", "left .* as before|nothing to update", _EMPTIED),
    Impossible("update-with-empty-text=ignored", ".*", ".*", "left .* as before|nothing to update", _EMPTIED),
    Impossible("update-with-null=ignored", ".*", ".*", "left .* as before|nothing to update", _EMPTIED),
    Impossible(
        "fractional-percentage=refused",
        ".*",
        ".*pass_?[Pp]erc.*|rules.*",
        "Must be a whole number",
        "it has a fraction",
    ),
    Impossible(
        "fractional-percentage=rounded",
        ".*",
        ".*pass_?[Pp]erc.*|rules.*",
        "there is still|left rules as before",
        "it has a fraction; the package warns of what is kept, and every refresh shows it",
    ),
    Impossible(
        "id-beside-name=ignored",
        "DynamicConfig|Experiment|Gate|Segment",
        ".*",
        "already in use|the object is gone",
        "the object is not found under the id that the program gives it, so that it can be imported and not adopted",
    ),
    Impossible(
        "id-beside-name=ignored",
        "Experiment",
        "active to .*",
        "cannot go from 'setup'",
        "the id is another than the program's: that replaces it, and no experiment begins where this ends",
    ),
    Impossible(
        "list-documents=sparse",
        "AssignmentSource",
        ".*",
        "is required|there is still|cannot be adopted|edited:",
        "the API has the list alone",
    ),
    Impossible(
        "list-documents=flat",
        "AssignmentSource",
        ".*",
        "is required|there is still|edited:",
        "the API has the list alone",
    ),
    Impossible(
        "layer-parameters-left-out=kept", "Layer", "parameters.*", "left .* as before", "no request removes a parameter"
    ),
    Impossible(
        "overrides-replaced=added",
        "GateOverrides|HoldoutOverrides",
        ".*",
        "did not make it",
        "of what is told twice, in a plain list and in an entry, nobody can say where it is to be removed",
    ),
    Impossible(
        "delete-bodies=removes-none",
        "AutotuneOverrides|ExperimentOverrides",
        ".*environment.*",
        "did not make it",
        "where POST adds as well, no operation removes an entry of an environment",
    ),
    Impossible(
        "default-groups=none",
        "Experiment",
        ".*(decision_made|shipped_with_holdout)",
        "No group has the ID",
        "the program decides for a group that only a default makes",
    ),
    Impossible(
        "full-update-leaves-out=reset",
        "Layer",
        "parameters.*",
        r"Parameter\(s\) missing",
        "a layer that is exhaustive is replaced, and that removes no parameter",
    ),
    Impossible("key-shown-again=hidden", "Key", ".*", "does not show|is not found", "nothing else names a key"),
    Impossible(
        "", "Gate", "review_settings", "requires a review", "the program has it that direct changes are refused"
    ),
    Impossible(
        "",
        "Autotune|Experiment",
        ".* to .*",
        "imported: .*(is required for the status|must name a variant)",
        "who decided for what, and why, the program alone says",
    ),
    Impossible("name-reuse=never", ".*", ".*", "already in use", "the name of what was deleted is asked for again"),
)


def is_impossible(subject: Subject, variants: dict[str, str], said: str) -> bool:
    """Return whether the table has what was said of a life."""
    chosen = {"", *(f"{name}={value}" for name, value in variants.items())}
    return any(
        one.variant in chosen
        and re.fullmatch(one.kinds, subject.kind)
        and re.fullmatch(one.paths, subject.path)
        and re.search(one.said, said)
        for one in IMPOSSIBLE
    )
