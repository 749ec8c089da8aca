"""Corpora of every shape, for what must hold of the page's data whatever was read."""

from hypothesis import strategies as st

from kg.model import Argument, Article, Entity, Extraction, Fact, Mention, Span, When
from kg.records import Corpus

TYPES = ["Person", "Organization", "Place", "Group", "Thing"]
RELATIONS = ["Meeting", "Statement", "headOf", "holdsRole", "Action", "somethingElse"]
ROLES = ["participant", "subject", "object", "speaker", "about", "content", "place"]
# Also what needs care: markup, signs that are not seen or turn the direction, beyond 16 bits.
LETTERS = st.sampled_from('ab </script>\u202e\u200b\n"\u2028é北😀ﷺ')
WORDS = st.text(LETTERS, min_size=1, max_size=12)
DATES = st.sampled_from([None, "2019", "2019-04", "2019-04-05", "2010/2014"])


@st.composite
def corpora(draw: st.DrawFn) -> Corpus:
    """A corpus of up to two articles."""
    count = draw(st.integers(1, 8))
    canonical = [f"thing/{number}" for number in range(count)]
    extractions, quotes, headlines = [], {}, {}
    for number in range(draw(st.integers(1, 2))):
        name = f"article-{number}"
        article = Article(
            name,
            f"page-{number}.txt",
            Span(0, 200),
            None,
            (),
            draw(DATES.filter(lambda day: not day or "/" not in day)),
            draw(st.none() | WORDS),
        )
        entities = [
            Entity(f"{name}/{key}", name, draw(st.sampled_from(TYPES)), draw(WORDS), key)
            for key in canonical
        ]
        mentions = [
            Mention(
                Span(0, 1),
                draw(st.sampled_from(["name", "nominal"])),
                0,
                0,
                0,
                name="x",
                entity=entity.id,
            )
            for entity in entities
        ]
        facts: list[Fact] = []
        for _ in range(draw(st.integers(0, 6))):
            fact = draw(_facts(article, entities, facts))
            quotes[fact.id] = draw(st.text(LETTERS, min_size=30, max_size=30))
            facts.append(fact)
        extractions.append(Extraction(article, tuple(entities), tuple(mentions), tuple(facts)))
        headlines[name] = draw(WORDS)
    return Corpus(tuple(extractions), quotes, headlines)


@st.composite
def _facts(draw: st.DrawFn, article: Article, entities: list[Entity], told: list[Fact]) -> Fact:
    spans = st.tuples(st.integers(50, 79), st.integers(1, 10)).map(
        lambda pair: Span(pair[0], min(pair[0] + pair[1], 80))
    )
    ids = st.none() | st.sampled_from([entity.id for entity in entities])
    args = draw(
        st.lists(
            st.builds(Argument, st.sampled_from(ROLES), st.tuples(spans), WORDS, ids, st.none()),
            max_size=5,
        )
    )
    relation = draw(st.sampled_from(RELATIONS))
    statements = [fact.id for fact in told if fact.relation == "Statement"]
    return Fact(
        f"{article.id}-f{len(told)}",
        article.id,
        article.document,
        relation,
        tuple(args),
        (draw(spans),),
        Span(50, 80),
        "a.rule",
        draw(st.floats(0, 1)),
        draw(st.sampled_from(["positive", "negative"])),
        draw(st.sampled_from(["actual", "planned", "possible"])),
        draw(st.none() | st.sampled_from(statements)) if statements else None,
        draw(st.none() | st.builds(When, WORDS, spans, DATES)),
        {"verb": "draw"} if relation == "Action" else {},
    )
