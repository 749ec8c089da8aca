r"""The words of a SPARQL query outside its strings, IRIs, names and comments.

Escapes such as ``\u0053`` are decoded first, as SPARQL does. What is found serves clear refusals
and the choice of the dataset; that a query can reach nothing is the work of `worker`.
"""

import re
import sys
from collections.abc import Iterator

_TOKEN = re.compile(
    r"""
      (?P<skipped> \#[^\n\r]*
        | (?:'{3} (?:'{0,2}(?:[^'\\]|\\.))* '{3}) | (?:"{3} (?:"{0,2}(?:[^"\\]|\\.))* "{3})
        | '(?:[^'\\\n\r]|\\.)*' | "(?:[^"\\\n\r]|\\.)*"
        | [?$]\w+ | @[A-Za-z][\w-]*
        | \d+\.?\d*(?:[eE][+-]?\d+)? | \.\d+(?:[eE][+-]?\d+)?
      )
    | (?P<name> (?:[^\W\d_](?:[\w.·-]*[\w·-])?)?:(?:(?:[\w:.·%-]|\\.)*(?:[\w:%·-]|\\.))? )
    | (?P<iri> <[^<>"{}|^`\\\x00-\x20]*> )
    | (?P<word> [^\W\d_]\w* )
    | .
    """,
    re.VERBOSE | re.DOTALL,
)


def decoded(query: str) -> str:
    """The query with its escapes of characters decoded, those within escapes too."""
    while True:
        plain = re.sub(
            r"\\u([0-9a-fA-F]{4})|\\U([0-9a-fA-F]{8})",
            lambda match: _character(int(match[1] or match[2], 16)),
            query,
        )
        if plain == query:
            return query
        query = plain


def words(query: str) -> Iterator[str]:
    """The keywords in capitals, the IRIs in angle brackets and prefixed names, in their order."""
    for found in _TOKEN.finditer(decoded(query)):
        if found["word"]:
            yield found["word"].upper()
        elif found["iri"] or found["name"]:
            yield found["iri"] or found["name"]


def sources(query: str) -> list[str]:
    """The IRIs of its FROM and FROM NAMED that are written in full; "" for one that is not."""
    found, after = [], False
    for word in words(query):
        if after and word != "NAMED":
            found.append(word[1:-1] if word[0] == "<" else "")
        after = word == "FROM" or (after and word == "NAMED")
    return found


def mentions_service(query: str) -> bool:
    """Whether the letters of SERVICE stand anywhere in a query, escapes decoded."""
    return "service" in decoded(query).casefold()


def _character(code: int) -> str:
    return chr(code) if code <= sys.maxunicode else ""
