"""``statsig-pulumi export``: a project as a program and an import file."""
