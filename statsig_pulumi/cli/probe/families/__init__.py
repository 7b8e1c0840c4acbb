"""Experiments: one family of objects, one file."""
