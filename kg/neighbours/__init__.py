"""What other programs read of a graph, one module for each."""
