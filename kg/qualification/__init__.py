"""How a fact is told: denied, planned, possible, requested; and when."""
