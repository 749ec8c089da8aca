"""Direct speech: which quotations are somebody's words, and the tag that says whose.

Reads the characters around the quotations first and the parse of the tag second, since a
quotation of several sentences breaks the parser's sentences. A tag follows its quotation
(``"...," she said``), stands before it (``She said: "..."``) or interrupts it; a quotation
without one goes on from the one before in its paragraph, or has its speaker carried over.
"""

from dataclasses import dataclass, replace

from spacy.tokens import Token

from kg.attributions.candidate import Candidate
from kg.attributions.cues import Entry, verb_entry, verb_phrase
from kg.attributions.sources import Source, noun_phrase, source_of
from kg.knowledge.knowledge import Knowledge
from kg.mentions.nouns import noun_of
from kg.syntax.annotate import Annotation
from kg.syntax.quotes import Quote

_ENDS = frozenset(".?!")
_BREAKS = frozenset([":", ";"])
_DASHES = frozenset(["—", "–", "-", "--"])


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quotation in tokens, half open, with its marks."""

    first: int
    last: int
    block: int
    quote: Quote


@dataclass(frozen=True, slots=True)
class Tag:
    """The reporting verb of a quotation and its subject."""

    verb: Token
    entry: Entry
    source: Source | None
    ends: bool  # whether a sentence ends between the tag and what follows


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
    high = quotes[-1].last
    while high < len(ann.doc) and ann.block_of[high] == block:
        high += 1
    current: int | None = None  # the attribution that the next quotation may go on with
    open_tag = False
    for index, quoted in enumerate(quotes):
        gap_end = quotes[index + 1].first if index + 1 < len(quotes) else high
        gap_start = quotes[index - 1].last if index else low
        content = tuple(range(quoted.first, quoted.last))
        before = _tag_before(ann, gap_start, quoted, low)
        leads = _leads(ann, quoted, low) or _resumes(quoted, found, current)
        if before is None and not leads and not quoted.quote.continues:
            current = None if gap_end > quoted.last else current
            continue
        tag = _tag_after(ann, quoted, gap_end) if _expects_tag(ann, quoted, gap_end) else None
        if quoted.quote.continues and found and near and index == 0:
            joined = found[-1]
            found[-1] = replace(joined, content=(*joined.content, *content))
            if tag is not None and joined.source is None and not joined.cue:
                found[-1] = _tagged(ann, tag, found[-1].content)
            current, open_tag = len(found) - 1, True
        elif before is not None and found and found[-1].head == before.verb.i:
            found[-1] = replace(found[-1], content=(*found[-1].content, *content))
            current, open_tag = len(found) - 1, True
        elif before is not None:
            if last_block == block and found and before.verb.tag_ == "VBG":
                before = replace(before, source=found[-1].source)
            found.append(_tagged(ann, before, content))
            current, open_tag = len(found) - 1, before.ends
        elif current is not None and index and tag is None and open_tag:
            found[current] = replace(found[current], content=(*found[current].content, *content))
        elif tag is not None:
            found.append(_tagged(ann, tag, content))
            current, open_tag = len(found) - 1, True
        elif (speaker := _introduced(ann, quoted, low, gap_end)) is not None:
            found.append(_floating(quoted, content, speaker))
            current, open_tag = len(found) - 1, False
        elif _alone(ann, quoted, low, gap_end):
            found.append(_floating(quoted, content, _verbless(ann, quoted, gap_end)))
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
    return ann.doc[quoted.first - 1].text in {*_ENDS, ",", ":", "—", "-", "–", '"', "''"}


def _introduced(ann: Annotation, quoted: Quoted, low: int, gap_end: int) -> Source | None:
    """The person whom the sentence before is about, where whole sentences follow without a tag.

    "Ann Lee was furious. 'Nobody asked us.' Her lawyer nodded."
    """
    at = quoted.first - 1
    if quoted.first == low or ann.doc[at].text not in _ENDS or not _ends_sentence(ann, quoted):
        return None
    if quoted.last < gap_end and ann.doc[quoted.last].text[:1].islower():
        return None
    if ann.doc[at].sent.start < low or ann.quote_at(at) is not None:
        return None
    source = source_of(ann.doc[at].sent.root, ann.knowledge)
    if source is None:
        return None
    head = ann.doc[source.head]
    kind = noun_of(head, ann.knowledge)
    person = head.ent_type_ == "PERSON" or head.lower_ in ann.knowledge.words("he_or_she")
    return source if person or (kind is not None and kind.type == "Person") else None


def _resumes(quoted: Quoted, found: list[Candidate], current: int | None) -> bool:
    """Whether a quotation goes on right behind the speaker's name: "'We are,' said Ann 'ready'"."""
    source = found[current].source if current is not None else None
    return source is not None and source.last == quoted.first


