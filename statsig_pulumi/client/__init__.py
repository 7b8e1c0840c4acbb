"""The Console API over HTTP: paced, retried, with errors that say what happened."""
