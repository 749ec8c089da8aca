"""Phrases that frame a sentence as somebody's: "according to X", "as X put it", "per X".

The sentence around the phrase is what he says.
"""

from collections.abc import Iterator

from kg.attributions.candidate import Candidate
from kg.attributions.cues import verb_entry
from kg.attributions.framesources import begins, between_semicolons, fronted_source
from kg.attributions.othervoices import other_voices
from kg.attributions.sources import Source, noun_phrase, possessor, source_of
from kg.attributions.spans import subtree_tokens, trim, whole_quotes
from kg.knowledge.knowledge import Knowledge
from kg.syntax.annotate import Annotation
from kg.syntax.tokens import Token

_NAMED = ("PERSON", "ORG", "GPE", "NORP")
_TIMES = ("DATE", "TIME")


def find_framed(ann: Annotation) -> Iterator[Candidate]:
    """The sentences framed as somebody's by a phrase of their own."""
    openers = frozenset[str]().union(*map(ann.knowledge.words, _READERS))
    for token in ann.doc:
        if token.lower_ not in openers or ann.quote_at(token.i) is not None:
            continue
        found: Candidate | None = None
        for name, read in _READERS.items():
            opens = token.i == token.sent.start or token.text.islower()
            if opens and token.lower_ in ann.knowledge.words(name):
                found = found or read(ann, token)
        if found is not None and found.content:
            yield found


def _according(ann: Annotation, token: Token) -> Candidate | None:
    """What "according to X" frames: the sentence before or behind it, else the clause around."""
    doc = ann.doc
    if token.i + 2 >= len(doc) or doc[token.i + 1].lower_ != "to":
        return None
    obj = next((c for c in doc[token.i + 1].children if c.dep_ == "pobj"), None)
    if obj is None:
        obj = next((c for c in token.children if c.dep_ == "pobj"), None)
    source = fronted_source(ann, token.i, token.i + 2)
    if source is None and obj is not None:
        source = _closed(ann, noun_phrase(obj, after=token.i + 1))
    if source is None:
        return None
    return _framed(ann, token, (token.i, token.i + 1), source)


def _closed(ann: Annotation, source: Source) -> Source:
    """The source up to a comma that ends it: before "some of whom" or what is no noun's own."""
    for i in range(source.head + 1, source.last - 1):
        words = ann.doc[i + 1 : i + 4]
        told = any(t.tag_ == "WP" for t in words) and words[0].tag_ != "WP"
        listed = ann.doc[i + 1].tag_ in ("CD", "$") or ann.doc[i + 1].ent_type_ == "MONEY"
        if ann.doc[i].text == "," and (told or listed):
            return Source(source.first, i, source.head)
    return source


def _framed(
    ann: Annotation, token: Token, cue: tuple[int, ...], source: Source, last: int | None = None
) -> Candidate | None:
    """What is framed by the tokens from the cue to the end of its source, or to ``last``."""
    doc = ann.doc
    own = set(range(cue[0], max(source.last, last or 0)))
    clause = token.head
    while clause.pos_ not in ("VERB", "AUX") and clause.head != clause:
        clause = clause.head
    end = max(own) + 1
    while end < token.sent.end and doc[end].is_quote:
        end += 1
    first, stop = between_semicolons(ann, token)
    aside = _told_beside(ann, end, stop)
    rest = [t for t in doc[end:stop] if not t.is_punct and t.i not in aside]
    comma = token.i > first and doc[token.i - 1].text == ","
    if begins(ann, cue[0], first) and end < stop:
        content = set(range(end, _end(ann, token.sent.end)))
    elif clause.i in own:
        return None
    elif comma and not rest:
        content = set(range(first, token.i))
    else:
        if not rest:
            clause = _shared(clause)
        content = {i for i in subtree_tokens(clause) if first <= i < stop} - own
        content -= aside if comma or aside else _past_frame(ann, end, stop)
    content -= other_voices(ann, content)
    return Candidate(
        rule="according",
        cue=cue,
        content=trim(ann, whole_quotes(ann, content)),
        act="speech",
        kind="asserted",
        head=token.i,
        source=source,
    )


