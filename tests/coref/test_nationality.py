"""The adjective of a nation means its country, and is no name of it."""

import pytest

from kg.reading.article import read_annotation

CALLED = [
    ("Greek police arrested Ann Berg in Velm.", "Greek", ("nominal", "Greece")),
    ("The Kenyan-born singer Ann Berg left.", "Kenyan", ("nominal", "Kenya")),
    ("Ann Berg visited Greece on Monday.", "Greece", ("name", "Greece")),
    ("Sitting Tongan Prime Minister Sione Vea dies aged 78", "Tongan", ("nominal", "Tonga")),
    # People are no country.
    ("The Greeks elected Ann Berg.", "Greeks", ("name", "Greeks")),
]


@pytest.mark.parametrize(("text", "word", "told"), CALLED)
def test_what_an_adjective_of_a_nation_is(parsed, text, word, told):
    mentions = read_annotation(parsed(text)).mentions
    found = {
        (mention.form, mention.name)
        for mention in mentions
        if mention.span.start <= text.index(word) < mention.span.end
    }
    assert told in found


def test_a_country_has_the_name_that_its_adjective_tells(parsed):
    extraction = read_annotation(parsed("The Greek minister Ann Berg met Bo Dahl in Velm."))
    (country,) = [entity for entity in extraction.entities if entity.name == "Greece"]
    assert country.type == "Place"
    assert any(arg.entity == country.id for fact in extraction.facts for arg in fact.args)
