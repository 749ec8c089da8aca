"""What is said and denied, told with two days or places; and speakers who change sides."""

from dataclasses import replace

import pytest

from kg.linking.contradictions import changes, contradictions
from kg.linking.merge import Claim
from kg.model import Extraction, Fact, Span, When
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
