"""What is said and denied, told with two days or places; and speakers who change sides."""

from dataclasses import replace

import pytest

from kg.linking.contradictions import changes, contradictions
from kg.linking.merge import Claim
from kg.model import Argument, Extraction, Fact, Span, When
from tests.known import KNOWLEDGE
from tests.linking.test_merge import BOTH, claims, extraction, fact, meeting

KINDS = {"place/lima": "City", "place/oslo": "City", "place/peru": "Country"}


def disputed(*found: Claim) -> set[frozenset[str]]:
    """The ids of the articles of the claims that contradict each other."""
    articles = {claim.id: claim.facts[0].article for claim in found}
    pairs = contradictions(found, KNOWLEDGE.catalogue, KINDS.get)
    return {frozenset(articles[id] for id in pair) for pair in pairs}


def read(**told: Fact) -> list[Claim]:
    who = ("ott", "bek", "the-envoy")
    return claims(*(extraction(name, name, made, who=who) for name, made in told.items()))


def on(day: str | None) -> When | None:
    return When("then", Span(0, 1), day) if day else None


@pytest.mark.parametrize(
    ("roles", "changes", "expected"),
    [
        (("participant", "participant"), {}, True),
        (("agent", "patient"), {}, True),  # nobody meets without being met
        (("participant", "participant"), {"holder": "x"}, True),
        (("participant", "participant"), {"modality": "planned"}, False),
        (("participant", "participant"), {"when": on("2024-05-03")}, True),
        (("participant", "participant"), {"when": on("2024-05-04")}, False),
        (("participant", "participant"), {"when": on("2024")}, True),
    ],
)
def test_what_is_denied_contradicts_what_is_said(roles, changes, expected):
    day = on("2024-05-03") if "when" in changes else None
    found = read(
        a=meeting("participant", "participant", when=day),
        b=meeting(*roles, polarity="negative", **changes),
    )
    assert bool(disputed(*found)) is expected


@pytest.mark.parametrize(
    "ends",
    [
        [("agent", "ott", "Ott")],
        [("agent", "ott", "Ott"), ("patient", None, "nobody")],
    ],
)
def test_where_an_end_is_not_known_nothing_is_contradicted(ends):
    found = read(a=fact("f", "Arrest", *ends), b=fact("f", "Arrest", *ends, polarity="negative"))
    assert disputed(*found) == set()


@pytest.mark.parametrize(
    ("relation", "days", "expected"),
    [
        ("Death", ("2024-05-03", "2024-05-04"), True),
        ("Birth", ("1950", "1951-02"), True),
        ("Death", ("2024-05-03", "2024-05"), False),
        ("Death", ("2024-05-03", None), False),
        ("Arrest", ("2024-05-03", "2024-05-04"), False),
    ],
)
def test_what_happens_once_has_one_day(relation, days, expected):
    patient = ("patient", "ott", "Ott")
    one, two = (fact("f", relation, patient, when=on(day)) for day in days)
    assert bool(disputed(*read(a=one, b=two))) is expected


def placed(relation: str, place: str) -> list[Extraction]:
    told = fact("f", relation, ("patient", "ott", "Ott"), ("place", place, place))
    made = extraction(place, place, told, who=("ott", place))
    where = replace(made.entities[1], type="Place", canonical=f"place/{place}")
    return [replace(made, entities=(made.entities[0], where))]


@pytest.mark.parametrize(
    ("relation", "places", "expected"),
    [
        ("Death", ("lima", "oslo"), True),
        ("Death", ("lima", "peru"), False),  # one lies in the other
        ("Death", ("lima", "callao"), False),  # nobody knows what kind of place that is
        ("Arrest", ("lima", "oslo"), False),
    ],
)
def test_what_happens_once_has_one_place(relation, places, expected):
    found = claims(*(made for place in places for made in placed(relation, place)))
    assert bool(disputed(*found)) is expected


def said(id: str, act: str, *about: str, **more: object) -> Fact:
    args = [("speaker", "ott", "Ott"), *(("about", name, name) for name in about)]
    content = ("content", None, f"words that only {id} has")
    told = {"act": "speech", "speech_act": act}
    return fact(id, "Statement", *args, content, details=told, **more)


@pytest.mark.parametrize(
    ("first", "second", "days", "expected"),
    [
        (said("s", "supported", "bek"), said("s", "criticised", "bek"), (1, 2), [("b-s", "a-s")]),
        (said("s", "rejected", "bek"), said("s", "praised", "bek"), (1, 2), [("b-s", "a-s")]),
        (said("s", "praised", "bek"), said("s", "criticised", "bek"), (2, 1), [("a-s", "b-s")]),
        (said("s", "praised", "bek"), said("s", "supported", "bek"), (1, 2), []),
        (said("s", "praised", "bek"), said("s", "criticised", "bek"), (1, 1), []),
        (said("s", "praised", "bek"), said("s", "criticised", "the-envoy"), (1, 2), []),
        (said("s", "praised", "bek"), said("s", "criticised", "bek", "the-envoy"), (1, 2), []),
        (said("s", "praised", "bek"), said("s", "asserted", "bek"), (1, 2), []),
        (said("s", "praised", "bek"), said("s", "criticised", "bek", holder="x"), (1, 2), []),
    ],
)
def test_a_speaker_changes_sides(first, second, days, expected):
    found = read(a=first, b=second)
    told = {f"{name}-s": f"2024-05-0{day}" for name, day in zip("ab", days, strict=True)}
    assert list(changes(found, KNOWLEDGE.catalogue, told)) == expected


