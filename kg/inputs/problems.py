"""What is said of an input that is not read, or not as it stands."""

import os
from dataclasses import replace

from kg.model import Document, Problem

Found = Document | Problem


def problem(place: str, message: str) -> Problem:
    """That something at a place is not read; its name as it can be written."""
    readable = os.fsencode(place).decode("utf-8", "backslashreplace")
    return Problem(readable, "read", message)


def notice(place: str, message: str, page: str | None = None) -> Problem:
    """That a page is read, but not as it stands."""
    return replace(problem(place, message), skipped=False, page=page)
