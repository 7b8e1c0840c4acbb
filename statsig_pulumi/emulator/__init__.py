"""An emulator of the Console API: stateful, strict, and independent of the resources that it is used to test."""

from .emulator import Emulator, EmulatorBug, LogEntry
from .http import Request, Response
from .store import StoreError

__all__ = ["Emulator", "EmulatorBug", "LogEntry", "Request", "Response", "StoreError"]
