"""Find the articles of a page, and what each block of them is there for.

A page is a flat text: furniture of the site (the date of the visit, "Home Blog Page 12"), then
articles one after another, each a headline and its paragraphs with captions, subheads and bylines
among them. Nothing marks a headline as such, so every line that could be one is scored on evidence
that holds for news text in general: a headline has no full stop, runs to four words or more,
stands alone, is followed (not preceded) by a caption, and speaks of what comes after it rather
than of what came before. The weights are set by hand; they stand in ``ontology/numbers.txt``, each
with its reason beside it.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from math import inf

from kg.knowledge.knowledge import Knowledge
from kg.model import Article, Block, BlockKind, Document, Span
from kg.pages.datelines import begins_with, is_dateline
from kg.pages.identity import article_id, digest
from kg.pages.layout import Line, lines, masthead, teased
from kg.pages.linekinds import byline, credit, date_of, furniture, picture


def segment(document: Document, knowledge: Knowledge) -> tuple[Article, ...]:
    """The articles of a document in order; a ``single`` document is one article.

    Blocks are in text order, do not overlap and bear no white space at their ends; furniture is in
    no block. ``published`` is what the document or a date line below the headline says, never the
    date of a page's masthead.
    """
    found = lines(document.text, knowledge)
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
    teasers = teased(found)
    for line in found:
        if line.span not in teasers and not furniture(line.text, line.knowledge):
            parts[bisect_right(document.starts, line.span.start)].append(line)
    return parts


def _pages(found: Sequence[Line]) -> Iterator[list[Line]]:
    """The lines between one masthead and the next, without furniture."""
    page: list[Line] = []
    teasers = teased(found)
    for index, line in enumerate(found):
        if masthead(found, index):
            yield page
            page = []
        elif line.span not in teasers and not furniture(line.text, line.knowledge):
            page.append(line)
    yield page


def _split(page: list[Line]) -> Iterator[list[Line]]:
    """Cut a page's lines where headlines begin."""
    counts = Counter(line.text for line in page)
    least = page[0].knowledge.number("pages.headline") if page else 0.0
    part: list[Line] = []
    body = False
    for index, line in enumerate(page):
        # An article has running text, so what follows a headline at once is no other headline;
        # what says part of the headline again describes its picture.
        echo = bool(part) and line.text in part[0].text
        if body and not echo and _headline(page, index, counts) >= least:
            yield part
            part, body = [], False
        part.append(line)
        body = body or not line.titlelike
    yield part


def _headline(page: list[Line], index: int, counts: Counter[str]) -> float:
    """How much speaks for a line of a page being the headline of a new article."""
    line, previous = page[index], page[index - 1]
    knowledge = line.knowledge
    weight, whole = knowledge.number, knowledge.whole
    if not line.titlelike or byline(line.text, knowledge) or date_of(line.text, knowledge):
        return -inf
    before = _running(page, range(index - 1, -1, -1))
    after = _running(page, range(index + 1, len(page)))
    if not after:
        return -inf
    score = _by_look(line, counts)
    # Captions follow headlines, so what stands below a short line is a caption or a subhead.
    long = whole("pages.words_of_a_headline")
    if previous.titlelike and previous.alone:
        sentence = previous.question or len(previous.words) > long
        score += weight("pages.below_sentence" if sentence else "pages.below_title")
    following = page[index + 1]
    if following.titlelike and len(following.words) <= len(line.words):
        score += weight("pages.above_title")
    # Words of a headline come up in what follows. New ones among them speak for a new subject,
    # words from before that do not come up again for the old one.
    earlier = frozenset[str]().union(*(item.content for item in before))
    later = frozenset[str]().union(*(item.content for item in after))
    new, old = len((line.content & later) - earlier), len((line.content & earlier) - later)
    score += min(weight("pages.new_words"), weight("pages.new_word") * new)
    score += max(weight("pages.old_words"), weight("pages.old_word") * old)
    if line.content <= earlier:
        score += weight("pages.no_news")
    if not line.content & later:
        few = len(line.content) <= whole("pages.few_words_of_meaning")
        score += weight("pages.few_not_taken_up" if few else "pages.not_taken_up")
    # Another subject has other words, the same one the same.
    shared = len(earlier & later) / max(1, min(len(earlier), len(later)))
    if shared < weight("pages.share_of_other_subject"):
        score += weight("pages.other_subject")
    elif shared > weight("pages.share_of_same_subject"):
        score += weight("pages.same_subject")
    return score


