"""Direct speech: which quotations are somebody's words, and the tag that says whose.

Reads the characters around the quotations first and the parse of the tag second, since a
quotation of several sentences breaks the parser's sentences. A tag follows its quotation
(``"...," she said``), stands before it (``She said: "..."``) or interrupts it; a quotation
without one goes on from the one before in its paragraph, or has its speaker carried over.
"""

from dataclasses import replace

from kg.attributions.candidate import Candidate
from kg.attributions.summaries import answer, echo
from kg.attributions.tags import (
    DASHES,
    ENDS,
    Quoted,
    Tag,
    expects_tag,
    inner_end,
    tag_after,
    tag_before,
    tagged,
)
from kg.attributions.untagged import (
    alone,
    floating,
    interrupted,
    introduced,
    labelled,
    sentences,
    told_of,
    verbless,
)
from kg.syntax.annotate import Annotation

_BULLETS = frozenset([*DASHES, "*", "•", "·", "▪", "●", "◦"])


def find_direct(ann: Annotation) -> list[Candidate]:
    """The attributions of whole quotations, in order."""
    found: list[Candidate] = []
    by_block: dict[int, list[Quoted]] = {}
    for quote in ann.quotes:
        inside = ann.tokens_in(quote.span)
        if len(inside):
            quoted = Quoted(inside[0], inside[-1] + 1, ann.block_of[inside[0]], quote)
            by_block.setdefault(quoted.block, []).append(quoted)
    last_block: int | None = None
    for block, quotes in sorted(by_block.items()):
        last_block = _read_block(ann, block, quotes, found, last_block)
    return [replace(item, content=tuple(sorted(set(item.content)))) for item in found]


def _read_block(
    ann: Annotation,
    block: int,
    quotes: list[Quoted],
    found: list[Candidate],
    last_block: int | None,
) -> int | None:
    """Attribute the quotations of one block; tells the last block with direct speech."""
    carry = ann.knowledge.whole("attributions.paragraphs_carried")
    near = last_block is not None and last_block >= block - carry
    low = quotes[0].first
    while low > 0 and ann.block_of[low - 1] == block:
        low -= 1
    while low < quotes[0].first and ann.doc[low].text in _BULLETS:
        low += 1
    high = quotes[-1].last
    while high < len(ann.doc) and ann.block_of[high] == block:
        high += 1
    current: int | None = None  # the attribution that the next quotation may go on with
    open_tag = False
    for index, quoted in enumerate(quotes):
        gap_end = quotes[index + 1].first if index + 1 < len(quotes) else high
        gap_start = quotes[index - 1].last if index else low
        content = tuple(range(quoted.first, quoted.last))
        before = tag_before(ann, gap_start, quoted, low)
        label = None if before is not None else labelled(ann, gap_start, quoted, low)
        leads = _leads(ann, quoted, low) or _resumes(quoted, found, current)
        if before is None and label is None and not leads and not quoted.quote.continues:
            current = None if gap_end > quoted.last else current
            continue
        tag = tag_after(ann, quoted, gap_end) if expects_tag(ann, quoted, gap_end) else None
        tag = tag or answer(ann, quoted, gap_end) or echo(ann, quoted, gap_end)
        if before is not None and tag is not None and _nearer(ann, quoted, before, tag):
            before = None
        if quoted.quote.continues and found and near and index == 0:
            joined = found[-1]
            found[-1] = replace(joined, content=(*joined.content, *content))
            if tag is not None and joined.source is None and not joined.cue:
                found[-1] = tagged(ann, tag, found[-1].content)
            current, open_tag = len(found) - 1, True
        elif before is not None and found and found[-1].head == before.verb.i:
            found[-1] = replace(found[-1], content=(*found[-1].content, *content))
            current, open_tag = len(found) - 1, True
        elif before is not None:
            if last_block == block and found and before.verb.tag_ == "VBG":
                before = replace(before, source=found[-1].source)
            found.append(tagged(ann, before, content))
            current, open_tag = len(found) - 1, before.ends
        elif current is not None and index and tag is None and open_tag:
            found[current] = replace(found[current], content=(*found[current].content, *content))
        elif tag is not None:
            found.append(tagged(ann, tag, content))
            current, open_tag = len(found) - 1, True
        elif label is not None and verbless(ann, quoted, gap_end) is None:
            found.append(replace(label, content=content))
            current, open_tag = len(found) - 1, False
        elif (speaker := interrupted(ann, quoted, gap_end, high)) is not None:
            found.append(floating(quoted, content, speaker))
            current, open_tag = len(found) - 1, True
        elif (speaker := introduced(ann, quoted, low, gap_end)) is not None:
            found.append(floating(quoted, content, speaker))
            current, open_tag = len(found) - 1, False
        elif alone(ann, quoted, low, gap_end):
            whose = verbless(ann, quoted, gap_end) or told_of(ann, quoted)
            found.append(floating(quoted, content, whose))
            current, open_tag = len(found) - 1, False
        elif sentences(ann, quoted, low):
            found.append(floating(quoted, content, None))
            current, open_tag = len(found) - 1, False
        else:
            current = None
            continue
        last_block = block
        if gap_end < high and not _one_tag_only(ann, quoted.last, gap_end):
            open_tag = False
    return last_block


def _leads(ann: Annotation, quoted: Quoted, low: int) -> bool:
    """Whether a quotation begins a sentence or follows the comma or colon of a tag."""
    if quoted.first == low:
        return True
    return ann.doc[quoted.first - 1].text in {*ENDS, ",", ":", "—", "-", "–", '"', "''"}


def _nearer(ann: Annotation, quoted: Quoted, before: Tag, tag: Tag) -> bool:
    """Whether the tag behind is the quotation's own: "What they say: "...," said Ann Lee"."""
    if tag.source is None or inner_end(ann, quoted) != "," or before.verb.i >= quoted.first:
        return False
    last = max(tag.verb.i + 1, tag.source.last)
    follows = ann.doc[last].text if last < len(ann.doc) else "."
    begins = ann.doc[quoted.last].pos_ not in ("CCONJ", "SCONJ", "PUNCT")
    return ann.doc[quoted.first - 1].text == ":" and follows not in (":",) and begins


def _resumes(quoted: Quoted, found: list[Candidate], current: int | None) -> bool:
    """Whether a quotation goes on right behind the speaker's name: "'We are,' said Ann 'ready'"."""
    source = found[current].source if current is not None else None
    return source is not None and source.last == quoted.first


def _one_tag_only(ann: Annotation, first: int, last: int) -> bool:
    """Whether the gap between two quotations is one sentence at most."""
    ends = sum(ann.doc[i].text in ENDS for i in range(first, last))
    return ends <= 1
