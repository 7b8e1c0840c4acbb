"""The kinds: one noun, one file."""
