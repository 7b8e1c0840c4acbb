"""Variants: other servers that the documentation allows as well, see ``registry``."""

from . import requests, responses
from .registry import VARIANTS, check, chosen_variant, respond

__all__ = ["VARIANTS", "check", "chosen_variant", "requests", "respond", "responses"]
