"""An emulator of the Console API: stateful, strict, and independent of the kinds it is used to test."""

from .emulator import Emulator, EmulatorBug, Entry
from .http import Reply, Request

__all__ = ["Emulator", "EmulatorBug", "Entry", "Reply", "Request"]
