"""Statsig as infrastructure: Pulumi resources over the Statsig Console API."""

__version__ = "0.1.0"
