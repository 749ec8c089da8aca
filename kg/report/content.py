"""What a report is made of: sections of lines, each line with the facts that say so."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from kg.graph import days
from kg.graph.answers import FactView, StatementView, in_a_line, own_words
from kg.graph.lookup import Lookup
from kg.graph.network import Status
from kg.graph.terms import local_name
from kg.knowledge.catalogue import Catalogue
from kg.model import WORD_ROLES


@dataclass(frozen=True, slots=True)
class Line:
    """What is told alike by one or more facts.

    ``day`` is that which the fact itself names, as closely as it does, and ``first`` the first of
    it; ``told`` are those on which articles tell it, the first and the last. ``standing`` is empty
    for what is asserted.
    """

    text: str
    standing: str
    day: str
    first: str
    told: tuple[str, ...]
    facts: tuple[FactView, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """Lines below a heading of their own, or below none; ``more`` are left out."""

    heading: str
    lines: tuple[Line, ...]
    more: int = 0


@dataclass(frozen=True, slots=True)
class Section:
    """A section of a report."""

    title: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """A report; ``notes`` stand below its title, ``addresses`` are those of articles by id."""

    title: str
    notes: tuple[str, ...]
    sections: tuple[Section, ...]
    addresses: Mapping[str, str] = field(default_factory=dict)


# Labels of relations end in one: "member of"; those that do not get an "of": "head of state".
_PREPOSITIONS = (" of", " to", " in", " for")

# Relations that are posts besides those which nouns of posts state; of these some are none.
_POSTS = frozenset({"holdsRole", "headOf", "memberOf", "ambassadorTo"})
_NO_POSTS = frozenset({"partOf", "founderOf"})

Wording = Callable[[FactView], str]


def lines(facts: Iterable[FactView], wording: Wording) -> list[Line]:
    """Lines of facts, those that are told alike together, in the order of their days."""
    alike: dict[tuple[str, str, str], list[FactView]] = {}
    for view in facts:
        key = (wording(view).casefold(), standing(view), own_day(view))
        alike.setdefault(key, []).append(view)
    found = []
    for (_, stands, day), views in alike.items():
        told = _told(views)
        first = _first_day(views[0]) or next(iter(told), "9999")
        found.append(Line(wording(views[0]), stands, day, first, told, tuple(views)))
    return sorted(found, key=lambda line: (line.first, line.text))


def section(title: str, found: Sequence[Line], most: int | None = None) -> Section:
    """A section of lines without headings; of more than ``most`` the first ones."""
    kept = tuple(found if most is None else found[:most])
    return Section(title, (Part("", kept, len(found) - len(kept)),) if kept else ())


def standing(view: FactView) -> str:
    """How a fact stands, in words; empty for what is asserted."""
    if view.claimed_by:
        more = "" if view.modality == "actual" else f", as {view.modality}"
        return f"claimed by {view.claimed_by}{more}"
    words: dict[Status, str] = {"asserted": "", "former": "over"}
    return words.get(view.status, view.status)


def own_day(view: FactView) -> str:
    """The day, month, year or span of a fact that its own words name; empty for most facts."""
    term = [view.fact.details.get(name, "") for name in ("from", "until")]
    if any(term):
        return " ".join(
            f"{name} {day}" for name, day in zip(("from", "to"), term, strict=True) if day
        )
    if view.date:
        return view.date.replace("/", " to ")
    first = _first_day(view)
    bound = view.fact.when.bound if view.fact.when else ""
    return f"{bound} {first}".strip() if first else ""


def _first_day(view: FactView) -> str:
    first, last = days.span(view.fact)
    return first or last or ""


def published(view: FactView) -> str | None:
    """The day of a fact's article, the first of a month or year."""
    return days.first_day(view.published) if view.published else None


def _told(views: Iterable[FactView]) -> tuple[str, ...]:
    found = sorted(filter(None, map(published, views)))
    return tuple(dict.fromkeys((found[0], found[-1]))) if found else ()


def kind(view: FactView, catalogue: Catalogue) -> str:
    """The kind of a fact's relation; what the catalogue does not know of two is binary."""
    relation = catalogue.relations.get(view.relation)
    if relation:
        return relation.kind
    return "binary" if "subject" in view.roles else "event"


def is_post(view: FactView, catalogue: Catalogue) -> bool:
    """Whether a fact tells of a post, or that somebody belongs to a body."""
    relation = catalogue.relations.get(view.relation)
    if relation is None or relation.name in _NO_POSTS:
        return False
    above = {local_name(iri) for iri in relation.parents}
    return bool(relation.posts or {relation.name, *above} & _POSTS)


def addresses(index: Lookup, facts: Iterable[FactView]) -> dict[str, str]:
    """The addresses of the articles of some facts, by the articles' ids, where they are known."""
    wanted = dict.fromkeys(view.fact.article for view in facts)
    articles = index.corpus((), wanted).articles.values()
    return {article.id: article.url for article in articles if article.url}


def said(view: FactView) -> str:
    """A statement in a line: what is done by it, to whom, and what is said."""
    if not isinstance(view, StatementView):
        return view.text
    act = view.speech_act if view.act == "speech" else view.act
    to = f" to {view.addressee}" if view.addressee else ""
    return f"{act}{to}: {view.text}" if view.text else f"{act}{to}"


def wording(catalogue: Catalogue, known: str = "") -> Wording:
    """How facts are worded; a relation of two leaves out the one that is ``known``."""

    def word(view: FactView) -> str:
        if isinstance(view, StatementView):
            return f"{view.speaker or 'somebody'} · {said(view)}"
        relation = catalogue.relations.get(view.relation)
        label = relation.label if relation else view.relation
        words = own_words(view.fact)
        if relation is None or relation.kind != "binary":
            label = words if "verb" in view.fact.details else label
            label = f"not {label}" if view.negated or view.status == "denied" else label
            there = [name for role, name in view.fillers if role == "place"]
            names = [n for r, n in view.fillers if r not in WORD_ROLES and r != "place"]
            place = f" in {', '.join(dict.fromkeys(there))}" if there else ""
            return in_a_line(label, names) + place
        one, other = (", ".join(view.roles.get(role, ())) for role in ("subject", "object"))
        label = f"not {label}" if view.negated or view.status == "denied" else label
        of = "" if label.endswith(_PREPOSITIONS) else " of"
        told = f"{label}{of} {other}" + (f" ({words})" if words else "")
        if not other:
            told = f"{'not ' if label.startswith('not ') else ''}{words or relation.label}"
        return told if one == known else f"{one or '?'}: {told}"

    return word