def _told_beside(ann: Annotation, end: int, stop: int) -> set[int]:
    """What is told of a source behind a comma: "the team, *led by Holt*", "*two of whom fled*"."""
    if end + 1 >= stop or ann.doc[end].text != ",":
        return set()
    first = ann.doc[end + 1]
    if first.tag_ == "VBN":
        return set(range(end, first.right_edge.i + 1))
    relative = any(t.tag_ in ("WP", "WDT") for t in ann.doc[end + 1 : min(end + 4, stop)])
    return set(range(end, stop)) if relative else set()


def _past_frame(ann: Annotation, end: int, stop: int) -> set[int]:
    """What stands behind a frame without commas, which reaches up to itself only.

    "Killing twenty according to police *on Monday, and leaving* others homeless".
    """
    at = end
    while at < stop and (ann.doc[at].ent_type_ in _TIMES or ann.doc[at].pos_ == "ADP"):
        at += 1
    dated = set(range(end, at)) if ann.doc[at - 1].ent_type_ in _TIMES else set[int]()
    closed = next((i for i in range(end, stop) if ann.doc[i].text == ","), stop)
    return dated | set(range(closed, stop))


def _end(ann: Annotation, end: int) -> int:
    """The end of a sentence that the parser cut at a semicolon."""
    while end < len(ann.doc) and ann.doc[end - 1].text == ";":
        if ann.block_of[end] != ann.block_of[end - 1]:
            break
        end = ann.doc[end].sent.end
    return end


def _shared(clause: Token) -> Token:
    """The clause whose subject a coordinate or participle shares: the frame ends them all."""
    while clause.dep_ in ("conj", "acl", "relcl", "pcomp") and clause.head != clause:
        own = any(c.dep_ in ("nsubj", "nsubjpass", "expl") for c in clause.lefts)
        apart = any(t.text == "," for t in clause.doc[clause.head.i : clause.i])
        if own and (clause.dep_ == "pcomp" or (clause.dep_ == "conj" and apart)):
            break
        clause = clause.head
        while clause.pos_ not in ("VERB", "AUX") and clause.head != clause:
            clause = clause.head
    return clause


def _as_put(ann: Annotation, token: Token) -> Candidate | None:
    """The sentence around "as X put it"."""
    doc, wording = ann.doc, ann.knowledge.words("verbs_of_wording")
    reach = min(token.sent.end - 1, token.i + ann.knowledge.whole("attributions.label"))
    it = next(
        (doc[i + 1] for i in range(token.i + 2, reach) if _puts(doc[i], doc[i + 1], wording)), None
    )
    if it is None:
        return _as_said(ann, token)
    verb = it.nbor(-1)
    source = source_of(verb, ann.knowledge)
    if source is None or not token.i < source.head < verb.i:
        last = next((t for t in reversed(doc[token.i + 1 : verb.i]) if t.pos_ == "PROPN"), None)
        source = Source(token.i + 1, last.i + 1, last.i) if last is not None else None
    if source is None:
        return None
    sent = token.sent
    own = set(range(token.i, it.i + 1))
    return Candidate(
        rule="according",
        cue=(token.i, verb.i, it.i),
        content=trim(ann, whole_quotes(ann, set(range(sent.start, sent.end)) - own)),
        act="speech",
        kind="asserted",
        head=token.i,
        source=source,
    )


