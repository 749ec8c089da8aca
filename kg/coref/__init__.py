"""Which mentions of an article are one person, place, body or thing."""
