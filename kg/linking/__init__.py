"""One node for one person: entities across articles, claims across sources, decisions."""
