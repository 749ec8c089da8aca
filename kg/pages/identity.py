"""What articles, facts and documents are called: by what they say, never by where they lie."""

from collections.abc import Iterable
from dataclasses import replace
from hashlib import blake2b
from posixpath import splitext

from kg.knowledge.folding import slug
from kg.model import Argument, Article, Document, Problem, Span

_LONGEST_SLUG = 40


def digest(*parts: str | None) -> str:
    """Sixteen hexadecimal digits that stand for some texts; equal texts have equal digits."""
    return blake2b(repr(parts).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def article_id(text: str, url: str | None = None) -> str:
    """The id of an article: its first words, readable, and a digest of its whole text and url."""
    line = text.lstrip()[: 4 * _LONGEST_SLUG].partition("\n")[0]
    return f"{slug(line, _LONGEST_SLUG)}-{digest(text, url)[:12]}"


def fact_id(article: Article, relation: str, args: Iterable[Argument], cue: Iterable[Span]) -> str:
    """A hash of what was read where: article, relation, places of arguments and cue.

    The places are counted from the article's first character, whatever page it stands on.
    """
    first = article.span.start

    def places(spans: Iterable[Span]) -> list[tuple[int, int]]:
        return [(span.start - first, span.end - first) for span in spans]

    filled = sorted((arg.role, *places(arg.spans)) for arg in args)
    key = repr((article.id, relation, filled, sorted(places(cue))))
    return blake2b(key.encode(), digest_size=8).hexdigest()


def told_apart(documents: Iterable[Document]) -> tuple[list[Document], list[Problem]]:
    """The documents in the order of their ids, all different now, and what is to be said of it.

    Documents of one id with different texts have a mark of their text added, each of them; one
    that is there twice is kept once. The order in which they came does not matter.
    """
    by_id: dict[str, dict[str, list[Document]]] = {}
    for document in documents:
        mark = digest(document.text, document.url)
        by_id.setdefault(document.id, {}).setdefault(mark, []).append(document)
    kept, notices = [], []
    for id, found in sorted(by_id.items()):
        for mark, same in sorted(found.items()):
            first = min(same, key=_rank)
            alone = len(found) == 1
            kept.append(first if alone else replace(first, id=_marked(id, mark), given=id))
            if len(same) > 1:
                message = "there more than once with the same text; it is read once"
                notices.append(Problem(id, "given", message, skipped=False))
    return sorted(kept, key=lambda document: document.id), notices


def _rank(document: Document) -> tuple[str | bool, ...]:
    """The fullest of those with one text comes first, the one published first before the others."""
    told = (
        document.published, document.publisher, document.title,
        document.language, document.issued, "; ".join(document.authors) or None,
        "; ".join(document.sections) or None,
    )  # fmt: skip
    return tuple(part for value in told for part in (value is None, value or ""))


def _marked(id: str, mark: str) -> str:
    """A name with a mark before its ending: ``a~0123456789abcdef.txt``."""
    stem, ending = splitext(id)
    return f"{stem}~{mark}{ending}"
