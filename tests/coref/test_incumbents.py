"""Who holds a post newly, whom a lawyer serves, and who is counted or joined again."""

import pytest

from kg.attributions.quotations import find_attributions
from kg.coref.resolve import resolve
from kg.mentions.mentions import find_mentions

SAME = [
    # The new holder of a post, not the old one.
    (
        "Mayor Paul Ott resigned on Monday. Ann Lee was sworn in as acting mayor. "
        "The new mayor said she would order an inquiry.",
        "Ann Lee",
        "The new mayor",
    ),
    (
        "Ann Lee won the election in Leeds. Bob Ott came third. The new MP is a barrister.",
        "Ann Lee",
        "The new MP",
    ),
    (
        "Ann Lee became president of Chile. Bob Ott sat beside her. The new president wept.",
        "Ann Lee",
        "The new president",
    ),
    # Whom somebody serves.
    (
        "Bob Ott's solicitor, Ann Lee, spoke in Leeds. She said her client was ill.",
        "Bob Ott",
        "her client",
    ),
    (
        "Ann Lee's doctor, Bob Ott, spoke in Leeds. He said his patient was ill.",
        "Ann Lee",
        "his patient",
    ),
    # Who is counted again.
    (
        "Three soldiers were shot in Oslo. Ann Lee said the three men were killed by thieves.",
        "Three soldiers",
        "the three men",
    ),
    # Who was joined before.
    (
        "Ann Lee and Bob Ott were freed near Oslo on Monday, the company said. They met the mayor.",
        "Ann Lee and Bob Ott",
        "They",
    ),
    # Whom the lead below a dateline tells of.
    (
        "Clerk jailed for fraud\n\nMonday, March 5, 2012\n\n"
        "A bank clerk who stole money from elderly customers has been jailed.\n\n"
        "Ann Lee, 46, wept in the dock.\n",
        "Ann Lee",
        "A bank clerk",
    ),
    # One's own body.
    (
        "Police held the head of Norcrest Homes, Victor Hale. Victor Hale denied it. "
        "His company built the arena.",
        "Norcrest Homes",
        "His company",
    ),
    (
        "The female calf was discovered by a reindeer herder, Yuri Khudi, on the Yamal "
        "peninsula in May. It has been named Masha, after his wife.",
        "Yuri Khudi",
        "his",
    ),
    # Bodies are owners, too.
    (
        "Its largest shareholder, the Orlo Foundation, agreed.",
        "the Orlo Foundation",
        "Its largest shareholder",
    ),
]
APART = [
    # A name before the noun of a place is nobody's.
    (
        "The female calf was discovered by a reindeer herder, Yuri Khudi, on the Yamal "
        "peninsula in May. It has been named Masha, after his wife.",
        "Yamal",
        "his",
    ),
    (
        "Mayor Paul Ott resigned on Monday. The new mayor said an inquiry would follow.",
        "Paul Ott",
        "The new mayor",
    ),
    (
        "A painting by Jan Steen was found in Antwerp. Bob Ott was held. "
        "Mr Ott's lawyer said he was ill.",
        "Jan Steen",
        "Mr Ott's lawyer",
    ),
    (
        "Bob Ott's solicitor, Ann Lee, wept. Tom Day paid. Tom Day said his client was ill.",
        "Bob Ott",
        "his client",
    ),
    (
        "Three soldiers were shot in Oslo. Ann Lee said the four men were killed by thieves.",
        "Three soldiers",
        "the four men",
    ),
    (
        "Ann Lee and Bob Ott watched, and the rebels marched past. They were armed.",
        "Ann Lee and Bob Ott",
        "They",
    ),
    (
        "Orlo Steel fell. Orlo Steel's largest owner, the Orlo Steel Foundation, agreed.",
        "Orlo Steel",
        "the Orlo Steel Foundation",
    ),
]


def entities(ann):
    found = resolve(ann, find_mentions(ann), find_attributions(ann))
    return {ann.surface(m.span): m.entity for m in found.mentions}


@pytest.mark.parametrize(("text", "one", "two"), SAME)
def test_they_are_one(parsed, text, one, two):
    found = entities(parsed(text))
    assert found[one] is not None
    assert found[one] == found[two]


@pytest.mark.parametrize(("text", "one", "two"), APART)
def test_they_are_two(parsed, text, one, two):
    found = entities(parsed(text))
    assert found[one] != found[two]
