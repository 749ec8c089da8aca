"""A digest: what articles since a day tell that none before it did."""

from collections import Counter
from collections.abc import Iterable, Iterator

from kg.graph import days, lookup, store
from kg.graph.answers import FactView, StatementView, figures
from kg.graph.directory import STORE
from kg.graph.explain import views
from kg.graph.lookup import Chosen, Lookup
from kg.graph.opened import Graph
from kg.knowledge.catalogue import Catalogue
from kg.model import WORD_ROLES
from kg.report.content import (
    Line,
    Part,
    Report,
    Section,
    addresses,
    is_post,
    kind,
    lines,
    said,
    wording,
)
from kg.report.disputes import parts

# Lines of a section, names and speakers, and statements of one, that a digest shows.
_MOST, _FOREMOST, _OF_EACH = 25, 10, 4


def since(graph: Graph, day: str) -> Report:
    """What is new since a day: an ISO day, which is among those that count."""
    with lookup.opened(graph.directory / STORE) as index:
        new, old, undated = _articles(index, day)
        facts = list(_views(index, new, graph))
        before = {_told(view) for view in _views(index, old, graph)}
        fresh = [view for view in facts if _told(view) not in before]
        disputes = tuple(parts(fresh, store.opened(graph.directory / STORE), index, graph))
        told = [view for part in disputes for line in part.lines for view in line.facts]
        notes = [
            f"{figures(article=len(new), fact=len(facts))}; {len(fresh):,} told by none before.",
            *_foremost(fresh),
        ]
        if undated:
            notes.append(f"Left out: {figures(article=undated)} of which no day is known.")
        sections = tuple(_sections(fresh, disputes, graph.catalogue))
        return Report(f"New since {day}", tuple(notes), sections, addresses(index, (*fresh, *told)))


def _articles(index: Lookup, day: str) -> tuple[list[str], list[str], int]:
    """The articles since a day and before it, by id, and how many have none."""
    known = index.corpus((), [id for id, _ in index.first_articles(-1)]).articles
    last = {id: days.last_day(article.published or "") for id, article in known.items()}
    new = [id for id, told in last.items() if told and told >= day]
    old = [id for id, told in last.items() if told and told < day]
    return new, old, len(last) - len(new) - len(old)


def _views(index: Lookup, articles: Iterable[str], graph: Graph) -> Iterator[FactView]:
    """The facts of some articles, an article at a time."""
    for article in articles:
        facts = index.facts(Chosen().also("article = ?", article))
        yield from views(facts, index, graph.names)


def _told(view: FactView) -> tuple[object, ...]:
    """What a fact says, whichever article tells it."""
    ends = tuple(sorted(end for end in view.fillers if end[0] not in WORD_ROLES))
    words = view.text if isinstance(view, StatementView) else view.called
    return (words, view.status, ends, view.date)


def _foremost(facts: Iterable[FactView]) -> Iterator[str]:
    """Whom most articles tell of."""
    found: dict[str, set[str]] = {}
    for view in facts:
        for arg, (_, name) in zip(view.fact.args, view.fillers, strict=True):
            if arg.entity:
                found.setdefault(name, set()).add(view.fact.article)
    ranked = sorted(found, key=lambda name: (-len(found[name]), name))[:_FOREMOST]
    if ranked:
        told = ", ".join(f"{name} ({figures(article=len(found[name]))})" for name in ranked)
        yield f"Most told of: {told}."


def _sections(
    fresh: list[FactView], disputes: tuple[Part, ...], catalogue: Catalogue
) -> Iterator[Section]:
    word = wording(catalogue)
    kinds = {view.fact.id: kind(view, catalogue) for view in fresh}
    sure = [view for view in fresh if view.status == "asserted"]
    events = [v for v in fresh if kinds[v.fact.id] == "event" and v.relation != "Action"]
    spoken = [view for view in fresh if isinstance(view, StatementView)]
    happened = lines((view for view in events if view.status == "asserted"), word)
    posts = lines((view for view in sure if is_post(view, catalogue)), word)
    unsure = lines((view for view in events if view.status != "asserted"), word)
    yield _most_told("What happened", happened)
    yield _most_told("Posts", posts)
    yield _most_told("Claimed, planned, possible or denied", unsure)
    yield Section("Who said what", tuple(_speakers(spoken)))
    yield Section("Contradictions and changes of position", disputes)


def _most_told(title: str, found: list[Line]) -> Section:
    """The lines that most articles tell, the latest first."""
    latest = sorted(found, key=lambda line: line.told[-1:], reverse=True)
    ranked = sorted(latest, key=lambda line: -len({view.fact.article for view in line.facts}))
    kept = tuple(ranked[:_MOST])
    return Section(title, (Part("", kept, len(found) - len(kept)),) if kept else ())


def _speakers(spoken: list[StatementView]) -> Iterator[Part]:
    """What those who said most said, the longest statements first."""
    named = [view for view in spoken if view.speaker and view.text and _is_known(view)]
    counts = Counter(view.speaker or "" for view in named)
    for speaker in sorted(counts, key=lambda name: (-counts[name], name))[:_FOREMOST]:
        own = [view for view in named if view.speaker == speaker]
        longest = sorted(own, key=lambda view: (-len(view.text), view.text))[:_OF_EACH]
        told = lines(longest, said)
        yield Part(speaker, tuple(told), len(own) - len(longest))


def _is_known(view: FactView) -> bool:
    """Whether it is known who speaks, not only in which words the text calls them."""
    return any(arg.entity for arg in view.fact.args if arg.role == "speaker")
