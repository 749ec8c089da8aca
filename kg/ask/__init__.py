"""Ready questions to a graph: SPARQL files with places for names and days."""
