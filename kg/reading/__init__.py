"""One article through all stages, and many articles."""