def _alone(ann: Annotation, quoted: Quoted, low: int, gap_end: int) -> bool:
    """Whether a quotation is a whole paragraph, or its last whole sentences."""
    if _verbless(ann, quoted, gap_end) is not None:
        return True
    if quoted.first == low and ann.article.blocks[quoted.block].kind in ("headline", "subhead"):
        return quoted.last == gap_end
    rest = [ann.doc[i] for i in range(quoted.last, gap_end) if not ann.doc[i].is_punct]
    if rest or quoted.last - quoted.first < ann.knowledge.whole("attributions.lone_quotation"):
        return False
    before = ann.doc[quoted.first - 1].text if quoted.first > low else "."
    return before in _ENDS and _ends_sentence(ann, quoted)


def _verbless(ann: Annotation, quoted: Quoted, gap_end: int) -> Source | None:
    """The speaker of a tag that has no verb but only names him."""
    words = [i for i in range(quoted.last, gap_end) if not ann.doc[i].is_punct]
    if not words:
        return None
    signed = _signature(ann, quoted, words)
    if signed is not None:
        return signed
    longest = ann.knowledge.whole("attributions.verbless_tag")
    if len(words) > longest or _inner_end(ann, quoted) not in (",", "?", "!"):
        return None
    if any(ann.doc[i].pos_ in ("VERB", "AUX", "ADP", "CCONJ") for i in words):
        return None
    head = ann.doc[words[0] : words[-1] + 1].root
    return Source(words[0], words[-1] + 1, head.i) if head.pos_ in ("NOUN", "PROPN") else None


def _signature(ann: Annotation, quoted: Quoted, words: list[int]) -> Source | None:
    """The name that signs whole sentences, behind a dash or in brackets: "'It works.' – Ann"."""
    mark = ann.doc[quoted.last].text
    if (mark not in _DASHES and mark != "(") or not _ends_sentence(ann, quoted):
        return None
    last = words[0]
    while last + 1 in words and ann.doc[last + 1].ent_type_ == ann.doc[words[0]].ent_type_:
        last += 1
    named = ann.doc[words[0]].pos_ == "PROPN" and ann.doc[words[0]].ent_type_ in ("PERSON", "")
    longest = ann.knowledge.whole("attributions.signature")
    return Source(words[0], last + 1, last) if named and len(words) <= longest else None


def _inner_end(ann: Annotation, quoted: Quoted) -> str:
    """The last token inside the marks."""
    at = quoted.last - 1
    while at > quoted.first and ann.doc[at].text in ('"', "''", "'", "”"):
        at -= 1
    return ann.doc[at].text


def _ends_sentence(ann: Annotation, quoted: Quoted) -> bool:
    return _inner_end(ann, quoted)[-1:] in ".?!…"


def _expects_tag(ann: Annotation, quoted: Quoted, gap_end: int) -> bool:
    """Whether what follows a quotation can be its tag."""
    if quoted.last >= gap_end:
        return False
    end = _inner_end(ann, quoted)
    following = ann.doc[quoted.last]
    if following.text in (",", "—", "–", "-", "--"):
        return True
    if end[-1:] in ",?!…" or end in ("-", "—", "–", "--", "..."):
        return True
    if end[-1:] == ".":
        return following.text[:1].islower()
    return True


def _tag_after(ann: Annotation, quoted: Quoted, gap_end: int) -> Tag | None:
    """The tag that follows a quotation."""
    doc = ann.doc
    stop = min(gap_end, quoted.last + ann.knowledge.whole("attributions.reach_of_tag"))
    begin = quoted.last
    for i in range(begin, stop):
        token = doc[i]
        if token.text in (*_ENDS, *_BREAKS):
            return None
        entry = verb_entry(token, ann.knowledge)
        if entry is None or not entry.takes("quote"):
            continue
        if _subordinate(token, begin, ann.knowledge):
            continue
        if token.tag_ == "VBG" and i > begin + 1:
            continue
        source = _local_source(token, begin, stop, ann.knowledge)
        if source is not None or i <= begin + 2:
            return Tag(token, entry, source, True)
    return None


def _subordinate(verb: Token, begin: int, knowledge: Knowledge) -> bool:
    """Whether a verb stands in a relative clause of the tag's subject, not in the tag itself."""
    if verb.dep_ == "relcl" and verb.head.i >= begin and verb.head.i < verb.i:
        relatives = knowledge.words("subject_relatives")
        return any(child.lower_ in relatives for child in verb.children)
    return (
        verb.dep_ == "acl"
        and verb.tag_ == "VBN"
        and verb.i - 1 >= begin
        and (verb.doc[verb.i - 1].pos_ in ("NOUN", "PROPN"))
        and any(child.dep_ == "agent" for child in verb.children)
    )


