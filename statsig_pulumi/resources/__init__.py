"""The resources: one noun, one file. A program loads those that it uses."""
