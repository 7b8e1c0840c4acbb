"""Variants: other servers that the documentation allows as well, see ``registry``."""

from . import requests, contents, responses  # isort: skip  # the inner ones first
from .registry import VARIANTS, check, chosen_variant, respond

__all__ = ["VARIANTS", "check", "chosen_variant", "contents", "requests", "respond", "responses"]
