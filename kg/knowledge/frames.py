"""The frame language: how the words of a clause fill the roles of a relation.

A frame has a short name, unique within its relation (a fact that it reads says ``Meeting.meet``),
examples of its own, and a pattern of one line: a head, then slots, then details after a semicolon::

    acquire|buy subj=agent obj:Organization=patient! for=price in|at=place
    meeting.n with|between|of|poss=participant in|at:Place=place on=topic
    sign subj=participant obj~@agreements=topic!
    lift subj=agent obj~sanction|embargo! on|against=patient; phase=lift

*Head*: lemmas separated by ``|`` (a particle by ``_``: ``break_off``), then ``.n`` for an event
noun, ``.a`` for an adjective or noun after a copula; without either it is a verb.

*Slot*: the labels of `clauses.Slot` separated by ``|`` (``subj``, ``obj``, ``iobj``, ``attr``,
``ccomp``, ``xcomp``, ``poss``, ``compound``, ``appos``, or a preposition; ``_`` is a space;
``obj>of``, ``subj>compound``: a modifier of that slot's noun; ``self``: the noun of the head;
``text``: any word of the article, which tells what it is about), then any of these, in this order:

* ``:Type|Type`` the filler must be of one of these entity classes (a name of ``kg.ttl``); without
  it the ranges of the role decide. A filler whose type is not known satisfies ranges, not this.
* ``~word|word`` the lemma of the filler's head must be one of these, ``^word|word`` must be none
  of these; ``@name`` stands for the entries of ``ontology/lexicon/name.txt``.
* ``=role`` the role it fills, or several with commas between. Without a role the slot only
  constrains, and is required.
* ``!`` the frame does not apply unless the slot is filled.

A slot that begins with ``-`` must have no filler that satisfies it. A passive's ``by`` phrase is
its ``subj``: frames are written in the active voice only.

*Details* are further fields of the record, ``name=value`` separated by blanks; ``modality`` is
that of what the clause states as a fact ("pledged aid" tells of planned aid), with
``opposite=true`` the clause denies it ("survived" tells of no death).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

from kg.knowledge.lexicon import Lexicon
from kg.model import Modality

HeadKind = Literal["verb", "noun", "copula"]

_NAME = re.compile(r"[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*")
_MARKUP = re.compile(r"\[(?P<role>\w+) (?P<words>[^\]]+)\]")
_HEAD_KINDS: dict[str, HeadKind] = {"": "verb", "n": "noun", "a": "copula"}
_HEAD = re.compile(r"(?P<lemmas>[^\s.]+)(?:\.(?P<kind>[na]))?")
_WORDS = r"[\w'’.@&%-]+(?:\|[\w'’.@&%-]+)*"
_SLOT = re.compile(
    rf"(?P<absent>-?)(?P<labels>[\w>]+(?:\|[\w>]+)*)(?::(?P<types>\w+(?:\|\w+)*))?"
    rf"(?:~(?P<words>{_WORDS}))?(?:\^(?P<others>{_WORDS}))?(?:=(?P<role>\w+(?:,\w+)*))?(?P<required>!?)"
)
_DETAIL = re.compile(r"(?P<name>\w+)=(?P<value>[\w-]+)")


@dataclass(frozen=True, slots=True)
class FrameSlot:
    """What a frame asks of the fillers of some labels, and the roles they fill.

    ``types`` are names of entity classes, empty for the ranges of the first role; ``words`` the
    lemmas allowed (None for all) and ``others`` those excluded.
    """

    labels: tuple[str, ...]
    roles: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    words: frozenset[str] | None = None
    others: frozenset[str] = frozenset()
    required: bool = False
    absent: bool = False


@dataclass(frozen=True, slots=True)
class Example:
    """An example sentence; ``roles`` are the marked pairs of role and words."""

    text: str
    roles: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Frame:
    """One way of stating a relation: its name, its pattern as written in the Turtle, and that read.

    Without the frame its ``examples`` would not be read as they are marked, or its
    ``counterexamples`` would be asserted.
    """

    name: str
    pattern: str
    kind: HeadKind
    lemmas: tuple[str, ...]
    slots: tuple[FrameSlot, ...]
    details: Mapping[str, str] = field(default_factory=dict)
    modality: Modality = "actual"
    examples: tuple[Example, ...] = ()
    counterexamples: tuple[str, ...] = ()

    @property
    def roles(self) -> tuple[str, ...]:
        """The roles that its slots fill."""
        return tuple(dict.fromkeys(role for slot in self.slots for role in slot.roles))

    @property
    def specificity(self) -> int:
        """How much it asks of the clause: of two frames that fit, the more specific is meant."""
        return sum(
            (3 if slot.words is not None else 1) + bool(slot.types)
            for slot in self.slots
            if slot.required
        )


def parse_frame(name: str, pattern: str, lexicon: Lexicon) -> Frame:
    """The frame of a pattern; raises ValueError saying which part is malformed."""
    if not _NAME.fullmatch(name):
        raise ValueError(f"a name has letters, digits and hyphens, {name!r} has not")
    body, _, details = pattern.partition(";")
    head, *slots = body.split() or [""]
    match = _HEAD.fullmatch(head)
    if not match:
        raise ValueError(f"{head!r} is no head")
    pairs = [_DETAIL.fullmatch(item) for item in details.split()]
    if None in pairs:
        raise ValueError("a detail is written name=value")
    values = {pair["name"]: pair["value"] for pair in pairs if pair}
    modality = _modality(values.pop("modality", "actual"))
    return Frame(
        name=name,
        pattern=pattern,
        kind=_HEAD_KINDS[match["kind"] or ""],
        lemmas=tuple(lemma.replace("_", " ") for lemma in _expand(match["lemmas"], lexicon)),
        slots=tuple(_slot(slot, lexicon) for slot in slots),
        details=values,
        modality=modality,
    )


def _modality(text: str) -> Modality:
    known: tuple[Modality, ...] = get_args(Modality)
    for modality in known:
        if text == modality:
            return modality
    raise ValueError(f"{text!r} is no modality; it is one of {', '.join(known)}")


def parse_example(text: str) -> Example:
    """The example without its markup, and what is marked."""
    marked = tuple((match["role"], match["words"]) for match in _MARKUP.finditer(text))
    return Example(_MARKUP.sub(lambda match: match["words"], text), marked)


def _slot(text: str, lexicon: Lexicon) -> FrameSlot:
    match = _SLOT.fullmatch(text)
    if not match:
        raise ValueError(f"{text!r} is no slot")
    absent = bool(match["absent"])
    return FrameSlot(
        labels=tuple(label.replace("_", " ") for label in match["labels"].split("|")),
        roles=tuple(match["role"].split(",")) if match["role"] else (),
        types=tuple(match["types"].split("|")) if match["types"] else (),
        words=frozenset(_expand(match["words"], lexicon)) if match["words"] else None,
        others=frozenset(_expand(match["others"], lexicon)) if match["others"] else frozenset(),
        required=not absent and (bool(match["required"]) or match["role"] is None),
        absent=absent,
    )


def _expand(words: str, lexicon: Lexicon) -> list[str]:
    """The words of an alternative, lists named by ``@`` replaced by their entries."""
    found: list[str] = []
    for word in words.split("|"):
        if not word.startswith("@"):
            found.append(word)
            continue
        try:
            found += sorted(lexicon.words(word[1:]))
        except KeyError:
            raise ValueError(f"no word list {word[1:]!r}") from None
    return found
