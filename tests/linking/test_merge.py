from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.linking.merge import Claim, merge
from kg.linking.nearsame import near_same
from kg.model import Argument, Article, Entity, Extraction, Fact, Mention, Span, When
from tests.known import KNOWLEDGE

WIRE = (
    "Minister Lena Ott opened the new harbour of Varn on Monday and said that twelve ships a day "
    "would call there before the end of the year."
)


def extraction(
    name: str, text: str, *facts: Fact, who: tuple[str, ...] = (), publisher: str | None = None
) -> Extraction:
    """An article; those of ``who`` are named in it, but for "the-minister" and the like."""
    span = Span(0, len(text))
    entities = tuple(Entity(f"{name}/{w}", name, "Person", w, f"person/{w}") for w in who)
    placed = tuple(replace(f, article=name, document=name, evidence=span, args=tuple(
        replace(a, entity=a.entity and f"{name}/{a.entity}") for a in f.args
    ), id=f"{name}-{f.id}") for f in facts)  # fmt: skip
    mentions = tuple(
        Mention(Span(0, 1), "nominal", 0, 0, 0, entity=f"{name}/{w}")
        if w.islower() and "-" in w
        else Mention(Span(0, 1), "name", 0, 0, 0, name=w, entity=f"{name}/{w}")
        for w in who
    )  # fmt: skip
    article = Article(name, name, span, None, (), publisher=publisher)
    return Extraction(article, entities, mentions, placed)


def fact(id: str, relation: str, *args: tuple[str, str | None, str], **more: object) -> Fact:
    made = tuple(Argument(role, (), text, entity) for role, entity, text in args)
    return Fact(id, "", "", relation, made, (), Span(0, 0), "r", 0.8, **more)  # type: ignore[arg-type]


def meeting(*roles: str, id: str = "f", **more: object) -> Fact:
    return fact(id, "Meeting", (roles[0], "ott", "Ott"), (roles[1], "bek", "Bek"), **more)


BOTH = ("ott", "bek")


def claims(*extractions: Extraction, **texts: str) -> list[Claim]:
    return list(merge(extractions, KNOWLEDGE.catalogue, KNOWLEDGE.numbers, texts))


def test_the_same_meeting_told_by_two_papers_is_one_claim_with_two_sources() -> None:
    (claim,) = claims(
        extraction("a", "Ott met Bek.", meeting("participant", "participant"), who=BOTH),
        extraction("b", "Bek was host to Ott.", meeting("agent", "patient"), who=BOTH),
    )
    assert claim.sources == (("a",), ("b",))
    assert claim.confidence == pytest.approx(0.96)
    assert {(a.role, a.entity) for a in claim.args} >= {("agent", "person/ott")}


@pytest.mark.parametrize(
    "other",
    [
        {"polarity": "negative"},
        {"modality": "planned"},
        {"holder": "x"},
        {"details": {"phase": "lift"}},
    ],
)
def test_what_is_denied_planned_or_claimed_is_another_claim(other: dict[str, object]) -> None:
    found = claims(
        extraction("a", "x", meeting("participant", "participant"), who=BOTH),
        extraction("b", "y", meeting("participant", "participant", **other), who=BOTH),
    )
    assert len(found) == 2


def test_meetings_on_different_days_are_different() -> None:
    def on(value: str | None) -> Fact:
        when = When("day", Span(0, 1), value) if value else None
        return meeting("participant", "participant", when=when)

    dated = [extraction(n, n, on(v), who=BOTH) for n, v in (("a", "2021-03-01"), ("b", None))]
    (one,) = claims(*dated)
    assert one.when == "2021-03-01"
    assert len(claims(*dated, extraction("c", "c", on("2021-05-01"), who=BOTH))) == 3


def test_the_same_wire_text_is_one_source() -> None:
    first = extraction("a", WIRE, meeting("agent", "patient"), who=BOTH)
    second = extraction("b", WIRE + " (agency)", meeting("agent", "patient"), who=BOTH)
    (claim,) = claims(first, second, a=WIRE, b=WIRE + " (agency)")
    assert claim.sources == (("a", "b"),)
    assert claim.confidence == pytest.approx(0.8)


def test_words_without_an_entity_mean_something_in_their_article_only() -> None:
    someone = fact("f", "Arrest", ("patient", None, "officials"), ("agent", "ott", "Ott"))
    two = (extraction(name, name, someone, who=("ott",)) for name in "ab")
    assert len(claims(*two)) == 2


