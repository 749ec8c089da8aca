"""A report about one person, body, place ...: all that a graph has, each line with its source."""

from collections import Counter
from collections.abc import Iterator

from kg.errors import KgError
from kg.graph import days, lookup, store
from kg.graph.answers import FactView, StatementView, figures
from kg.graph.directory import STORE
from kg.graph.explain import expanded, views
from kg.graph.lookup import Lookup, Thing
from kg.graph.opened import Graph
from kg.graph.terms import ONTOLOGY
from kg.knowledge.catalogue import Catalogue
from kg.report.content import (
    Part,
    Report,
    Section,
    addresses,
    is_post,
    kind,
    lines,
    said,
    section,
    wording,
)
from kg.report.disputes import parts

_CONTACT = ONTOLOGY + "Contact"
_TOGETHER = frozenset({"participant", "agent", "patient"})
_CANDIDATES = 10


def about(graph: Graph, asked: str, since: str | None = None) -> Report:
    """What is told of whatever goes by a name, an id or an IRI, by articles ``since`` a day.

    Raises:
        KgError: Nothing goes by it, or several things do.
    """
    with lookup.opened(graph.directory / STORE) as index:
        thing = _thing(index, asked, graph)
        facts = [
            view
            for view in views(index.told(thing.key), index, graph.names)
            if since is None or is_since(view, since)
        ]
        names = [name for name in index.names(thing.key) if name != thing.label]
        quads = store.opened(graph.directory / STORE)
        disputes = tuple(parts(facts, quads, index, graph))
        told = [view for dispute in disputes for line in dispute.lines for view in line.facts]
        return Report(
            thing.label,
            tuple(_notes(thing, names, facts, since)),
            tuple(_sections(thing, facts, disputes, graph.catalogue)),
            addresses(index, (*facts, *told)),
        )


def is_since(view: FactView, since: str) -> bool:
    """Whether a fact's article is of a day or later; one without a day is not."""
    last = days.last_day(view.published) if view.published else None
    return last is not None and last >= since


def _thing(index: Lookup, asked: str, graph: Graph) -> Thing:
    iri = expanded(asked, graph.names)
    found = index.ranked(index.find(asked, iri), _CANDIDATES + 1)
    if not found:
        raise KgError(f"nothing in {graph.directory} goes by {asked!r}; try a part of the name")
    if len(found) > 1:
        ids = ", ".join(thing.key for thing in found[:_CANDIDATES])
        more = " and others" if len(found) > _CANDIDATES else ""
        raise KgError(f"several things go by {asked!r}; name one of {ids}{more}")
    return found[0]


def _notes(
    thing: Thing, names: list[str], facts: list[FactView], since: str | None
) -> Iterator[str]:
    yield thing.type
    if names:
        yield f"Also called {', '.join(names)}."
    articles = {view.fact.article for view in facts}
    dated = sorted(filter(None, (view.published for view in facts)))
    span = f", {dated[0]} to {dated[-1]}" if dated else ""
    yield f"{figures(fact=len(facts), article=len(articles))}{span}."
    if since:
        yield f"Only what articles tell since {since}."


def _sections(
    thing: Thing, facts: list[FactView], disputes: tuple[Part, ...], catalogue: Catalogue
) -> Iterator[Section]:
    word = wording(catalogue, thing.label)
    ties = [view for view in facts if kind(view, catalogue) == "binary"]
    posts = [view for view in ties if is_post(view, catalogue)]
    others = [view for view in ties if view not in posts]
    events = [view for view in facts if kind(view, catalogue) == "event"]
    met = [view for view in events if _CONTACT in catalogue.above.get(ONTOLOGY + view.relation, ())]
    spoken = [view for view in facts if isinstance(view, StatementView)]
    own = [view for view in spoken if thing.label in view.roles.get("speaker", ())]
    yield section("Who or what", lines(others, word))
    yield section("Posts", lines(posts, word))
    yield section("Meetings", lines(met, word))
    yield Section("Statements, by topic", tuple(_by_topic(own, thing.label)))
    yield section("What others said", lines((v for v in spoken if v not in own), word))
    yield Section("Contradictions and changes of position", disputes)
    yield section("Timeline", lines((v for v in events if v not in met), word))


def _by_topic(own: list[StatementView], name: str) -> Iterator[Part]:
    """Statements below what they are about, each once: below the topic that most are about."""
    counts = Counter(topic for view in own for topic in {*view.about} - {name})
    found: dict[str, list[StatementView]] = {}
    for view in own:
        topics = sorted({*view.about} - {name}, key=lambda topic: (-counts[topic], topic))
        found.setdefault(topics[0] if topics else "", []).append(view)
    for topic in sorted(found, key=lambda topic: (not topic, -len(found[topic]), topic)):
        yield Part(topic or "Other", tuple(lines(found[topic], said)))
