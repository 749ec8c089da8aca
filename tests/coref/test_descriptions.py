"""What a description takes up: wider words, what only tells a state, the only police."""

import pytest
from coreferring import partition, unmark

from kg.attributions.quotations import find_attributions
from kg.coref.descriptions import description
from kg.coref.discourse import Description
from kg.coref.resolve import resolve
from kg.mentions.mentions import find_mentions
from tests.known import KNOWLEDGE

TOGETHER = [
    # a wider word for an event, a building, a law, a vehicle, a weapon
    "[An explosion]_a hit a flat in Lodz. [The blast]_a broke windows.",
    "[A fire]_a broke out in a hotel. [The blaze]_a killed two people.",
    "Ann Lee won the [Lima Marathon]_a on Sunday. [The race]_a began at noon.",
    "Doors were blown in at [Marlow Cathedral]_a. Nobody was in [the building]_a.",
    "The governor signed [the Clean Harbours Act]_a. [This legislation]_a bans diesel.",
    "[A ferry]_a sank off Jersey. [The vessel]_a was old.",
    "Police found [a rifle]_a in the hall. [The weapon]_a was loaded.",
    # several events
    "[Drone strikes]_a hit two ports. [The attacks]_a killed nobody.",
    # two events of one kind stay two
    "[A crash]_a closed the road to Leeds. [A separate crash]_b hurt two.",
    # states tell nothing apart, other modifiers do
    "[The Hotel Marlow]_a burned. Guests leapt from [the burning hotel]_a.",
    "[A hotel]_a was hit. Men left [the damaged hotel]_a.",
    "[A hotel]_a was hit. Men went to [the second hotel]_b.",
    # what only judges tells nothing apart either
    "[An accident]_a closed a mine in Lodz. [The tragic accident]_a was the third this year.",
    "[A court]_a met in Leeds. Nobody knew of [the higher court]_b.",
    # a body and its country
    "Guests left [the Danish parliament]_a. [The Parliament of Denmark]_a sits on Monday.",
    "Guests left [the Danish parliament]_a. [The Parliament of Norway]_b sits on Monday.",
    "[The Supreme Court of Chile]_a met. Judges of [the Chilean supreme court]_a agreed.",
    # a name without its home
    "[The Boston Hornets]_a beat [the Denver Comets]_b. [The Hornets]_a have won often.",
    "[The Unity Party of Chile]_a met on Monday. [The Unity Party]_a chose Ann Lee.",
    "[The Bank of Norway]_a met. [Norway]_b agreed.",
    # headlines of events
    "Marlow hotel blaze kills two\n\n[A fire]_a at an inn killed two men. [The fire]_a spread.",
    # the only police told of
    "[South Korean police]_a found the car. [Police]_a said it was empty. [The police]_a left.",
    # what a name is of, behind it
    "Fires spread in [the Amazon rainforest]_a. Smoke hung over the [Amazon]_a.",
    # an island is no town
    "Puerto Rico was dark. The quake struck the town of [Bremlow]_b. Repairs to [the island]_a's "
    "grid began.",
]


@pytest.mark.parametrize("marked", TOGETHER)
def test_what_a_description_takes_up(parsed, marked):
    text, spans = unmark(marked)
    ann = parsed(text)
    found = partition(resolve(ann, find_mentions(ann), find_attributions(ann)), spans)
    assert all(len(entities) == 1 and None not in entities for entities in found.values()), found
    assert len({entity for entities in found.values() for entity in entities}) == len(found)


def test_a_broken_word_describes_as_it_stands():
    assert description("ex-", KNOWLEDGE) == Description("ex-", frozenset(), frozenset())
    assert description("ex-mayor", KNOWLEDGE).head == "mayor"