@pytest.mark.parametrize(
    "args",
    [
        (),
        (("place", None, "the village"),),
        (("agent", "the-army", "the army"), ("patient", "the-village", "the village")),
    ],
)
def test_what_names_nobody_is_no_claim(args: tuple[tuple[str, str | None, str], ...]) -> None:
    told = fact("f", "Attack", *args)
    who = ("the-army", "the-village")
    assert claims(extraction("a", "a", told, who=who), extraction("b", "b", told, who=who)) == []


@pytest.mark.parametrize(
    ("first", "second", "count"),
    [
        ("Lima Post", "Oslo Times", 2),
        ("Lima Post", "Lima Post", 1),
        ("Lima Post", "LIMA post", 1),
        (None, None, 2),
        ("Lima Post", None, 2),
    ],
)
def test_a_publisher_is_one_source_however_many_articles_it_prints(
    first: str | None, second: str | None, count: int
) -> None:
    told = meeting("participant", "participant")
    (claim,) = claims(
        extraction("a", "Ott met Bek.", told, who=BOTH, publisher=first),
        extraction("b", "Bek was host to Ott.", told, who=BOTH, publisher=second),
    )
    assert len(claim.sources) == count
    assert {article for source in claim.sources for article in source} == {"a", "b"}


def test_articles_of_one_page_are_one_source_where_no_publisher_is_told() -> None:
    told = meeting("participant", "participant")
    both = [
        extraction(name, f"{name} Ott met Bek.", told, who=BOTH) for name in ("first", "second")
    ]
    page = [replace(e, article=replace(e.article, document="page.txt")) for e in both]
    (claim,) = claims(*page)
    assert claim.sources == (("first", "second"),)


def test_what_several_publishers_print_of_an_agency_is_one_source() -> None:
    told = meeting("agent", "patient")
    (claim,) = claims(
        extraction("a", WIRE, told, who=BOTH, publisher="Lima Post"),
        extraction("b", WIRE + " (agency)", told, who=BOTH, publisher="Oslo Times"),
        a=WIRE,
        b=WIRE + " (agency)",
    )
    assert claim.sources == (("a", "b"),)


@pytest.mark.parametrize(
    ("first", "second", "count"),
    [
        ("“The harbour opens on Monday morning”", "the harbour opens on Monday morning", 1),
        (
            "that twelve ships a day would call at the harbour",
            "twelve ships a day would call at the harbour before winter",
            1,
        ),
        ("that twelve ships a day would call", "that the harbour cost too much", 2),
        ("yes", "yes", 1),
        ("yes", "no", 2),
    ],
)
def test_statements_match_by_speaker_and_words(first: str, second: str, count: int) -> None:
    def said(content: str) -> Fact:
        args = ("speaker", "ott", "Ott"), ("content", None, content)
        return fact("s", "Statement", *args, details={"act": "speech"})

    found = claims(
        extraction("a", "a", said(first), who=BOTH), extraction("b", "b", said(second), who=BOTH)
    )
    assert len(found) == count


def test_near_same() -> None:
    assert near_same([WIRE, "Other words entirely.", WIRE.upper(), ""], 6, 0.5, 50) == [0, 1, 0, 3]
    copies = [f"{WIRE} Printed by paper {number}." for number in range(80)]
    assert set(near_same(copies, 6, 0.5, 50)) == {0}


people = st.sampled_from(["ott", "bek", "ilves"])
facts_of_an_article = st.lists(
    st.builds(
        lambda a, b, polarity, day: Fact(
            f"{a}{b}{polarity}{day}", "", "", "Meeting",
            (Argument("agent", (), a, a), Argument("patient", (), b, b)), (), Span(0, 0), "r", 0.5,
            polarity=polarity, when=When("d", Span(0, 1), day) if day else None,
        ),
        people, people, st.sampled_from(["positive", "negative"]),
        st.sampled_from([None, "2020-01-01", "2020-01-02"]),
    ),
    max_size=3,
    unique_by=lambda f: f.id,
)  # fmt: skip


@given(st.lists(facts_of_an_article, max_size=5), st.randoms(use_true_random=False))
def test_merging_ignores_order_and_repetition(articles, random) -> None:
    made = [
        extraction(f"a{i}", f"text {i}", *facts, who=("ott", "bek", "ilves"))
        for i, facts in enumerate(articles)
    ]
    once = merge(made, KNOWLEDGE.catalogue, KNOWLEDGE.numbers)
    shuffled = made + made
    random.shuffle(shuffled)
    assert merge(shuffled, KNOWLEDGE.catalogue, KNOWLEDGE.numbers) == once
    assert sorted(f.id for c in once for f in c.facts) == sorted(
        f.id for e in made for f in e.facts
    )
