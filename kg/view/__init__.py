"""The explorer: the graph as one HTML page that works offline, its data and its layout."""
