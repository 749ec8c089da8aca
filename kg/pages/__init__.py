"""Documents into articles: cut where headlines begin, and called by what they say."""
