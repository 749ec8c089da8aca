"""What spellings of one name share: one folding for look-up, linking, ids and search."""

import re
import unicodedata
from functools import cache


def fold(name: str) -> str:
    """A name in lower case without accents, with plain quotation marks."""
    if name.isascii():
        return name.lower()
    plain = unicodedata.normalize("NFKD", name.replace("’", "'").replace("ı", "i"))
    return "".join(c for c in plain if not unicodedata.combining(c)).casefold()


def slug(name: str) -> str:
    """The readable part of an id: lower-case ASCII letters and digits with hyphens."""
    plain = fold(name).encode("ascii", "ignore").decode().replace("'", "").replace(".", "")
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


@cache
def key(name: str) -> str:
    """What two spellings of one name share."""
    plain = re.sub(r"\s+", " ", fold(name).replace(".", "").replace("-", " ")).strip()
    return plain.removeprefix("the ").removesuffix("'s").removesuffix("'")
