"""Find the articles of a page, and what each block of them is there for.

A page is a flat text: furniture of the site (the date of the visit, "Home Blog Page 12"), then
articles one after another, each a headline and its paragraphs with captions, subheads and bylines
among them. Nothing marks a headline as such, so every line that could be one is scored on evidence
that holds for news text in general: a headline has no full stop, runs to four words or more,
stands alone, is followed (not preceded) by a caption, and speaks of what comes after it rather
than of what came before. The weights are set by hand, each with its reason beside it.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice

from kg.model import Article, Block, BlockKind, Document, Span
from kg.pages.identity import article_id, digest
from kg.pages.layout import (
    Line,
    byline,
    credit,
    date_of,
    dateline,
    furniture,
    lines,
    masthead,
    picture,
)

# A line with at least this score starts an article; one with less is a caption or a subhead.
_THRESHOLD = 0.5
# How many paragraphs before and after a line are compared with it.
_WINDOW = 4


def segment(document: Document) -> tuple[Article, ...]:
    """The articles of a document in order; a ``single`` document is one article.

    Blocks are in text order, do not overlap and bear no white space at their ends; furniture is in
    no block. ``published`` is what the document or a date line below the headline says, never the
    date of a page's masthead.
    """
    found = lines(document.text)
    whole = digest(document.text, document.url)
    if document.single:
        parts = [_titled(document, found)]
    elif document.starts:
        parts = _told(document, found)
    else:
        parts = [part for page in _pages(found) for part in _split(page)]
    return tuple(_article(document, whole, part) for part in parts if part)


def _told(document: Document, found: Sequence[Line]) -> list[list[Line]]:
    """The lines of each article, where the input says where they begin."""
    parts: list[list[Line]] = [[] for _ in range(len(document.starts) + 1)]
    for line in found:
        if not furniture(line.text):
            parts[bisect_right(document.starts, line.span.start)].append(line)
    return parts


def _pages(found: Sequence[Line]) -> Iterator[list[Line]]:
    """The lines between one masthead and the next, without furniture."""
    page: list[Line] = []
    for index, line in enumerate(found):
        if masthead(found, index):
            yield page
            page = []
        elif not furniture(line.text):
            page.append(line)
    yield page


def _split(page: list[Line]) -> Iterator[list[Line]]:
    """Cut a page's lines where headlines begin."""
    counts = Counter(line.text for line in page)
    part: list[Line] = []
    body = False
    for index, line in enumerate(page):
        # An article has running text, so what follows a headline at once is no other headline;
        # what says part of the headline again describes its picture.
        echo = bool(part) and line.text in part[0].text
        if body and not echo and _headline(page, index, counts) >= _THRESHOLD:
            yield part
            part, body = [], False
        part.append(line)
        body = body or not line.titlelike
    yield part


def _headline(page: list[Line], index: int, counts: Counter[str]) -> float:
    """How much speaks for a line of a page being the headline of a new article."""
    line, previous = page[index], page[index - 1]
    if not line.titlelike or byline(line.text) or date_of(line.text):
        return -9.0
    before = _running(page, range(index - 1, -1, -1))
    after = _running(page, range(index + 1, len(page)))
    if not after:
        return -9.0
    # Four to eighteen words: two or three head a part of an article ("Final vote") or name a
    # picture, twenty are a sentence that lost its stop.
    count = len(line.words)
    score = -1.5 if count < 3 else 0.0 if count == 3 else 1.0 if count < 6 else 1.5
    if count > 18:
        score -= 1.5
    # Every word capitalised: little but a headline is written so at that length.
    if line.title_case:
        score += 1.5
    # Two names and nothing else are the people in a picture.
    if line.names:
        score -= 3.0
    # A line that is nothing but a quotation is a pull quote or a subhead.
    if line.quoted:
        score -= 2.5
    # A question in sentence case heads a part of an article, or an interviewer asks it.
    if line.question and not (line.title_case or line.quotes):
        score -= 2.5
    # Captions and entries of a list end with a date.
    if line.dated:
        score -= 4.0
    # What occurs twice on a page describes a picture.
    if counts[line.text] > 1:
        score -= 3.0
    # Captions follow headlines, so what stands below a short line is a caption or a subhead.
    if previous.titlelike and previous.alone:
        score -= 0.5 if previous.question or len(previous.words) > 18 else 3.0
    following = page[index + 1]
    if following.titlelike and len(following.words) <= count:
        score += 1.0
    # Headlines are set apart, and are no rest of a sentence.
    if not line.alone:
        score -= 2.0
    if line.text[0].islower():
        score -= 3.0
    # Words of a headline come up in what follows. New ones among them speak for a new subject,
    # words from before that do not come up again for the old one.
    earlier = frozenset[str]().union(*(item.content for item in before))
    later = frozenset[str]().union(*(item.content for item in after))
    score += min(1.5, 0.5 * len((line.content & later) - earlier))
    score -= min(1.0, 0.5 * len((line.content & earlier) - later))
    # A headline has a word that was not there before, or it has no news.
    if line.content <= earlier:
        score -= 1.0
    if not line.content & later:
        score -= 1.0 if len(line.content) > 2 else 0.5
    # Another subject has other words, the same one the same.
    shared = len(earlier & later) / max(1, min(len(earlier), len(later)))
    score += 0.5 if shared < 0.08 else -0.5 if shared > 0.2 else 0.0
    return score