def _by_look(line: Line, counts: Counter[str]) -> float:
    """How much the line itself speaks for being a headline."""
    weight, whole = line.knowledge.number, line.knowledge.whole
    count = len(line.words)
    score = 0.0
    if count < whole("pages.words_of_a_part"):
        score += weight("pages.very_short")
    elif count >= whole("pages.words_that_tell"):
        score += weight("pages.long")
    elif count > whole("pages.words_of_a_part"):
        score += weight("pages.short")
    if count > whole("pages.words_of_a_headline"):
        score += weight("pages.too_long")
    if line.title_case:
        score += weight("pages.title_case")
    if line.names:
        score += weight("pages.names")
    if line.quoted:
        score += weight("pages.quotation")
    if line.question and not (line.title_case or line.quotes):
        score += weight("pages.question")
    if line.dated:
        score += weight("pages.dated")
    if counts[line.text] > 1:
        score += weight("pages.said_twice")
    if not line.alone:
        score += weight("pages.not_alone")
    if line.text[0].islower():
        score += weight("pages.small_letter")
    return score


def _running(page: list[Line], order: Iterable[int]) -> list[Line]:
    """The first few paragraphs of running text among nearby lines."""
    whole = page[0].knowledge.whole
    near = (page[index] for index in islice(order, whole("pages.lines_looked_through")))
    least = whole("pages.words_of_a_paragraph")
    running = (item for item in near if not item.titlelike and len(item.words) >= least)
    return list(islice(running, whole("pages.paragraphs_compared")))


def _titled(document: Document, found: Sequence[Line]) -> list[Line]:
    """A single document's lines; a title that the text begins with is a line of its own."""
    teasers = teased(found)
    own = (line for line in found if line.span not in teasers)
    kept = [line for line in own if not furniture(line.text, line.knowledge)]
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
        date_of(line.text, line.knowledge)
        for line in part
        if Block("dateline", line.span) in blocks
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
        headline=_headline_told(document, title),
        language=document.language,
        authors=document.authors,
        issued=document.issued,
        sections=document.sections,
    )


def _headline_told(document: Document, title: Span | None) -> str | None:
    """The title that the input tells of a single article, where its text has it not as its own."""
    told = " ".join((document.title or "").split())
    stands = title and " ".join(document.text[title.start : title.end].split()) == told
    return told if told and document.single and not stands else None


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
        kind = _kind(part, index, title, counts, body)
        begin = begins_with(line.text, line.knowledge) if kind == "body" and not body else 0
        if begin:
            stated = line.text[:begin].rstrip()
            yield Block("dateline", Span(line.span.start, line.span.start + len(stated)))
        yield Block(kind, Span(line.span.start + begin, line.span.end))
        body = body or not line.titlelike


def _kind(
    part: list[Line], index: int, title: Span | None, counts: Counter[str], body: bool
) -> BlockKind:
    """What a line is there for; ``body``: running text came before it."""
    line, knowledge = part[index], part[index].knowledge
    if line.span == title:
        return "headline"
    if credit(line.text, knowledge) or (not body and byline(line.text, knowledge)):
        return "byline"
    if picture(line.text, knowledge):
        return "caption"
    if is_dateline(line.text, knowledge) or (not body and date_of(line.text, knowledge)):
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