def _local_source(verb: Token, begin: int, stop: int, knowledge: Knowledge) -> Source | None:
    """The subject of a tag's verb, before or behind it, within the tag."""
    for child in verb.children:
        if child.dep_ in ("nsubj", "nsubjpass") and begin <= child.i < stop:
            if child.i < verb.i:
                return _within(noun_phrase(child, before=verb.i), begin, stop)
            return _within(noun_phrase(child, after=verb.i), begin, stop)
    behind = verb.i + 1
    if behind < stop and verb.doc[behind].pos_ in ("PROPN", "PRON", "DET", "NOUN", "ADJ"):
        for chunk_head in verb.doc[behind:stop]:
            if chunk_head.pos_ in ("PROPN", "NOUN", "PRON") and chunk_head.dep_ not in (
                "compound", "poss", "nmod", "amod",
            ):  # fmt: skip
                if verb.i == begin or verb.doc[verb.i - 1].is_punct:
                    return _within(noun_phrase(chunk_head, after=verb.i), begin, stop)
                break
    before = verb.i - 1
    while before > begin and verb.doc[before].pos_ in ("ADV", "AUX", "PART"):
        before -= 1
    if before >= begin and verb.doc[before].pos_ in ("PROPN", "PRON", "NOUN"):
        head = verb.doc[before]
        return _within(noun_phrase(head, before=verb.i), begin, stop)
    found = source_of(verb, knowledge)
    if found is not None and begin <= found.head < stop:
        return found
    return None


def _within(source: Source, begin: int, stop: int) -> Source:
    return Source(max(source.first, begin), min(source.last, stop), source.head)


def _tag_before(ann: Annotation, gap_start: int, quoted: Quoted, low: int) -> Tag | None:
    """The tag that leads up to a quotation, which may end the paragraph before."""
    doc, reach = ann.doc, ann.knowledge.whole("attributions.reach_of_tag")
    at = quoted.first - 1
    if at < 0:
        return None
    if quoted.first == low:
        if doc[at].text != ":" or quoted.quote.continues:
            return None
        gap_start = max(0, at - reach)
    elif at < gap_start:
        return None
    mark = doc[at].text
    colon = mark == ":"
    if not colon and mark != "," and verb_entry(doc[at], ann.knowledge) is None:
        return None
    start = at
    while (
        start > gap_start
        and start > at - reach
        and (doc[start - 1].text not in _ENDS and ann.block_of[start - 1] == ann.block_of[at])
    ):
        start -= 1
    for i in range(at, start - 1, -1):
        entry = verb_entry(doc[i], ann.knowledge)
        if entry is None or not entry.takes("quote"):
            if doc[i].pos_ == "VERB" and not colon and doc[i].tag_ != "VBG":
                return None
            continue
        if mark != ":" and at - i > ann.knowledge.whole("attributions.reach_over_comma"):
            return None
        source = source_of(doc[i], ann.knowledge)
        if source is None:
            source = _local_source(doc[i], start, i, ann.knowledge)
        return Tag(doc[i], entry, source, _ends_sentence(ann, quoted))
    return None


def _tagged(ann: Annotation, tag: Tag, content: tuple[int, ...]) -> Candidate:
    phrase = verb_phrase(tag.verb, ann.knowledge)
    inside = set(content)
    addressee = None
    if tag.entry.takes("addr"):
        speaker = tag.source.head if tag.source is not None else -1
        for child in tag.verb.children:
            behind = child.i > tag.verb.i and child.i != speaker
            if behind and child.dep_ in ("dobj", "dative") and child.pos_ != "ADP":
                addressee = noun_phrase(child)
    return Candidate(
        rule="quote.tag",
        cue=tuple(i for i in phrase.tokens if i not in inside),
        content=content,
        act="speech" if tag.entry.act == "evidence" else tag.entry.act,
        kind=tag.entry.kind,
        head=tag.verb.i,
        source=tag.source,
        polarity=phrase.polarity,
        modality=phrase.modality,
        addressee=addressee,
        direct=True,
    )


def _floating(quoted: Quoted, content: tuple[int, ...], source: Source | None) -> Candidate:
    return Candidate(
        rule="quote.floating",
        cue=(),
        content=content,
        act="speech",
        kind="asserted",
        head=quoted.first,
        source=source,
        direct=True,
    )


def _one_tag_only(ann: Annotation, first: int, last: int) -> bool:
    """Whether the gap between two quotations is one sentence at most."""
    ends = sum(ann.doc[i].text in _ENDS for i in range(first, last))
    return ends <= 1
