"""The text of a file that a user wrote: names, relations, decisions, a query."""

from pathlib import Path

from kg.errors import InputError


def read_text(path: str | Path) -> str:
    """The text of a UTF-8 file, with or without a mark at its beginning.

    Raises:
        InputError: It cannot be read, or is not UTF-8.
    """
    try:
        return Path(path).read_text(encoding="utf-8-sig")
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise InputError(f"{path}: not UTF-8; save it as UTF-8") from None
