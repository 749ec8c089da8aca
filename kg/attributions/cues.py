"""Reporting expressions: the lexicon of cues, and the whole phrase around a cue's head."""

from dataclasses import dataclass, field
from typing import cast

from kg.knowledge.derived import derived
from kg.knowledge.knowledge import Knowledge
from kg.knowledge.lexicon import Lexicon
from kg.model import Act, Modality, Polarity
from kg.syntax.tokens import Token

_ACTS: dict[str, Act] = {
    "speech": "speech", "thought": "thought", "intention": "intention", "evidence": "evidence",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """How a word reports: the act, its kind, and the complements that may be its content.

    ``after`` are the prepositions whose object is the content ("talk about"), ``beyond`` those
    of phrases that follow a content object and belong to it ("accuse somebody of").
    """

    act: Act
    kind: str
    frames: frozenset[str]
    after: frozenset[str] = frozenset()
    beyond: frozenset[str] = frozenset()

    def takes(self, *frames: str) -> bool:
        """Whether any of the frames is among the entry's."""
        return any(frame in self.frames for frame in frames)


def _entry(fields: tuple[str, ...]) -> Entry:
    act, kind, frames = fields
    names = frames.split()
    return Entry(
        _ACTS[act],
        kind,
        frozenset(name for name in names if ":" not in name),
        frozenset(name[2:] for name in names if name.startswith("p:")),
        frozenset(name[2:] for name in names if name.startswith("x:")),
    )


@derived
def entries(part: str, lexicon: Lexicon) -> dict[str, Entry]:
    """The reporting ``verbs``, ``nouns`` or ``adjectives`` by lemma."""
    return {word: _entry(fields) for word, fields in lexicon.table(f"reporting-{part}").items()}


def particle(verb: Token) -> Token | None:
    """The particle of a phrasal verb ("point out")."""
    return next((child for child in verb.children if child.dep_ == "prt"), None)


def verb_entry(token: Token, knowledge: Knowledge) -> Entry | None:
    """The entry of a reporting verb, its particle taken into account."""
    if token.pos_ not in ("VERB", "AUX") and token.tag_[:2] != "VB":
        return None
    lemma = token.lemma_.lower()
    part = particle(token)
    if part is not None:
        found = entries("verbs", knowledge.lexicon).get(f"{lemma} {part.lower_}")
        if found is not None or part.i == token.i + 1:
            return found  # "knocked out", "wrote off": another verb than the plain one
    return entries("verbs", knowledge.lexicon).get(lemma)


def noun_entry(token: Token, knowledge: Knowledge) -> Entry | None:
    """The entry of a reporting noun."""
    return (
        entries("nouns", knowledge.lexicon).get(token.lemma_.lower())
        if token.pos_ == "NOUN"
        else None
    )


def adjective_entry(token: Token, knowledge: Knowledge) -> Entry | None:
    """The entry of a reporting adjective or participle used as one."""
    if token.pos_ == "ADJ" or token.tag_ in ("VBN", "VBD"):
        return entries("adjectives", knowledge.lexicon).get(token.lower_)
    return None


@dataclass(frozen=True, slots=True)
class Phrase:
    """The whole reporting expression of a verb: its tokens, and what its auxiliaries say."""

    tokens: tuple[int, ...]
    polarity: Polarity = "positive"
    modality: Modality = "actual"
    refused: bool = False
    heads: tuple[int, ...] = field(default=())


def verb_phrase(verb: Token, knowledge: Knowledge) -> Phrase:
    """The cue phrase of a verb with auxiliaries, negation, particle and raising verbs above it."""
    control = knowledge.table("reporting-control-verbs")
    chain = [verb]
    while len(chain) < knowledge.whole("attributions.verbs_in_a_chain"):
        top = chain[-1]
        above = top.head
        if top.dep_ != "xcomp" or above.i >= top.i or above.pos_ not in ("VERB", "AUX", "ADJ"):
            break
        if above.lemma_ not in control:
            break
        chain.append(above)
    modals, negations = _modals(knowledge), knowledge.words("negations")
    tokens: set[int] = set()
    polarity: Polarity = "positive"
    modality: Modality = "actual"
    refused = False
    for part in chain:
        tokens.add(part.i)
        if part.lemma_ in knowledge.words("refusing_verbs"):
            polarity, refused = "negative", True
        for child in part.children:
            if child.dep_ in ("aux", "auxpass", "neg", "prt"):
                tokens.add(child.i)
                if child.dep_ == "neg" or child.lower_ in negations:
                    polarity = "negative"
                if child.dep_ == "aux" and child.lower_ in modals:
                    modality = modals[child.lower_]
        if part != verb and control[part.lemma_][0] in _GIVEN:
            modality = _GIVEN[control[part.lemma_][0]]
    low, high = min(tokens), max(tokens)
    for token in verb.doc[low:high]:
        if token.dep_ == "advmod" and token.head in chain:
            tokens.add(token.i)
    return Phrase(
        tuple(sorted(tokens)), polarity, modality, refused, tuple(part.i for part in chain)
    )


@derived
def _modals(knowledge: Knowledge) -> dict[str, Modality]:
    """What an auxiliary makes of the act of speech: "will say", "may say"."""
    rows = knowledge.table("reporting-modals").items()
    return {word: cast(Modality, row[0]) for word, row in rows}


_GIVEN: dict[str, Modality] = {"planned": "planned", "expected": "expected"}
