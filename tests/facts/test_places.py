"""Which places lie in which: pairs of subject and object, by names."""

import pytest

from kg.reading.article import read_annotation

WITHIN = [
    ("The trams of Graz, Austria, stood still.", {("Graz", "Austria")}),
    (
        "A flood hit Salem, Oregon, United States, on Monday.",
        {("Salem", "Oregon"), ("Oregon", "United States")},
    ),
    ("A fire broke out in Hull, East Yorkshire.", {("Hull", "East Yorkshire")}),
    ("Clashes broke out in Kramatorsk, eastern Ukraine.", {("Kramatorsk", "Ukraine")}),
    ("The bus left Turku in southern Finland.", {("Turku", "Finland")}),
    ("They met in Leoben, a town in Styria.", {("Leoben", "Styria")}),
    ("They met in Gdynia, a port city in Poland.", {("Gdynia", "Poland")}),
    ("They met in Leoben, Austria (pictured), on Monday.", {("Leoben", "Austria")}),
    ("They met in Vienna, the Austrian capital.", {("Vienna", "Austria")}),
    ("They met in Lyon, France's third city.", {("Lyon", "France")}),
    ("They met in the Austrian town of Leoben.", {("Leoben", "Austria")}),
    ("The Ural region of Russia is cold.", {("Ural", "Russia")}),
    ("They met in London's Hyde Park.", {("Hyde Park", "London")}),
    ("The US states of Ohio and Utah voted.", {("Ohio", "US"), ("Utah", "US")}),
    ("Graz is a city in Austria.", {("Graz", "Austria")}),
    # A building of no name, but not all of a kind.
    ("She died in a prison in Graz.", {("a prison", "Graz")}),
    ("Police searched a warehouse in Oslo.", {("a warehouse", "Oslo")}),
    ("Hotels in Graz were closed.", set()),
    ("She met a doctor in Graz.", set()),
    # A list, a subject, a neighbour, or a place of another country.
    ("They visited Oslo, Norway, Malmo, Sweden, and Finland.",
     {("Oslo", "Norway"), ("Malmo", "Sweden")}),
    ("They visited Paris, London and Rome.", set()),
    ("They visited Paris, Germany and Spain.", set()),
    ("The attacks in Garowe, Somalia and Kenya killed three.", set()),
    ("In Vilnius, Russia was condemned.", set()),
    ("In Garowe, Kenya was condemned.", set()),
    ("The US base in Japan was closed.", {("The US base in Japan", "Japan")}),
    ("The Russian base in Syria was closed.", {("The Russian base in Syria", "Syria")}),
    # What is done to a place is no part of whose doing it is.
    ("France won. Europe saw the country's conquest of Brittany.", set()),
]  # fmt: skip


@pytest.mark.parametrize(("text", "pairs"), WITHIN)
def test_within(parsed, text, pairs):
    extraction = read_annotation(parsed(text))
    names = {entity.id: entity.name for entity in extraction.entities}
    found = {
        tuple(names[arg.entity] for arg in fact.args)
        for fact in extraction.facts
        if fact.relation == "locatedIn" and fact.asserted
    }
    assert found == pairs


def test_what_somebody_says_is_held(parsed):
    extraction = read_annotation(parsed('Anna Berg said: "We met in Leoben, Austria."'))
    (fact,) = [fact for fact in extraction.facts if fact.relation == "locatedIn"]
    assert not fact.asserted


def test_a_hall_is_called_without_its_town(parsed):
    found = read_annotation(parsed("Nadia Berg spoke at the Weavers' Hall in Leeds on Monday."))
    assert not [entity.name for entity in found.entities if entity.name.endswith("Hall in Leeds")]
