"""Quotations without a reporting verb: whose they are by a name, a label or the sentence before."""

from kg.attributions.candidate import Candidate
from kg.attributions.cues import noun_entry
from kg.attributions.sources import Source, noun_phrase, possessor, source_of
from kg.attributions.tags import DASHES, ENDS, Quoted, ends_sentence, inner_end
from kg.knowledge.knowledge import Knowledge
from kg.mentions.nouns import noun_of
from kg.syntax.annotate import Annotation
from kg.syntax.tokens import Token

_FINITE = ("VBD", "VBZ", "VBP", "MD")


def interrupted(ann: Annotation, quoted: Quoted, gap_end: int, high: int) -> Source | None:
    """The person whom the writer tells of between the dashes that interrupt a quotation.

    ""We shall go" – and here Ann Lee smiled – "to the sea.""
    """
    if gap_end >= high or gap_end - quoted.last < 3:
        return None
    if ann.doc[quoted.last].text not in DASHES or ann.doc[gap_end - 1].text not in DASHES:
        return None
    for token in ann.doc[quoted.last : gap_end]:
        if token.ent_type_ == "PERSON" and token.dep_ in ("nsubj", "nsubjpass"):
            return noun_phrase(token)
        if token.lower_ in ann.knowledge.words("he_or_she") and token.dep_ == "nsubj":
            return noun_phrase(token)
    return None


def labelled(ann: Annotation, gap_start: int, quoted: Quoted, low: int) -> Candidate | None:
    """A quotation behind a colon and words without a reporting verb that say whose it is.

    "From the ministry: ...", "Her verdict: ...", "The letter runs: ...", "Ann Lee: ...".
    """
    doc, at = ann.doc, quoted.first - 1
    worded = at >= low and doc[at].pos_ == "NOUN" and _handed(doc[at], ann.knowledge)
    if worded:
        return _label(doc[at], quoted, source_of(doc[at].head.head, ann.knowledge))
    if at < 0 or doc[at].text != ":":
        return None
    block = ann.block_of[at]
    start = at
    floor = gap_start if quoted.first > low else 0
    while start > floor and ann.block_of[start - 1] == block and doc[start - 1].text not in ENDS:
        start -= 1
    while start < at and (doc[start].is_punct or doc[start].dep_ == "cc"):
        start += 1
    words = [doc[i] for i in range(start, at)]
    if not words or len(words) > ann.knowledge.whole("attributions.label"):
        return None
    source = _read_out(words, ann.knowledge) or _sender(words) or _whose(words, ann)
    source = source or _subject(words, quoted, ann)
    return _label(doc[at], quoted, source) if source is not None else None


def _label(cue: Token, quoted: Quoted, source: Source | None) -> Candidate | None:
    if source is None:
        return None
    return Candidate(
        rule="quote.label",
        cue=(cue.i,),
        content=tuple(range(quoted.first, quoted.last)),
        act="speech",
        kind="asserted",
        head=cue.i,
        source=source,
        direct=True,
    )


def _handed(noun: Token, knowledge: Knowledge) -> bool:
    """Whether a noun for words goes with what somebody did: posted it with the words "..."."""
    with_it = noun.dep_ == "pobj" and noun.head.lower_ in knowledge.words(
        "prepositions_of_captions"
    )
    return with_it and noun.lemma_ in knowledge.words("nouns_of_words")


def _sender(words: list[Token]) -> Source | None:
    """From whom the words came: "And this from Ann Lee:"."""
    at = next((n for n, t in enumerate(words) if t.lower_ == "from"), None)
    if at is None or any(t.tag_ in _FINITE for t in words[:at]) or at + 1 == len(words):
        return None
    end = next((n for n in range(at + 1, len(words)) if words[n].text == ","), len(words))
    named = words[at + 1 : end]
    return Source(named[0].i, named[-1].i + 1, _head(named).i) if named else None


def _head(words: list[Token]) -> Token:
    """The head of a noun phrase by its place: its last noun before a preposition."""
    stop = next((n for n, t in enumerate(words) if t.pos_ == "ADP" and n), len(words))
    nouns = [t for t in words[:stop] if t.pos_ in ("NOUN", "PROPN", "PRON")]
    return nouns[-1] if nouns else words[stop - 1]


def _read_out(words: list[Token], knowledge: Knowledge) -> Source | None:
    """The text whose words follow: "The letter, written in haste, runs:"."""
    texts = knowledge.words("reporting-texts") | knowledge.words("reporting-utterances")
    last = words[-1]
    if last.pos_ == "NOUN" and last.lower_ in knowledge.words("verbs_of_texts"):
        # the verb read as a noun: "His statement on the deal read:"
        noun = next((t for t in words[:-1] if t.lemma_.lower() in texts), None)
        if noun is not None and last.i - noun.i < knowledge.whole("attributions.label"):
            return noun_phrase(noun, before=last.i)
    verbs = [t for t in words if t.tag_ in ("VBD", "VBZ", "VBP")]
    for verb in reversed(verbs):
        for child in verb.children:
            read = child.dep_ == "nsubj" and child.lemma_.lower() in texts
            if read and verb.lemma_ in knowledge.words("verbs_of_texts"):
                return noun_phrase(child, before=verb.i)
    return None


def _whose(words: list[Token], ann: Annotation) -> Source | None:
    """Whose words follow by a noun for words, or by a name alone."""
    if any(t.tag_ in _FINITE for t in words):
        return None
    head = words[0].doc[words[0].i : words[-1].i + 1].root
    entry = noun_entry(head, ann.knowledge)
    spoken = entry is not None and entry.act in ("speech", "thought")
    if spoken or head.lemma_.lower() in ann.knowledge.words("nouns_of_words"):
        return possessor(head, ann.knowledge) or _partner(head)
    short = len(words) <= ann.knowledge.whole("attributions.headline_lead")
    named = head.ent_type_ in ("PERSON", "ORG") and head.pos_ == "PROPN"
    return Source(words[0].i, words[-1].i + 1, head.i) if short and named else None


