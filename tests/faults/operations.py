"""The operations that faults hit, each on a resource of its own, so that one run of the engine has many of them.

``$`` stands for what tells the resources of one trial from those of another.
"""

from __future__ import annotations

from dataclasses import astuple, dataclass
from typing import Any


@dataclass(frozen=True)
class Operation:
    """An operation.

    Attributes:
        name: what it is, in the table.
        resource: the resource's name in the program.
        method: of the request that a fault hits.
        path: of that request; ``*`` matches anything.
        body: what the request has to hold besides.
        other: the path of another object of the kind.
        before: the resource as it is declared at first; "" for none.
        after: the same, as the run with the fault declares it.
        live: a family of the emulator, the field of a document there, and its value in the end.
        command: the run that the fault hits: ``up``, ``refresh`` or ``destroy``.
    """

    name: str
    resource: str
    method: str
    path: str
    body: str
    other: str
    before: str
    after: str
    live: tuple[str, tuple[str | int, ...], Any]
    command: str = "up"

    def of(self, trial: str) -> Operation:
        """Return the operation on the resource of a trial."""
        return Operation(*(one.replace("$", trial) if isinstance(one, str) else one for one in astuple(self)))


def _reviewed(name: str, percentage: int) -> str:
    return (
        f'statsig.Gate("{name}$", review="propose", rules=[Rule(name="a", pass_percentage={percentage},'
        " conditions=[when.everyone()])])\n"
    )


_PERCENTAGE = ("rules", 0, "passPercentage")
_DELETED = 'statsig.Gate("deleted$", description="one")\n'
_READ = 'statsig.Gate("read$", description="one")\n'
_SHARED = 'statsig.GateOverrides("shared$", gate_id="theirs", passing_user_ids=[{}], exclusive=False)\n'

OPERATIONS = [
    Operation(
        "create", "made$", "POST", "/gates", '"made$"', "/gates/theirs",
        "", 'statsig.Gate("made$", description="one", rules=[Rule(name="a", conditions=[when.everyone()])])\n',
        ("gates", ("description",), "one"),
    ),
    Operation(
        "create, id made by the server", "team$", "POST", "/users/teams", '"team$"', "/users/teams/{team}",
        "", 'statsig.Team("team$", description="one")\n', ("users/teams", ("description",), "one"),
    ),
    Operation(
        "second step of a create", "stepped$", "PATCH", "/holdouts/stepped$", "", "/holdouts/theirs",
        "", 'statsig.Holdout("stepped$", description="one", pass_percentage=5)\n', ("holdouts", ("passPercentage",), 5),
    ),
    Operation(
        "update", "changed$", "PATCH", "/gates/changed$", "", "/gates/theirs",
        'statsig.Gate("changed$", description="one")\n', 'statsig.Gate("changed$", description="two")\n',
        ("gates", ("description",), "two"),
    ),
    Operation(
        "update of a shared list", "shared$", "PATCH", "/gates/theirs/overrides", '"b$"', "/gates/another/overrides",
        _SHARED.format('"a$"'), _SHARED.format('"a$", "b$"'), ("", (), None),
    ),
    Operation(
        "status", "started$", "PUT", "/experiments/started$/start", "", "/experiments/theirs",
        'statsig.Experiment("started$", force_destroy=True)\n',
        'statsig.Experiment("started$", status="active", force_destroy=True)\n',
        ("experiments", ("status",), "active"),
    ),
    Operation(
        "review", "proposed$", "POST", "/gates/proposed$/reviews", "", "/gates/theirs/reviews/{review}",
        _reviewed("proposed", 10), _reviewed("proposed", 50), ("gates", _PERCENTAGE, 50),
    ),
    Operation(
        "commit of a review", "accepted$", "PUT", "/gates/accepted$/reviews/*/commit", "",
        "/gates/theirs/reviews/{review}", _reviewed("accepted", 10), _reviewed("accepted", 50),
        ("gates", _PERCENTAGE, 50),
    ),
    Operation(
        "read", "read$", "GET", "/gates/read$", "", "/gates/theirs", _READ, _READ,
        ("gates", ("description",), "one"), "refresh",
    ),
    Operation(
        "delete", "deleted$", "DELETE", "/gates/deleted$", "", "/gates/theirs", _DELETED, _DELETED,
        ("gates", ("description",), "one"), "destroy",
    ),
]  # fmt: skip
