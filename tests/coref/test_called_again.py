"""What news calls again what it has told of: bodies by their kind, things that are named late."""

import pytest
from coreferring import partition, unmark

from kg.attributions.quotations import find_attributions
from kg.coref.resolve import resolve
from kg.mentions.mentions import find_mentions

TOGETHER = [
    # what the gazetteer tells that bodies are called
    "[NASA]_a will go. [The US space agency]_a has a budget.",
    "[Amnesty International]_a spoke. [The rights group]_a wants a law.",
    "[NASA]_a will go. [The Chilean space agency]_b has a budget.",
    # by the words of their names
    "[The Bank of Peru]_a met. [The central bank]_a kept its rates.",
    "[The Supreme Court]_a sat. [The country's highest court]_a heard a case.",
    "[The Bank of Leeds]_a met. [The central bank]_b kept its rates.",
    # by wider nouns for the kind that the name tells
    "[The Marlow Rivers Trust]_a sued. [The charity]_a wants clean water.",
    "[The Marlow Water Agency]_a was fined. [The regulator]_a will pay.",
    "[The Marlow Chess Union]_a met. [The body]_a banned him.",
    "[The Marlow Chess Union]_a met. [The hospital]_b is near.",
    # by their town
    "[Darlund]_a, a German carmaker, met its staff. [The Stuttgart firm]_a has cars.",
    # named later, beside the same noun or a wider one
    "[A trawler]_a sank. [The vessel]_a, the [Ada]_a, was old.",
    '[A novel]_a was found. [The book]_a, "[Two Boys]_a", was old.',
    # the film is called so
    '[The film]_a "[Salt Road]_a" won. [The movie]_a was shot in Peru.',
    # what is the craft's own name
    "[NASA's Perseus probe]_a left Earth. [Perseus]_a is small.",
    # nobody says of himself "the singer said"
    "[Lola Marr]_a is ill. Her manager, [Ed Finch]_b, said [the 27-year-old]_a was in bed.",
    # an age is told in the same sentence
    "[Dana Orlov]_a is leaving [Brightwell]_b after nine years. [The retailer]_b has shops.",
    # what somebody's other name is
    "[Lola Marr]_a is ill. [The singer]_a, whose real name is [Louise Marrow]_a, sang.",
    # a title of honour is no work
    "[Sir Alan Peel]_a has died. [The businessman]_a had a shop.",
]


@pytest.mark.parametrize("marked", TOGETHER)
def test_what_is_called_again(parsed, marked):
    text, spans = unmark(marked)
    ann = parsed(text)
    found = partition(resolve(ann, find_mentions(ann), find_attributions(ann)), spans)
    assert all(len(entities) == 1 and None not in entities for entities in found.values()), found
    assert len({entity for entities in found.values() for entity in entities}) == len(found)


NAMES = [
    # what an article says of it, rather than its headline
    ("Tanker aground off Cork\n\nA laden tanker ran aground off Cork. The tanker sank.",
     "A laden tanker", "A laden tanker"),
    ("Laden tanker aground\n\nThe tanker ran aground off Cork. The tanker sank.",
     "The tanker", "Laden tanker"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "phrase", "name"), NAMES)
def test_what_an_entity_is_called(parsed, text, phrase, name):
    ann = parsed(text)
    found = resolve(ann, find_mentions(ann), find_attributions(ann))
    (entity,) = {m.entity for m in found.mentions if ann.surface(m.span) == phrase}
    assert found.entity(entity).name == name