def _subject(words: list[Token], quoted: Quoted, ann: Annotation) -> Source | None:
    """Who acts in the sentence whose colon leads to whole sentences: "Ann Lee was clear: ..."."""
    if not ends_sentence(ann, quoted) or any(ann.quote_at(t.i) for t in words):
        return None
    inside = {t.i for t in words}
    roots = [t for t in words if t.tag_ in _FINITE and (t.head == t or t.head.i not in inside)]
    source = source_of(roots[0], ann.knowledge) if roots else None
    if source is None or source.head < words[0].i:
        return None
    head = ann.doc[source.head]
    kind = noun_of(head, ann.knowledge)
    person = head.ent_type_ in ("PERSON", "ORG", "GPE") and head.pos_ == "PROPN"
    told = kind is not None and kind.type in ("Person", "Organization")
    pronoun = head.lower_ in ann.knowledge.words("third_person")
    return source if person or told or pronoun else None


def _partner(noun: Token) -> Source | None:
    """Whose an utterance is by "of": "the verdict of the jury"."""
    for child in noun.children:
        if child.dep_ == "prep" and child.lower_ == "of":
            for part in child.children:
                if part.dep_ == "pobj":
                    return noun_phrase(part)
    return None


def introduced(ann: Annotation, quoted: Quoted, low: int, gap_end: int) -> Source | None:
    """The person whom the sentence before is about, where whole sentences follow without a tag.

    "Ann Lee was furious. 'Nobody asked us.' Her lawyer nodded."
    """
    at = quoted.first - 1
    if quoted.first == low or ann.doc[at].text not in ENDS or not ends_sentence(ann, quoted):
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


def sentences(ann: Annotation, quoted: Quoted, low: int) -> bool:
    """Whether a quotation holds whole sentences between those of the writer."""
    long = quoted.last - quoted.first >= ann.knowledge.whole("attributions.lone_quotation")
    before = ann.doc[quoted.first - 1].text if quoted.first > low else "."
    return long and before in ENDS and ends_sentence(ann, quoted)


def told_of(ann: Annotation, quoted: Quoted) -> Source | None:
    """The person with whom the story of a headline in quotation marks begins."""
    blocks = ann.article.blocks
    if blocks[quoted.block].kind not in ("headline", "subhead"):
        return None
    body = next((n for n, b in enumerate(blocks) if n > quoted.block and b.kind == "body"), None)
    if body is None:
        return None
    for token in ann.doc[quoted.last :]:
        if ann.block_of[token.i] == body:
            source = source_of(token.sent.root, ann.knowledge)
            person = source is not None and ann.doc[source.head].ent_type_ == "PERSON"
            return source if person else None
    return None


def alone(ann: Annotation, quoted: Quoted, low: int, gap_end: int) -> bool:
    """Whether a quotation is a whole paragraph, or its last whole sentences."""
    if verbless(ann, quoted, gap_end) is not None:
        return True
    if quoted.first == low and ann.article.blocks[quoted.block].kind in ("headline", "subhead"):
        return quoted.last == gap_end or ann.doc[quoted.last].text == ":"
    rest = [ann.doc[i] for i in range(quoted.last, gap_end) if not ann.doc[i].is_punct]
    if rest or quoted.last - quoted.first < ann.knowledge.whole("attributions.lone_quotation"):
        return False
    before = ann.doc[quoted.first - 1].text if quoted.first > low else "."
    return before in ENDS and ends_sentence(ann, quoted)


def verbless(ann: Annotation, quoted: Quoted, gap_end: int) -> Source | None:
    """The speaker of a tag that has no verb but only names him."""
    words = [i for i in range(quoted.last, gap_end) if not ann.doc[i].is_punct]
    if not words:
        return None
    signed = _signature(ann, quoted, words)
    if signed is not None:
        return signed
    longest = ann.knowledge.whole("attributions.verbless_tag")
    if len(words) > longest or inner_end(ann, quoted) not in (",", "?", "!"):
        return None
    if any(ann.doc[i].pos_ in ("VERB", "AUX", "ADP", "CCONJ") for i in words):
        return None
    head = ann.doc[words[0] : words[-1] + 1].root
    return Source(words[0], words[-1] + 1, head.i) if head.pos_ in ("NOUN", "PROPN") else None


def _signature(ann: Annotation, quoted: Quoted, words: list[int]) -> Source | None:
    """The name that signs whole sentences, behind a dash or in brackets: "'It works.' – Ann"."""
    mark = ann.doc[quoted.last].text
    begins = quoted.first == 0 or ann.block_of[quoted.first - 1] != quoted.block
    whole = begins and mark in DASHES
    if (mark not in DASHES and mark != "(") or not (whole or ends_sentence(ann, quoted)):
        return None
    last = words[0]
    while last + 1 in words and ann.doc[last + 1].ent_type_ == ann.doc[words[0]].ent_type_:
        last += 1
    named = ann.doc[words[0]].pos_ == "PROPN" and ann.doc[words[0]].ent_type_ in ("PERSON", "")
    longest = ann.knowledge.whole("attributions.signature")
    return Source(words[0], last + 1, last) if named and len(words) <= longest else None


def floating(quoted: Quoted, content: tuple[int, ...], source: Source | None) -> Candidate:
    """The attribution of a quotation without a tag; without a source it carries over."""
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
