"""What Jupyter shows: tables and summaries as HTML; whatever comes from pages is escaped."""

from collections import Counter
from collections.abc import Sequence
from html import escape

from kg.graph.answers import EntityView, FactView, Views, keys
from kg.graph.markup import table
from kg.graph.network import STATUSES, tally

_MOST_NAMES = 12
# The colours of the statuses, as in the view.
COLOURS = {
    "asserted": "#2e7d32", "former": "#757575", "claimed": "#8e24aa", "planned": "#1565c0",
    "possible": "#00838f", "denied": "#c62828",
}  # fmt: skip


def status_word(status: str) -> str:
    """A status in its colour."""
    return f'<span style="color:{COLOURS[status]}">{escape(status)}</span>'


def facts_table(facts: Sequence[FactView]) -> str:
    """Facts or statements: what is said, how it stands, and the sentence with its words marked."""
    rows = (
        (_fillers(fact), _standing(fact), f"{marked(fact)}<br>{_source(fact)}") for fact in facts
    )
    return table(("fact", "status", "sentence"), rows, len(facts))


def entities_table(entities: Sequence[EntityView]) -> str:
    """Entities with their types, other names and how often they are mentioned."""
    rows = (
        (
            escape(entity.name),
            escape(entity.type),
            escape(", ".join(entity.names)),
            str(len(entity.mentions)),
        )
        for entity in entities
    )
    return table(("name", "type", "other names", "mentions"), rows, len(entities))


def summary(name: str, figures: str, views: Views) -> str:
    """A graph at a glance: how many facts of which relation stand how, and about whom most are."""
    counts = tally(views.corpus.facts.values())
    used = [status for status in STATUSES if any(status in row for row in counts.values())]
    rows = [
        [escape(relation), *(str(row.get(status, "")) for status in used)]
        for relation, row in counts.items()
    ]
    facts = Counter(
        key for fact in views.corpus.facts.values() for key in keys(fact, views.corpus.entities)
    )
    ranked = sorted(facts, key=lambda key: (-facts[key], key))[:_MOST_NAMES]
    most = ", ".join(f"{escape(views.profiles[key].label)} ({facts[key]})" for key in ranked)
    return (
        f"<p><b>{escape(name)}</b>: {escape(figures)}</p>"
        f"{table(('relation', *used), rows)}<p>most facts are about: {most}</p>"
    )


def marked(fact: FactView) -> str:
    """The sentence of a fact, the words that fill its roles in bold and its cue in italics."""
    quote = fact.evidence.text
    parts, position = [], 0
    for mark in fact.shown_marks:
        tag = "i" if mark.role == "cue" else "b"
        words = escape(quote[mark.start : mark.end])
        parts += [
            escape(quote[position : mark.start]),
            f'<{tag} title="{escape(mark.role)}">{words}</{tag}>',
        ]
        position = mark.end
    return "".join([*parts, escape(quote[position:])])


def _fillers(fact: FactView) -> str:
    roles = (
        f"{escape(role)}: {escape(', '.join(names))}"
        for role, names in fact.roles.items()
        if role != "content"
    )
    when = [f"when: {escape(fact.when)}"] if fact.when else []
    return "<br>".join([f"<b>{escape(fact.relation)}</b>", *roles, *when])


def _standing(fact: FactView) -> str:
    by = f" by {escape(fact.claimed_by)}" if fact.claimed_by else ""
    return f"{status_word(fact.status)}{by}"


def _source(fact: FactView) -> str:
    parts = (fact.headline, fact.publisher, fact.published)
    return f"<small>{escape(' · '.join(part for part in parts if part))}</small>"
