"""The tools, the Makefile and CI."""
