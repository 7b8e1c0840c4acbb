"""``statsig-pulumi report``."""
