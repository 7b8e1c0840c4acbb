"""``statsig-pulumi drift``: what has changed in Statsig outside of the stack. Nothing is written, nowhere."""
