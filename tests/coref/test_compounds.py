"""Things that an article goes on about, in front of another noun."""

from kg.attributions.quotations import find_attributions
from kg.coref.resolve import resolve
from kg.mentions.mentions import find_mentions


def bearers(ann, word):
    """The entities of the mentions with those words."""
    found = resolve(ann, find_mentions(ann), find_attributions(ann)).mentions
    return [m.entity for m in found if ann.surface(m.span) == word]


def test_a_thing_is_meant_inside_a_compound_too(parsed):
    ann = parsed("Police seized a rifle in Leeds. The rifle was new. Rifle sales are banned.")
    assert bearers(ann, "Rifle") == bearers(ann, "The rifle") != []


def test_not_where_two_things_are_called_so(parsed):
    ann = parsed("A rifle was found in Leeds. Another rifle was sold. Rifle sales are banned.")
    assert bearers(ann, "Rifle") == []


def test_nor_people_and_bodies(parsed):
    ann = parsed("The council met in Leeds. The council agreed. Council tax rose.")
    assert bearers(ann, "Council") == []


def test_but_the_police(parsed):
    ann = parsed("The police met in Leeds. The police agreed. Police dogs barked.")
    assert bearers(ann, "Police") == bearers(ann, "The police")[:1] != []


def test_and_what_an_article_points_to(parsed):
    ann = parsed("The airport was shut. Nobody was at the airport. The airport closure was brief.")
    assert bearers(ann, "airport") == bearers(ann, "The airport") != []


def test_no_event_where_a_noun_tells_what_a_body_is_for(parsed):
    ann = parsed("A fire broke out in Leeds. The fire spread. The fire service came late.")
    assert bearers(ann, "fire") == []
