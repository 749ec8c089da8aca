"""The tags of quotations: the reporting verb that stands before or behind one, and its subject.

Reads the words between the quotations first and the parse second, since a quotation of several
sentences breaks the parser's sentences.
"""

from dataclasses import dataclass

from kg.attributions.candidate import Candidate
from kg.attributions.cues import Entry, entries, verb_entry, verb_phrase
from kg.attributions.displaced import stranded_source
from kg.attributions.sources import Source, agent, is_passive, noun_phrase, quoted_as, source_of
from kg.knowledge.knowledge import Knowledge
from kg.syntax.annotate import Annotation
from kg.syntax.quotes import Quote
from kg.syntax.tokens import Token

ENDS = frozenset(".?!")
BREAKS = frozenset([":", ";"])
DASHES = frozenset(["—", "–", "-", "--"])


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quotation in tokens, half open, with its marks."""

    first: int
    last: int
    block: int
    quote: Quote


# Kinds that are no speech by themselves, and are where they tag a quotation.
_SPOKEN = frozenset(["known", "found", "showed"])
_ASKING = Entry("speech", "asked", frozenset(["quote"]))


@dataclass(frozen=True, slots=True)
class Tag:
    """The reporting verb of a quotation and its subject."""

    verb: Token
    entry: Entry
    source: Source | None
    ends: bool  # whether a sentence ends between the tag and what follows


def inner_end(ann: Annotation, quoted: Quoted) -> str:
    """The last token inside the marks."""
    at = quoted.last - 1
    while at > quoted.first and ann.doc[at].text in ('"', "''", "'", "”"):
        at -= 1
    return ann.doc[at].text


def ends_sentence(ann: Annotation, quoted: Quoted) -> bool:
    """Whether a quotation ends as sentences do."""
    return inner_end(ann, quoted)[-1:] in ".?!…"


def expects_tag(ann: Annotation, quoted: Quoted, gap_end: int) -> bool:
    """Whether what follows a quotation can be its tag."""
    if quoted.last >= gap_end:
        return False
    end = inner_end(ann, quoted)
    following = ann.doc[quoted.last]
    if following.text in (",", *DASHES):
        return True
    if end[-1:] in ",?!…" or end in ("-", "—", "–", "--", "..."):
        return True
    if end[-1:] == ".":
        return following.text[:1].islower()
    return True


def tag_after(ann: Annotation, quoted: Quoted, gap_end: int) -> Tag | None:
    """The tag that follows a quotation."""
    doc = ann.doc
    stop = min(gap_end, quoted.last + ann.knowledge.whole("attributions.reach_of_tag"))
    begin = quoted.last
    for i in range(begin, stop):
        token = doc[i]
        if token.text in (*ENDS, *BREAKS):
            return None
        entry = _quoting(token, ann.knowledge)
        if entry is None or _made_by(token, entry):
            continue
        if _subordinate(token, begin, ann.knowledge):
            continue
        cited = quoted_as(token.head, ann.knowledge) if token.dep_ == "pcomp" else None
        if cited := cited or _quoted_before(token, begin, ann.knowledge):
            return Tag(token, entry, cited, True)
        if token.tag_ == "VBG" and i > begin + 1:
            continue
        source = _local_source(token, begin, stop, ann.knowledge)
        if source is not None or i <= begin + 2:
            return Tag(token, entry, source, True)
    return None


def _quoted_before(verb: Token, begin: int, knowledge: Knowledge) -> Source | None:
    """Whose words they are by what stands before "as saying" whatever the parse: "quoted *Lee*"."""
    doc, link = verb.doc, verb.i - 1
    if verb.tag_ != "VBG" or link <= begin or doc[link].lower_ != "as":
        return None
    for i in range(link - 1, begin - 1, -1):
        entry = verb_entry(doc[i], knowledge)
        if entry is not None and entry.kind == "cited":
            nouns = [t for t in doc[i + 1 : link] if t.pos_ in ("NOUN", "PROPN", "PRON")]
            return Source(i + 1, link, nouns[-1].i) if nouns else None
    return None


def _quoting(verb: Token, knowledge: Knowledge) -> Entry | None:
    """The entry of a verb that can tag a quotation; "wanted to know" asks."""
    sought = verb.tag_ == "VB" and verb.dep_ == "xcomp"
    if sought and verb.lemma_ in knowledge.words("verbs_of_learning"):
        wishes = verb.head.lemma_ in knowledge.words("verbs_of_asking_to_know")
        return _ASKING if wishes else None
    entry = verb_entry(verb, knowledge)
    return entry if entry is not None and entry.takes("quote") else None


def _made_by(verb: Token, entry: Entry) -> bool:
    """Whether a passive tells who made what is in quotation marks: "..., was written by Holt"."""
    return not entry.takes("addr") and any(c.dep_ == "auxpass" for c in verb.children)


def _title(ann: Annotation, quoted: Quoted) -> bool:
    """Whether a quotation is a title, whose words all have capitals: sang "Four Winters"."""
    words = [t for t in ann.doc[quoted.first : quoted.last] if t.is_alpha]
    named = all(t.text[0].isupper() or t.pos_ in ("ADP", "DET", "CCONJ", "PART") for t in words)
    return len(words) > 1 and named and not ends_sentence(ann, quoted)


def _sign(verb: Token, knowledge: Knowledge) -> Token | None:
    """The sign whose words a verb leads to, right before it: "a *banner* saying "no more"."""
    entry = verb_entry(verb, knowledge)
    signs = knowledge.words("reporting-signs")
    for noun in (t for t in verb.doc[max(0, verb.i - 2) : verb.i] if entry is not None):
        if noun.pos_ == "NOUN" and noun.lemma_.lower() in signs:
            return noun
    source = source_of(verb, knowledge) if entry is not None and entry.takes("quote") else None
    head = verb.doc[source.head] if source is not None else None
    return head if head is not None and head.lemma_.lower() in signs else None


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
    if f"{verb.lemma_} {verb.doc[behind].lower_}" in entries("verbs", knowledge.lexicon):
        behind += 1  # a particle that the parse took for a preposition: "chimed in his son"
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


