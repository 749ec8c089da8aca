"""Open propositions: every clause as subject, predicate and objects."""
