"""The edges: everything that can fail because the world does."""
