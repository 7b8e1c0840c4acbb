"""``statsig-pulumi doctor``: what keeps Pulumi, this package and Statsig from working together, and what mends it.

Each module looks at one thing and yields findings. Nothing is changed, and nothing is downloaded.
"""
