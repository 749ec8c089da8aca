"""Tags whose verb says nothing of speech, and sentences that say behind a quotation whose it was.

"..." came the answer from Ann Lee. "..." was her verdict. "..." That was the message of Ann Lee to
the board. "..." So he told his son.
"""

from kg.attributions.cues import Entry, noun_entry, verb_entry
from kg.attributions.sources import Source, noun_phrase, possessor, source_of
from kg.attributions.tags import ENDS, Quoted, Tag, ends_sentence
from kg.knowledge.knowledge import Knowledge
from kg.syntax.annotate import Annotation
from kg.syntax.tokens import Token

_SAYING = Entry("speech", "asserted", frozenset(["quote"]))


def answer(ann: Annotation, quoted: Quoted, gap_end: int) -> Tag | None:
    """The tag by a noun for words: ""...," came the reply from Ann", ""..." was her verdict"."""
    at = quoted.last
    while at < gap_end and ann.doc[at].is_punct and ann.doc[at].text not in ENDS:
        at += 1
    if at >= gap_end or ann.doc[at].lemma_ not in ann.knowledge.words("verbs_of_answers"):
        return None
    verb = ann.doc[at]
    source = _giver(ann, verb, range(at + 1, _end(ann, at, gap_end)))
    return Tag(verb, _SAYING, source, True) if source is not None else None


def echo(ann: Annotation, quoted: Quoted, gap_end: int) -> Tag | None:
    """The sentence behind a quotation that says whose words it was: "So she told her son."."""
    if quoted.last + 2 >= gap_end or not ends_sentence(ann, quoted):
        return None
    first = ann.doc[quoted.last]
    if first.lower_ not in ann.knowledge.words("words_pointing_back"):
        return None
    end = _end(ann, first.i, gap_end)
    if end - first.i > ann.knowledge.whole("attributions.echo"):
        return None
    words = range(first.i + 1, end)
    if first.lower_ in ann.knowledge.words("words_of_manner"):
        return _so(ann, words)
    copula = ann.doc[first.i + 1]
    if copula.lemma_ != "be":
        return None
    source = _giver(ann, copula, words)
    if source is not None:
        return Tag(copula, _SAYING, source, True)
    how = next(
        (i for i in words if ann.doc[i].lower_ in ann.knowledge.words("question_words_of_wording")),
        None,
    )
    return _so(ann, range(how + 1, end)) if how is not None else None


def _so(ann: Annotation, words: range) -> Tag | None:
    """Who says, told or put it among words."""
    for i in words:
        verb = ann.doc[i]
        entry = verb_entry(verb, ann.knowledge)
        spoken = entry is not None and entry.takes("quote") and entry.act == "speech"
        if not spoken and verb.lemma_ not in ann.knowledge.words("verbs_of_wording"):
            continue
        source = source_of(verb, ann.knowledge)
        if source is not None and source.head in words:
            return Tag(verb, entry if spoken and entry else _SAYING, source, True)
    return None


def _end(ann: Annotation, first: int, gap_end: int) -> int:
    return next((i for i in range(first, gap_end) if ann.doc[i].text in ENDS), gap_end)


def _giver(ann: Annotation, verb: Token, words: range) -> Source | None:
    """Whose the words were by a noun for them: "the answer from Ann", "her message"."""
    for i in words:
        noun = ann.doc[i]
        if not _for_words(noun, ann.knowledge):
            if noun != verb and noun.pos_ in ("VERB", "AUX"):
                return None
            continue
        source = possessor(noun, ann.knowledge)
        if source is not None:
            return source
        for part in ann.doc[i + 1 : words.stop]:
            given = part.dep_ == "pobj" and part.head.lower_ in ann.knowledge.words(
                "prepositions_of_givers"
            )
            if given and part.head.head in (noun, verb):
                return noun_phrase(part)
        return None
    return None


def _for_words(noun: Token, knowledge: Knowledge) -> bool:
    entry = noun_entry(noun, knowledge)
    if entry is not None and entry.act in ("speech", "thought"):
        return True
    return noun.pos_ == "NOUN" and noun.lemma_.lower() in knowledge.words("nouns_of_words")
