"""``statsig-pulumi compare``: what differs between two Statsig projects."""