def _running(page: list[Line], order: Iterable[int]) -> list[Line]:
    """The first few paragraphs of running text among nearby lines."""
    near = (page[index] for index in islice(order, 5 * _WINDOW))
    return list(
        islice((item for item in near if not item.titlelike and len(item.words) > 7), _WINDOW)
    )


def _titled(document: Document, found: Sequence[Line]) -> list[Line]:
    """A single document's lines; a title that the text begins with is a line of its own."""
    kept = [line for line in found if not furniture(line.text)]
    title = (document.title or "").strip()
    if kept and title and kept[0].text.startswith(title) and kept[0].text != title:
        span, text = kept[0].span, kept[0].text
        rest = text[len(title) :].lstrip()
        end = span.start + len(title)
        kept[:1] = [
            replace(kept[0], span=Span(span.start, end), text=title),
            replace(kept[0], span=Span(span.end - len(rest), span.end), text=rest),
        ]
    return kept


def _article(document: Document, whole: str, part: list[Line]) -> Article:
    """An article of its lines, each with its kind; ``whole`` is the digest of the document."""
    title = _title(document, part)
    blocks = tuple(_blocks(part, title))
    stated = [
        date_of(line.text)
        for line, block in zip(part, blocks, strict=True)
        if block.kind == "dateline"
    ]
    span = Span(part[0].span.start, part[-1].span.end)
    return Article(
        id=article_id(document.text[span.start : span.end], document.url),
        document=document.id,
        span=span,
        title=title,
        blocks=blocks,
        published=document.published or next(filter(None, stated), None),
        publisher=document.publisher,
        url=document.url,
        digest=whole,
    )


def _title(document: Document, part: list[Line]) -> Span | None:
    """Where the headline stands: the first line, if it is the known title or looks like one."""
    first = part[0]
    if document.single and first.text == (document.title or "").strip():
        return first.span
    more = any(not line.titlelike for line in part[1:])
    return first.span if more and first.titlelike else None


def _blocks(part: list[Line], title: Span | None) -> Iterator[Block]:
    """What each line is there for."""
    counts = Counter(line.text for line in part)
    body = False
    for index, line in enumerate(part):
        yield Block(_kind(part, index, title, counts, body), line.span)
        body = body or not line.titlelike


def _kind(
    part: list[Line], index: int, title: Span | None, counts: Counter[str], body: bool
) -> BlockKind:
    """What a line is there for; ``body``: running text came before it."""
    line = part[index]
    if line.span == title:
        return "headline"
    if credit(line.text) or (not body and byline(line.text)):
        return "byline"
    if picture(line.text):
        return "caption"
    if dateline(line.text) or (not body and date_of(line.text)):
        return "dateline"
    following = part[index + 1] if index + 1 < len(part) else None
    if not line.titlelike or line.question or not line.alone or title is None or following is None:
        return "body"
    # A line before the first paragraph describes the picture there, and so does one said twice,
    # or one that is but names.
    if not body or counts[line.text] > 1 or line.names or _name_of(part, line):
        return "caption"
    return "subhead" if line.text[0] not in '“"' else "body"


def _name_of(part: list[Line], line: Line) -> bool:
    """Whether a line is a name that the article speaks of."""
    proper = all(word[0].isupper() for word in line.words)
    return proper and any(line.text in item.text for item in part if not item.titlelike)
