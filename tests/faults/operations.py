"""The operations that faults hit, each on a resource of its own, so that one run of the engine has many of them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Operation:
    """An operation.

    Attributes:
        name: what it is, in the table.
        resource: the resource's name in the program.
        method: of the request that a fault hits.
        path: of that request; ``*`` matches anything.
        other: the path of another object of the kind.
        before: the resource as it is declared at first; "" for none.
        after: the same, as the run with the fault declares it.
        command: the run that the fault hits: ``up``, ``refresh`` or ``destroy``.
    """

    name: str
    resource: str
    method: str
    path: str
    other: str
    before: str
    after: str
    command: str = "up"


def _reviewed(name: str, percentage: int) -> str:
    return (
        f'statsig.Gate("{name}", review="propose", rules=[Rule(name="a", pass_percentage={percentage},'
        " conditions=[when.everyone()])])\n"
    )


_DELETED = 'statsig.Gate("deleted", description="one")\n'
_LISTED = 'statsig.Gate("listed", description="one")\n'
_READ = 'statsig.Gate("read", description="one")\n'

OPERATIONS = [
    Operation("create", "made", "POST", "/gates", "/gates/theirs",
              "", 'statsig.Gate("made", description="one", rules=[Rule(name="a", conditions=[when.everyone()])])\n'),
    Operation("create, id made by the server", "team", "POST", "/users/teams", "/users/teams/{team}",
              "", 'statsig.Team("team", description="one")\n'),
    Operation("second step of a create", "stepped", "PATCH", "/holdouts/stepped", "/holdouts/theirs",
              "", 'statsig.Holdout("stepped", description="one", pass_percentage=5)\n'),
    Operation("update", "changed", "PATCH", "/gates/changed", "/gates/theirs",
              'statsig.Gate("changed", description="one")\n', 'statsig.Gate("changed", description="two")\n'),
    Operation("update of a shared list", "shared", "PATCH", "/gates/theirs/overrides", "/gates/another/overrides",
              'statsig.GateOverrides("shared", gate_id="theirs", passing_user_ids=["u1"], exclusive=False)\n',
              'statsig.GateOverrides("shared", gate_id="theirs", passing_user_ids=["u1", "u2"], exclusive=False)\n'),
    Operation("status", "started", "PUT", "/experiments/started/start", "/experiments/theirs",
              'statsig.Experiment("started", force_destroy=True)\n',
              'statsig.Experiment("started", status="active", force_destroy=True)\n'),
    Operation("review", "proposed", "POST", "/gates/proposed/reviews", "/gates/theirs/reviews/{review}",
              _reviewed("proposed", 10), _reviewed("proposed", 50)),
    Operation("commit of a review", "accepted", "PUT", "/gates/accepted/reviews/*/commit",
              "/gates/theirs/reviews/{review}", _reviewed("accepted", 10), _reviewed("accepted", 50)),
    Operation("read", "read", "GET", "/gates/read", "/gates/theirs", _READ, _READ, "refresh"),
    Operation("read in bulk", "listed", "GET", "/gates", "/dynamic_configs", _LISTED, _LISTED, "refresh"),
    Operation("delete", "deleted", "DELETE", "/gates/deleted", "/gates/theirs", _DELETED, _DELETED, "destroy"),
]  # fmt: skip
BY_NAME = {operation.name: operation for operation in OPERATIONS}
