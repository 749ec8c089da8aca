"""Countries, bodies and groups that a text goes on about by other words."""

import pytest
from coreferring import partition, unmark

from kg.attributions.quotations import find_attributions
from kg.coref.resolve import resolve
from kg.mentions.mentions import find_mentions

TOGETHER = [
    # the country whose parliament acts, not the one whose troops are told of
    "[Chile]_a is split. The Parliament of Chile voted to send Peruvian troops out of "
    "[the country]_a.",
    "[Chad]_a is split. On Sunday the Senate of Chad sent Kenyan envoys out of [the country]_a.",
    # the country named last, though an earlier one was called so
    "[Kenya]_a closed a port. [The country]_a has two. Then trucks came to [Chad]_b, where half of "
    "[the country]_b is desert.",
    # told of again goes before an adjective
    "[Kenya]_a closed a port. [The country]_a has two. Chilean copper reaches [this country]_a.",
    # "state" is no word for the United States
    "[Iowa]_a voted on Monday. The United States waited. A court counted [the state]_a's votes.",
    # whose home is told
    "The president of [Peru]_a, Ana Holt, met a king in Oslo. Norway is rich. Holt said that "
    "[her country]_a was not.",
    "Ana Holt, a singer, came to Oslo. [Norway]_a is rich. She said that [the country]_a was kind.",
    # the body of whoever speaks
    "[Tom Ray]_a, chief executive of [Borealis]_b, spoke. Ray said [his company]_b would pay.",
    "Ann Lee of [Farrow Steel]_a spoke of the pact between [her firm]_a and a port.",
    "Ann Lee of [Leeds University]_a sold flats. She said that [her bank]_b was sad.",
    # the court that a text is about, not another one told of in passing
    "[The Court of Session]_a found for him. [The Court of Session]_a sits in Edinburgh. It "
    "followed a ruling of [an Austrian court]_b. [The court]_a had been petitioned.",
    "[The Marlow Council]_a met on Monday. [A Leeds council]_b sued. [The council]_b won.",
    # groups by other nouns
    "[Researchers from Leeds]_a say so. [The scientists]_a counted sharks. [The team]_a left.",
    "[Researchers from Leeds]_a say so. [The farmers]_b disagree.",
    "[Researchers]_a met [scientists]_b. [The experts]_c talked.",
    # a group by its number
    "[Sixteen states]_a want a halt. On Monday, [sixteen states]_a sued.",
    "[Sixteen states]_a want a halt. On Monday, [twelve states]_b sued.",
    # a group in a headline, which the first lines introduce by the same part
    "[Scientists]_a find water on a moon\n\n[Scientists from Leeds]_a say that they have found "
    "water.",
    # its noun behind a name
    "[Crew Falcon]_a is a spacecraft. [The crew]_b slept.",
    "[The African Continental Free Trade Area]_a is new. Ghana signed the African Continental Free "
    "Trade Area (AfCFTA) [agreement]_a.",
    "[Falcon 9]_a is a rocket. [The Falcon 9 rocket]_a flew.",
    # kin of whom a text tells
    "Bob Ray, brother of [Ann Ray]_a, was jailed. Ray killed [his sister]_a.",
    # who is called as something
    "Ann Lee is the party's leader. Members voted on Tuesday to elect [Bob Ray]_a as "
    "[the new leader]_a.",
    "Ann Lee is the mayor. On Monday they appointed [Bob Ray]_a as [the new mayor]_a.",
    # a man of somebody is not that somebody
    "Ann Lee came. [A former advisor]_b for U.S. President [Luc Orlan]_a was jailed.",
    "A spokesman for U.S. President [Luc Orlan]_a came. [The spokesman]_b sang.",
    # what was told of by a noun of things is no "he"
    "Bob Lee wants [the Marlow rainforest]_a cut. [Marlow]_a burns, and critics, a union among "
    "them, blame [him]_b.",
    # two countries of one firm
    "[Arkadis Photonics]_a cut 300 jobs. [The Franco-Dutch chipmaker]_a blamed weak demand.",
    # who goes by an age is no lawyer
    "[Ann Lee]_a left. In a statement issued through her lawyer, [the 54-year-old]_a said that she "
    "was sorry.",
    # the founder is not the head of another body, nor the leader the one of a portfolio
    "[Ann Lee]_a, Nokia's chief executive, smiled. Siemens thanked [the group's founder]_b.",
    "[The leader of Velm Borough Council]_a left. [Finance chief Bob Ray]_b stayed.",
    # words that point back tell nothing
    "[A study]_a found ice. [The present study]_a was small.",
]


@pytest.mark.parametrize("marked", TOGETHER)
def test_what_is_spoken_of(parsed, marked):
    text, spans = unmark(marked)
    ann = parsed(text)
    found = partition(resolve(ann, find_mentions(ann), find_attributions(ann)), spans)
    assert all(len(entities) == 1 and None not in entities for entities in found.values()), found
    assert len({entity for entities in found.values() for entity in entities}) == len(found)
