"""The parse of an article, and its clauses: predicates with normalised arguments."""
