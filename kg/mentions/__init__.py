"""Names, descriptions and pronouns of an article, and the types of names."""
