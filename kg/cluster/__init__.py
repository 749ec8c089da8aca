"""Builds on many machines: an engine runs the tasks, shards lie where all machines see them."""
