"""Who said, thought or intended what, in which words, and about what."""
