"""How well articles are read, held against what people found in them."""
