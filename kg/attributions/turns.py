"""Words given turn by turn without quotation marks: interviews, transcripts, letters, lists.

A line may say whose it is before a colon ("HOLLIS: ...", "Q: ..."), questions and answers may
alternate without labels, a letter names its sender in its head, and a list may follow what
somebody "found that:".
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.attributions.candidate import Candidate
from kg.attributions.cues import verb_entry
from kg.attributions.sources import Source, source_of
from kg.syntax.annotate import Annotation

_LABEL = re.compile(r"[^\w\n]*(\w[^:\n]{0,40}?)[^\w:\n]*:\s+(?=\S)")
_LETTER = re.compile(r"([QA])[.)]\s+(?=\S)")
_ITEM = re.compile(r"(?:[-*•·▪●◦–—]|\(?\w{1,2}[.)])\s+")


@dataclass(frozen=True, slots=True)
class Line:
    """A block of the article in tokens: its label, if it has one, and the words behind it."""

    block: int
    first: int
    start: int
    stop: int
    label: str | None

    @property
    def words(self) -> tuple[int, ...]:
        """The tokens behind the label."""
        return tuple(range(self.start, self.stop))


def find_turns(ann: Annotation) -> Iterator[Candidate]:
    """What is said turn by turn."""
    lines = [line for index in range(len(ann.article.blocks)) if (line := _line(ann, index))]
    yield from _letter(ann, lines) or _interview(ann, lines) or _transcript(ann, lines)
    yield from _lists(ann, lines)


def _line(ann: Annotation, index: int) -> Line | None:
    span = ann.article.blocks[index].span
    tokens = ann.tokens_in(span)
    if not len(tokens):
        return None
    found = _LETTER.match(ann.text, span.start, span.end)
    found = found or _LABEL.match(ann.text, span.start, span.end)
    start, label = tokens.start, None
    if found is not None and ann.quote_at(tokens.start) is None:
        label = found.group(1).strip()
        start = next((i for i in tokens if ann.starts[i] >= found.end()), tokens.start)
    return Line(index, tokens.start, start, tokens.stop, label if start > tokens.start else None)


def _turn(
    line: Line, source: Source | None, *, content: tuple[int, ...] = (), kind: str = "asserted"
) -> Candidate:
    words = content or line.words
    colon = (line.start - 1,) if line.label is not None else ()
    return Candidate(
        rule="turn",
        cue=colon,
        content=words,
        act="speech",
        kind=kind,
        head=colon[0] if colon else words[0],
        source=source,
        direct=True,
    )


def _letter(ann: Annotation, lines: list[Line]) -> list[Candidate]:
    """The words of a letter whose head names its sender: "From: Ann Lee", "To: All staff"."""
    heads = ann.knowledge.words("heads_of_letters")
    for at, line in enumerate(lines):
        if (line.label or "").lower() not in ann.knowledge.words("labels_of_senders"):
            continue
        rest = [n for n in range(at, len(lines)) if (lines[n].label or "").lower() not in heads]
        body = next(iter(rest), len(lines))
        if body - at < 2 or body == len(lines):
            continue
        content = [i for later in lines[body:] for i in range(later.first, later.stop)]
        return [_turn(line, _named(ann, line.start, line.stop), content=tuple(content))]
    return []


def _named(ann: Annotation, first: int, last: int) -> Source | None:
    """The name that fills the tokens, without an address in brackets."""
    words = list(ann.doc[first:last])
    end = next((n for n, t in enumerate(words) if n and t.text in ("<", "(", ",", "[")), len(words))
    return Source(first, words[end - 1].i + 1, words[end - 1].i) if words[:end] else None


def _interview(ann: Annotation, lines: list[Line]) -> list[Candidate]:
    """Questions and answers: marked Q and A, by the label of who asks, or by question marks."""
    asked = [n for n, line in enumerate(lines) if n and _asks(ann, line)]
    labels = {(lines[n].label or "").lower() for n in asked}
    marked = bool(labels & ann.knowledge.words("labels_of_questions"))
    least = ann.knowledge.whole("attributions.questions")
    if not asked or (len(asked) < least and not marked) or len(labels) > 1:
        return []
    person = _interviewed(ann, lines[: asked[0]])
    found = []
    for number, at in enumerate(asked):
        stop = asked[number + 1] if number + 1 < len(asked) else len(lines)
        answers = lines[at + 1 : stop]
        if number + 1 == len(asked):
            answers = answers[:1]
        answers = [
            a
            for a in answers
            if a.label is None or a.label.lower() in ann.knowledge.words("labels_of_answers")
        ]
        if answers:
            content = tuple(i for a in answers for i in a.words)
            found.append(_turn(answers[0], person, content=content))
    mine = ann.knowledge.words("words_of_oneself")
    personal = any(ann.doc[i].lower_ in mine for item in found for i in item.content)
    return found if person is not None and (marked or personal) else []


def _asks(ann: Annotation, line: Line) -> bool:
    """Whether a line is a question put to somebody: by its label, or to "you"."""
    label = (line.label or "").lower()
    if label in ann.knowledge.words("labels_of_questions"):
        return True
    words = ann.doc[line.start : line.stop]
    if not len(words) or words[-1].text != "?" or ann.quote_at(line.start) is not None:
        return False
    whole = ann.article.blocks[line.block].kind in ("body", "subhead", "headline")
    return whole and any(t.lower_ in ann.knowledge.words("second_person") for t in words)


def _interviewed(ann: Annotation, before: list[Line]) -> Source | None:
    """The person whom an interview is with, who is named before it begins.

    The one behind "with" or "to", else the one told of most.
    """
    people: dict[int, Source] = {}
    for line in before:
        for ent in ann.doc[line.first : line.stop].ents:
            if ent.label_ == "PERSON":
                people[ent.end - 1] = Source(ent.start, ent.end, ent.end - 1)
    if not people:
        return None
    for last, source in people.items():
        over = _over(ann, last)
        if over in ann.knowledge.words("words_of_interviewing"):
            return source
    last_words = [ann.doc[last].lower_ for last in people]
    return max(people.values(), key=lambda s: last_words.count(ann.doc[s.head].lower_))


def _over(ann: Annotation, token: int) -> str:
    """The preposition or verb over a name, past its titles."""
    at = ann.doc[token]
    while at.dep_ in ("compound", "appos") and at.head != at:
        at = at.head
    return at.head.lemma_.lower()


def _transcript(ann: Annotation, lines: list[Line]) -> list[Candidate]:
    """The turns of people who are named before a colon, again and again."""
    labelled = [line for line in lines if line.label is not None and _name_like(ann, line)]
    names = [line.label for line in labelled]
    people = {t.lower_ for ent in ann.doc.ents if ent.label_ == "PERSON" for t in ent[-1:]}
    told = [name for name in set(names) if name and name.split()[-1].lower() in people]
    again = len(names) > len(set(names))
    if len(set(names)) < 2 or not (again or len(told) == len(set(names))):
        return []
    return [_turn(line, _speaker(ann, line)) for line in labelled]


def _name_like(ann: Annotation, line: Line) -> bool:
    """Whether a label can be a name: few words with capitals, no day, place or common label."""
    words = [t for t in ann.doc[line.first : line.start - 1] if not t.is_punct]
    if not words or len(words) > ann.knowledge.whole("attributions.turn_label"):
        return False
    if any(t.ent_type_ in ("DATE", "TIME", "GPE", "CARDINAL", "ORDINAL") for t in words):
        return False
    if any(t.lower_ in ann.knowledge.words("labels_of_no_speaker") for t in words):
        return False
    return all(t.text[0].isupper() for t in words) and words[-1].pos_ in ("PROPN", "NOUN")


def _speaker(ann: Annotation, line: Line) -> Source:
    """The label as a source; it stands for the full name of its last word, if one is told."""
    last = line.start - 2
    while last > line.first and ann.doc[last].is_punct:
        last -= 1
    word = ann.doc[last].lower_
    for ent in ann.doc.ents:
        if ent.label_ == "PERSON" and ent.start < line.first and ent[-1].lower_ == word:
            return Source(line.first, last + 1, ent.end - 1)
    return Source(line.first, last + 1, last)


def _lists(ann: Annotation, lines: list[Line]) -> Iterator[Candidate]:
    """The items of a list that follows a reporting verb: "The inquiry found that:"."""
    for at, line in enumerate(lines[:-1]):
        if ann.doc[line.stop - 1].text != ":":
            continue
        words = ann.doc[line.start : line.stop]
        verb = next((t for t in reversed(words) if t.pos_ == "VERB"), None)
        entry = verb_entry(verb, ann.knowledge) if verb is not None else None
        if verb is None or entry is None or not entry.takes("that", "quote"):
            continue
        spoken = entry.act == "speech" or entry.takes("told")
        items = []
        for later in lines[at + 1 :]:
            if not _ITEM.match(ann.text, ann.starts[later.first], ann.ends[later.stop - 1]):
                break
            items.append(later)
        source = source_of(verb, ann.knowledge)
        if not spoken or not items or source is None:
            continue
        content = [i for item in items for i in _bare(ann, item)]
        if any(ann.quote_at(i) is not None for i in content):
            continue
        yield Candidate(
            rule="list",
            cue=(verb.i,),
            content=tuple(content),
            act="speech",
            kind=entry.kind,
            head=verb.i,
            source=source,
        )


def _bare(ann: Annotation, item: Line) -> range:
    """The words of an item without its bullet."""
    first = item.first
    marks = ("NFP", "LS", ":")
    while first < item.stop - 1 and (ann.doc[first].is_punct or ann.doc[first].tag_ in marks):
        first += 1
    return range(first, item.stop)