def test_statements_without_a_day_are_left_out():
    found = read(a=said("s", "praised", "bek"), b=said("s", "criticised", "bek"))
    assert changes(found, KNOWLEDGE.catalogue, {"a-s": "2024-05-01"}) == ()


def test_order_does_not_matter():
    one = extraction("a", "a", meeting("participant", "participant"), who=BOTH)
    two = extraction("b", "b", meeting("agent", "patient", polarity="negative"), who=BOTH)
    assert disputed(*claims(one, two)) == disputed(*reversed(claims(two, one))) != set()


def dead(
    count: str, *args, day: str | None = "2024-05-03", relation: str = "Death", **more
) -> Fact:
    return fact("f", relation, ("patient", None, count), *args, when=on(day), **more)


def told_apart(one: Fact, other: Fact, kind: str = "City") -> bool:
    """Whether two articles contradict each other; they know Lima, and what is called a storm."""
    made = []
    for name, told in (("a", one), ("b", other)):
        article = extraction(name, name, told, who=("lima", "storm", "ott", "bek"))
        lima, storm, *rest = article.entities
        known = (replace(lima, canonical="place/lima"), replace(storm, canonical="event/storm"))
        made.append(replace(article, entities=(*known, *rest)))
    found = claims(*made)
    return bool(contradictions(found, KNOWLEDGE.catalogue, {"place/lima": kind}.get))


LIMA, STORM = ("place", "lima", "Lima"), ("agent", "storm", "the storm")
OTT, BEK = ("agent", "ott", "Ott"), ("agent", "bek", "Bek")


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (dead("twelve people", LIMA), dead("15 people", LIMA), True),
        (dead("twelve people", STORM), dead("at least 20", STORM), True),
        (dead("three people", LIMA, relation="Injury"), dead("ten", LIMA, relation="Injury"), True),
        (dead("twelve people", LIMA), dead("at least ten people", LIMA), False),
        (dead("twelve people", LIMA), dead("two soldiers", LIMA), False),
        (dead("twelve people", LIMA), dead("15 others", LIMA), False),
        (dead("twelve people", LIMA), dead("15 people", LIMA, day="2024-05-04"), False),
        (dead("twelve people", LIMA), dead("15 people", LIMA, day=None), False),
        (dead("twelve people", LIMA), dead("15 people", STORM), False),
        (dead("twelve people", LIMA, OTT), dead("15 people", LIMA, BEK), False),
        (dead("twelve people", LIMA), dead("15 people", LIMA, relation="Injury"), False),
        (dead("twelve people", LIMA), dead("15 people", LIMA, relation="Arrest"), False),
        (dead("twelve people", LIMA), dead("15 people", LIMA, modality="possible"), False),
    ],
)
def test_two_figures_of_one_event(one, other, expected):
    assert told_apart(one, other) is expected


def test_a_figure_of_a_whole_country_may_be_of_two_events():
    figures = dead("twelve people", LIMA), dead("15 people", LIMA)
    assert told_apart(*figures)
    assert not told_apart(*figures, kind="Country")


@pytest.mark.parametrize(
    ("holders", "expected"), [(("s1", "s2"), True), (("s1", "s1"), False), ((None, "s2"), False)]
)
def test_in_one_article_only_two_speakers_disagree(holders, expected):
    says = [
        replace(said(id, "asserted"), id=id, args=(Argument("speaker", (), who, who),))
        for id, who in (("s1", "ott"), ("s2", "bek"))
    ]
    counted = [
        replace(dead(count, LIMA), id=count, holder=holder and f"a-{holder}")
        for count, holder in zip(("twelve", "15"), holders, strict=True)
    ]
    article = extraction("a", "a", *says, *counted, who=("lima", "ott", "bek"))
    lima = replace(article.entities[0], canonical="place/lima")
    made = claims(replace(article, entities=(lima, *article.entities[1:])))
    assert bool(contradictions(made, KNOWLEDGE.catalogue, KINDS.get)) is expected


def tried(phase: str, *args, day: str = "2024-05-03") -> Fact:
    patient = ("patient", "ott", "Ott")
    return fact("f", "Trial", patient, *args, when=on(day), details={"phase": phase})


def elected(role: str, day: str = "2024-05-03", topic: str = "the election") -> Fact:
    return fact("f", "Election", (role, "ott", "Ott"), ("topic", None, topic), when=on(day))


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (elected("winner"), elected("loser"), True),
        (elected("winner"), elected("loser", day="2020-05-03"), False),
        (elected("winner"), elected("loser", topic="the primary"), False),
        (elected("winner"), elected("winner"), False),
        (tried("convict"), tried("acquit"), True),
        (tried("convict"), tried("charge"), False),
        (tried("convict"), tried("acquit", day="2024-05-04"), False),
        (
            tried("convict", ("charge", None, "theft")),
            tried("acquit", ("charge", None, "fraud")),
            False,
        ),
        (tried("convict", ("charge", None, "theft")), tried("acquit"), False),
    ],
)
def test_nobody_has_two_opposed_parts_in_one_event(one, other, expected):
    assert told_apart(one, other) is expected
