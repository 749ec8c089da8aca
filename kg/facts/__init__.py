"""Typed facts: the catalogue, its frames over clauses, and posts from noun phrases."""