def tag_before(ann: Annotation, gap_start: int, quoted: Quoted, low: int) -> Tag | None:
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
    bare = not colon and mark != ","
    small = doc[min(quoted.first + 1, quoted.last - 1)].text[:1].islower()
    sign = _sign(doc[at], ann.knowledge) if bare else None
    if bare and (small or _title(ann, quoted)) and sign is None:
        return None  # words within a clause of the writer
    told = verb_entry(doc[at], ann.knowledge) if bare else None
    if bare and told is None:
        return None
    if sign is not None and told is not None and told.takes("quote"):
        whose = Source(sign.left_edge.i, sign.i + 1, sign.i)
        return Tag(doc[at], told, whose, ends_sentence(ann, quoted))
    start = at
    while (
        start > gap_start
        and start > at - reach
        and (doc[start - 1].text not in ENDS and ann.block_of[start - 1] == ann.block_of[at])
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
        source = source_of(doc[i], ann.knowledge) or stranded_source(ann, doc[i])
        if source is None:
            source = _local_source(doc[i], start, at, ann.knowledge)
        return Tag(doc[i], entry, source, ends_sentence(ann, quoted))
    return None


def tagged(ann: Annotation, tag: Tag, content: tuple[int, ...]) -> Candidate:
    """The attribution that a tag makes of a quotation."""
    phrase = verb_phrase(tag.verb, ann.knowledge)
    inside = set(content)
    addressee, source = None, tag.source
    if tag.entry.takes("addr") and is_passive(tag.verb):
        by = agent(tag.verb)
        addressee, source = source, noun_phrase(by) if by is not None else None
    elif tag.entry.takes("addr"):
        speaker = tag.source.head if tag.source is not None else -1
        for child in tag.verb.children:
            behind = child.i > tag.verb.i and child.i != speaker
            if behind and child.dep_ in ("dobj", "dative") and child.pos_ != "ADP":
                addressee = noun_phrase(child)
    return Candidate(
        rule="quote.tag",
        cue=tuple(i for i in phrase.tokens if i not in inside),
        content=content,
        act="speech" if tag.entry.kind in _SPOKEN else tag.entry.act,
        kind=tag.entry.kind,
        head=tag.verb.i,
        source=source,
        polarity=phrase.polarity,
        modality=phrase.modality,
        addressee=addressee,
        direct=True,
    )
