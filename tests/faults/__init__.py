"""Every fault at every operation, through the real engine: what is tried, and the table of what came of it.

``make faults`` runs all of it and writes the table into docs/reliability.md.
"""
