"""A graph sent to a triple store over HTTP, only what changed since the last time."""
