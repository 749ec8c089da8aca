"""What the tests read with: the shipped knowledge, loaded once."""

from kg.knowledge.knowledge import load_knowledge

KNOWLEDGE = load_knowledge()
