"""What Jupyter shows: tables and summaries as HTML; whatever comes from pages is escaped."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape

from kg.graph.answers import EntityView, FactView, Passage, Views, keys
from kg.graph.markup import table
from kg.graph.network import STATUSES, tally
from kg.model import Article

# Relations and names in a summary, the most frequent ones.
_MOST = 12
# The colours of the view: of statuses, and of entities by their type.
COLOURS = {
    "asserted": "#2f7d4f", "former": "#7d8792", "claimed": "#7a4fa3", "planned": "#2d6fb3",
    "possible": "#1f8a94", "denied": "#b8352c",
}  # fmt: skip
_TYPES = {
    "Person": "#2f6db5", "Organization": "#d9822b", "Place": "#3b9457", "Group": "#8a63b8",
    "Agreement": "#c2406b", "Law": "#a8577e", "Document": "#8d7355", "Event": "#1e8f8a",
    "Product": "#6b7c93", "Work": "#9b8426",
}  # fmt: skip
_OTHER = "#7f8a97"
# Marked words keep the colour of the text, dark or light, on a wash of the type's.
_WASH = "40"


def type_colour(kind: str) -> str:
    """The colour of a type of entities."""
    return _TYPES.get(kind, _OTHER)


def status_word(status: str) -> str:
    """A status in its colour."""
    return f'<span style="color:{COLOURS[status]}">{escape(status)}</span>'


@dataclass(frozen=True, repr=False)
class Frame:
    """A page that Jupyter shows in a frame, apart from the notebook; ``height`` is in pixels."""

    page: str
    height: int

    def __repr__(self) -> str:
        return f"<Frame: a page of {len(self.page):,} characters>"

    def _repr_html_(self) -> str:
        # Without "allow-same-origin": the page's scripts reach nothing of the notebook.
        return (
            f'<iframe srcdoc="{escape(self.page)}" sandbox="allow-scripts allow-downloads '
            f'allow-popups" width="100%" height="{self.height}" style="border:0"></iframe>'
        )


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
        for relation, row in [*counts.items()][:_MOST]
    ]
    others = [*counts.values()][_MOST:]
    if others:
        sums = (sum(row.get(status, 0) for row in others) for status in used)
        rows.append([f"{len(others)} others", *(str(count or "") for count in sums)])
    facts = Counter(
        key for fact in views.corpus.facts.values() for key in keys(fact, views.corpus.entities)
    )
    ranked = sorted(facts, key=lambda key: (-facts[key], key))[:_MOST]
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
    parts = (f"{escape(role)}: {escape(names)}" for role, names in _parts(fact))
    return "<br>".join([_relation(fact), *parts])


def _relation(fact: FactView) -> str:
    act = fact.fact.details.get("speech_act", "asserted")
    return f"<b>{escape(fact.called)}</b>{'' if act == 'asserted' else f' ({escape(act)})'}"


def _parts(fact: FactView) -> Iterator[tuple[str, str]]:
    """Who has which role, and when it is; what a statement says stands in the sentence."""
    for role, names in fact.roles.items():
        if role != "content":
            yield role, ", ".join(names)
    if fact.when:
        yield "when", f"{fact.when} = {fact.date}" if fact.date else fact.when


def _standing(fact: FactView) -> str:
    by = f" by {escape(fact.claimed_by)}" if fact.claimed_by else ""
    return f"{status_word(fact.status)}{by}"


def _source(fact: FactView) -> str:
    parts = (fact.headline, fact.publisher, fact.published)
    return f"<small>{escape(' · '.join(part for part in parts if part))}</small>"


def article(
    read: Article,
    source: str,
    entities: Iterable[EntityView],
    sentences: Iterable[tuple[Passage, Sequence[FactView]]],
) -> str:
    """An article's text with its entities marked by type, and below what each sentence says."""
    meant = {
        (mention.start, mention.end): entity for entity in entities for mention in entity.mentions
    }
    # Of mentions within one another the outer one begins first and is shown.
    places = sorted(meant, key=lambda place: (place[0], -place[1]))
    blocks = []
    for block in read.blocks:
        parts, position = [], block.span.start
        for start, end in places:
            if position <= start and end <= block.span.end:
                words = _entity(source[start:end], meant[start, end])
                parts += [escape(source[position:start]), words]
                position = end
        text = f"{''.join(parts)}{escape(source[position : block.span.end])}"
        tag = "h4" if block.span == read.title else "p"
        blocks.append(f"<{tag}>{text}</{tag}>")
    about = escape(" · ".join(filter(None, (read.publisher, read.published))))
    rows = [
        (escape(passage.text), "<br>".join(dict.fromkeys(map(_line, facts))))
        for passage, facts in sentences
    ]
    told = table(("sentence", "what it says"), rows, len(rows)) if rows else "<p>no facts</p>"
    return f"<p><small>{about}</small></p>{''.join(blocks)}{told}"


def _entity(words: str, entity: EntityView) -> str:
    style = f"background:{type_colour(entity.type)}{_WASH};color:inherit;border-radius:3px"
    title = escape(f"{entity.name}: {entity.type}")
    return f'<mark style="{style}" title="{title}">{escape(words)}</mark>'


def _line(fact: FactView) -> str:
    """A fact in one line."""
    parts = (f"{escape(role)} {escape(names)}" for role, names in _parts(fact))
    return f"{_relation(fact)} {_standing(fact)}: {'; '.join(parts)}"
