"""``statsig-pulumi probe``: what the emulator believes where Statsig's documentation is silent, tried on a sandbox.

A row of ``docs/emulator.md`` has an id, and an experiment of that id here, or a reason why there is none.
"""
