"""The API's budget on a simulated clock: how long many writes take, and how many of them are refused."""

from __future__ import annotations

from tests.paced import World, optimum

COUNTS = (500, 2000)


def table() -> str:
    """Return the time that writes of four threads take, beside the shortest that the limits allow."""
    lines = ["| writes | shortest | took | ratio | refused |", "|---:|---:|---:|---:|---:|"]
    for count in COUNTS:
        world = World()
        took, least = world.send(count), optimum(count)
        lines.append(f"| {count} | {least:,.0f} s | {took:,.0f} s | {took / least:.3f} | {world.refused} |")
    return "\n".join([*lines, ""])
