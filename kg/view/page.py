"""The explorer as one HTML page: works offline, and every fact can be read in its sentence.

What comes from pages is data, never markup: it stands in the page packed (`contract`) and becomes
text nodes only. A content security policy allows the page's own scripts and style by their hashes
and nothing else, not even an image.
"""

import base64
import hashlib
import html
import re
from pathlib import Path

from kg.graph.terms import Names
from kg.knowledge.catalogue import Catalogue
from kg.records import Corpus
from kg.view.contract import embedded

TITLE = "News knowledge graph"
# What only those read who change a script.
_COMMENT = re.compile(r"^ *//.*\n", re.MULTILINE)
_SCRIPT = re.compile(r"^@script ([a-z]+\.js)@$", re.MULTILINE)


def page(corpus: Corpus, catalogue: Catalogue, names: Names, title: str = "") -> str:
    """The page of a graph. The same graph gives the same page."""
    title = title or TITLE
    return filled(embedded(corpus, catalogue, names, title), title)


def filled(data: str, title: str) -> str:
    """The page that holds data as `contract.packed` gives it."""
    return _made(data, title, "", "")[0]


def asking(address: str, base: str) -> tuple[str, str]:
    """The page that asks the server it comes from for its data, and its policy.

    Args:
        address: The path of the data.
        base: What the IRIs of things begin with that have pages on the server.
    """
    source = f' data-address="{html.escape(address)}" data-base="{html.escape(base)}"'
    return _made("", TITLE, source, "connect-src 'self'; ")


def _made(data: str, title: str, source: str, more: str) -> tuple[str, str]:
    """A page with what its data block holds and tells, and its policy with what more it allows."""
    template, style = _asset("view.html"), _asset("view.css")
    scripts = {name: _asset(name) for name in _SCRIPT.findall(template)}
    allowed = " ".join(map(_hash, scripts.values()))
    policy = (
        f"default-src 'none'; script-src {allowed}; style-src {_hash(style)}; {more}"
        "base-uri 'none'; form-action 'none'"
    )
    parts = {
        "@policy@": policy,
        "@title@": html.escape(title),
        "@style@": style,
        "@source@": source,
        "@data@": data,
        **{f"@script {name}@": f"<script>\n{text}\n</script>" for name, text in scripts.items()},
    }
    # All at once, so that nothing that is filled in is taken for a place to fill.
    places = re.compile("|".join(map(re.escape, parts)))
    return places.sub(lambda place: parts[place[0]], template) + "\n", policy


def _hash(text: str) -> str:
    """The source expression that allows a script or style which stands on lines of its own."""
    digest = hashlib.sha256(f"\n{text}\n".encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def _asset(name: str) -> str:
    text = (Path(__file__).parent / "page" / name).read_text(encoding="utf-8").strip("\n")
    return _COMMENT.sub("", text) if name.endswith(".js") else text
