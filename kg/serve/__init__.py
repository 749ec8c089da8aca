"""A graph served over HTTP (`app`) and to assistants (`assistant`), to read only."""
