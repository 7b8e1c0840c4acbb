"""``statsig-pulumi export``: an existing Statsig project as a Python program and an import file."""