def _as_said(ann: Annotation, token: Token) -> Candidate | None:
    """The sentence around "as X said on Monday", whose verb has no words of its own."""
    verb = token.head
    if token.dep_ not in ("mark", "advmod") or verb.i < token.i or verb.dep_ != "advcl":
        return None
    entry = verb_entry(verb, ann.knowledge)
    subject = next((c for c in verb.lefts if c.dep_ == "nsubj"), None)
    if entry is None or entry.act != "speech" or not entry.takes("that"):
        return None
    objects = ("ccomp", "xcomp", "oprd") + (() if entry.takes("addr") else ("dobj",))
    own = any(c.dep_ in objects for c in verb.children)
    above, last = verb.head, verb.right_edge.i
    finite = verb.tag_ in ("VBD", "VBZ", "VBP", "VBN") and above.pos_ in ("VERB", "AUX")
    if subject is None or own or not finite or token.i + 1 < subject.left_edge.i:
        return None
    sent = token.sent
    while last + 1 < sent.end and ann.doc[last + 1].ent_type_ in ("DATE", "TIME"):
        last += 1
    before = token.i == sent.start and last + 1 < sent.end and ann.doc[last + 1].text == ","
    behind = (
        token.i > sent.start + 1
        and ann.doc[token.i - 1].text == ","
        and all(t.is_punct for t in ann.doc[last + 1 : sent.end])
    )
    if not (before or behind) or last < verb.i:
        return None
    content = set(range(last + 2, sent.end) if before else range(sent.start, token.i - 1))
    return Candidate(
        rule="according",
        cue=(token.i, verb.i),
        content=trim(ann, whole_quotes(ann, content)),
        act="speech",
        kind=entry.kind,
        head=verb.i,
        source=noun_phrase(subject, before=verb.i),
    )


def _puts(verb: Token, it: Token, wording: frozenset[str]) -> bool:
    """Whether two words are "put it" or the like."""
    return verb.lemma_ in wording and it.lower_ == "it"


def _in_words(ann: Annotation, token: Token) -> Candidate | None:
    """A sentence behind "in the words of X", "in X's words" or "to quote X"."""
    doc = ann.doc
    if not begins(ann, token.i, token.sent.start) or token.i + 3 >= len(doc):
        return None
    if token.lower_ == "to":
        quoting = doc[token.i + 1]
        if quoting.lemma_ not in ann.knowledge.words("verbs_of_quoting"):
            return None
        source = fronted_source(ann, token.i, quoting.i + 1)
        return _framed(ann, token, (token.i, quoting.i), source) if source is not None else None
    noun = next((c for c in token.children if c.dep_ == "pobj"), None)
    if noun is None or noun.lemma_ not in ann.knowledge.words("nouns_of_wording"):
        return None
    after = doc[noun.i + 1]
    if after.lower_ == "of":
        source = fronted_source(ann, token.i, after.i + 1)
        return _framed(ann, token, (token.i, noun.i), source) if source is not None else None
    source = possessor(noun, ann.knowledge)
    return _framed(ann, token, (token.i, noun.i), source, noun.i + 1) if source else None


def _by_report(ann: Annotation, token: Token) -> Candidate | None:
    """The sentence of "per X", "by X's account", "by all accounts"."""
    obj = next((c for c in token.children if c.dep_ == "pobj"), None)
    if obj is None:
        return None
    if token.lower_ == "by":
        if token.dep_ == "agent" or obj.lemma_ not in ann.knowledge.words("nouns_of_accounts"):
            return None
        source = possessor(obj, ann.knowledge)
        if source is None and obj.tag_ != "NNS":
            return None
        source = source or noun_phrase(obj)
        return _framed(ann, token, (token.i, obj.i), source, obj.i + 1)
    if not _speaks(obj, ann.knowledge):
        return None
    source = fronted_source(ann, token.i, token.i + 1) or noun_phrase(obj, after=token.i)
    return _framed(ann, token, (token.i,), source)


def _speaks(noun: Token, knowledge: Knowledge) -> bool:
    """Whether "per" goes with a source, and not with a measure ("per day")."""
    determined = noun.tag_ == "NNS" or any(c.dep_ in ("det", "poss") for c in noun.children)
    if noun.ent_type_ in _NAMED and noun.pos_ == "PROPN":
        return True
    lemma = noun.lemma_.lower()
    words = knowledge.words("reporting-texts") | knowledge.words("reporting-utterances")
    words |= knowledge.words("reporting-documents") | knowledge.words("nouns_of_accounts")
    return determined and lemma in words


_READERS = {
    "frames_of_according": _according,
    "frames_of_wording": _as_put,
    "frames_of_words": _in_words,
    "frames_of_accounts": _by_report,
}
