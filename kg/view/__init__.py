"""The explorer: the graph as one HTML page that works offline, and its data."""
