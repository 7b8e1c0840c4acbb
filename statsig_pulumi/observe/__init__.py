"""What a process does, for who wants to watch it: a log, and spans of OpenTelemetry. Off by default."""
