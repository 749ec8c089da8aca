"""Attributions marked by a colon: headlines ("Envoy: ..."), and speeches given in full."""

from collections.abc import Iterator

from kg.attributions.candidate import Candidate
from kg.attributions.cues import verb_entry
from kg.attributions.sources import Source, noun_phrase, possessor
from kg.attributions.spans import trim
from kg.syntax.annotate import Annotation
from kg.syntax.tokens import Token

_NAMED = frozenset(["PERSON", "ORG", "GPE", "NORP"])


def block_tokens(ann: Annotation, block: int) -> range:
    """The tokens of a block."""
    return ann.tokens_in(ann.article.blocks[block].span)


def find_headlines(ann: Annotation) -> Iterator[Candidate]:
    """Headlines that name their source before a colon, or behind the last one."""
    whole = ann.knowledge.whole
    lead, short = whole("attributions.headline_lead"), whole("attributions.headline_close")
    least = whole("attributions.headline_content")
    for index, block in enumerate(ann.article.blocks):
        if block.kind != "headline" and index:
            continue
        tokens = block_tokens(ann, index)
        colons = [i for i in tokens if ann.doc[i].text == ":"]
        if not colons:
            continue
        first, last = colons[0], colons[-1]
        source = _named(ann, tokens.start, first)
        if source is not None and first - tokens.start <= lead and tokens.stop - first > least:
            yield _colon(ann, source, first, range(first + 1, tokens.stop))
            continue
        source = _named(ann, last + 1, tokens.stop)
        if source is not None and tokens.stop - last <= short and last - tokens.start > least:
            yield _colon(ann, source, last, range(tokens.start, last))


def find_headline_tags(ann: Annotation) -> Iterator[Candidate]:
    """Headlines that end in a tag: "Bridge is safe, says mayor", "..., police confirm"."""
    longest = ann.knowledge.whole("attributions.headline_tag")
    for index, block in enumerate(ann.article.blocks):
        tokens = block_tokens(ann, index)
        commas = [i for i in tokens if ann.doc[i].text in (",", "–", "—") and not ann.quote_at(i)]
        if block.kind not in ("headline", "subhead") or not commas:
            continue
        first, last = commas[-1] + 1, tokens.stop
        while last > first and ann.doc[last - 1].is_punct:
            last -= 1
        if not 2 <= last - first <= longest or commas[-1] - tokens.start < 2:
            continue
        verbs = [i for i in (first, last - 1) if _reports(ann.doc[i], ann)]
        others = any(t.tag_ in ("VBD", "VBZ", "MD") for t in ann.doc[first + 1 : last - 1])
        if len(verbs) != 1 or others:
            continue
        words = range(first + 1, last) if verbs[0] == first else range(first, last - 1)
        head = ann.doc[words.start : words.stop].root
        if head.pos_ not in ("NOUN", "PROPN", "PRON"):
            head = ann.doc[words.stop - 1]
        yield Candidate(
            rule="headline.tag",
            cue=(verbs[0],),
            content=trim(ann, range(tokens.start, commas[-1])),
            act="speech",
            kind="asserted",
            head=verbs[0],
            source=Source(words.start, words.stop, head.i),
        )


def _reports(token: Token, ann: Annotation) -> bool:
    """Whether a word is a finite verb of speech."""
    entry = verb_entry(token, ann.knowledge)
    finite = token.tag_ in ("VBZ", "VBP", "VBD")
    return finite and entry is not None and entry.act == "speech" and entry.takes("that")


def _colon(ann: Annotation, source: Source, colon: int, content: range) -> Candidate:
    return Candidate(
        rule="headline.colon",
        cue=(colon,),
        content=trim(ann, content),
        act="speech",
        kind="asserted",
        head=colon,
        source=source,
    )


def _named(ann: Annotation, first: int, last: int) -> Source | None:
    """The person, body or text that the words from first to last name, if that is all they do."""
    if first >= last:
        return None
    span = ann.doc[first:last]
    if any(token.tag_ in ("VBD", "VBZ", "VBP", "MD") for token in span):
        return None
    head = span.root
    end = next((t.i for t in span if t.i > first and t.pos_ == "ADP"), last)
    if head.i >= end or head.pos_ not in ("NOUN", "PROPN", "ADJ"):
        head = ann.doc[end - 1]
    noun = head.lemma_.lower() in ann.knowledge.words("reporting-headliners")
    if noun or head.ent_type_ in _NAMED or _speaks_below(ann, head):
        return Source(first, end, head.i)
    return None


def _speaks_below(ann: Annotation, head: Token) -> bool:
    """Whether a name is the subject of a verb of speech further down."""
    return head.pos_ == "PROPN" and any(
        t.text == head.text
        and t.i > head.i
        and t.dep_ == "nsubj"
        and (entry := verb_entry(t.head, ann.knowledge)) is not None
        and entry.act == "speech"
        for t in ann.doc
    )


def find_speeches(ann: Annotation) -> Iterator[Candidate]:
    """First-person texts given in full, announced by a paragraph that ends in a colon."""
    blocks = ann.article.blocks
    for index, block in enumerate(blocks[:-1]):
        tokens = block_tokens(ann, index)
        if not len(tokens) or ann.doc[tokens[-1]].text != ":" or block.kind == "headline":
            continue
        announced = any(
            ann.doc[i].lower_ in ann.knowledge.words("announcing_words") for i in tokens
        )
        nouns = [
            i for i in tokens if ann.doc[i].lemma_.lower() in ann.knowledge.words("reporting-texts")
        ]
        follows = block_tokens(ann, index + 1)
        if not announced or not nouns or not len(follows) or ann.quote_at(follows[0]):
            continue
        content: list[int] = []
        for later in range(index + 1, len(blocks)):
            if blocks[later].kind not in ("body", "subhead"):
                break
            content += block_tokens(ann, later)
        if not content:
            return  # "Read the full text below:", and what follows is the site's own
        source = None
        for i in reversed(nouns):
            source = source or possessor(ann.doc[i], ann.knowledge) or _of(ann, i)
        yield Candidate(
            rule="speech.full",
            cue=(nouns[-1],),
            content=tuple(content),
            act="speech",
            kind="asserted",
            head=nouns[-1],
            source=source,
            direct=True,
        )
        return


def _of(ann: Annotation, noun: int) -> Source | None:
    """Whose text it is by an of-phrase ("the speech of the chairman")."""
    for child in ann.doc[noun].children:
        if child.dep_ == "prep" and child.lower_ == "of":
            for part in child.children:
                texts = ann.knowledge.words("reporting-texts")
                if part.dep_ == "pobj" and part.lemma_.lower() not in texts:
                    return noun_phrase(part)
    return None
