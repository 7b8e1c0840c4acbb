"""``statsig-pulumi report``: what a change will do, for the people who review it."""
