"""Counterparts: whom they are, and the post that they share with the one who meets them."""

import pytest

from kg.attributions.quotations import find_attributions
from kg.coref.resolve import resolve
from kg.mentions.mentions import find_mentions
from kg.reading.article import read_annotation

HOLM = "Danish Foreign Minister Mette Holm met "
REYES = "Peruvian President Ana Reyes met "
POSTS = [
    (HOLM + "her Norwegian counterpart, Jon Berg, in Oslo.", "ministerOf Jon Berg Norway"),
    (HOLM + "her Norwegian counterpart Jon Berg in Oslo.", "ministerOf Jon Berg Norway"),
    (HOLM + "Jon Berg, her Norwegian counterpart, in Oslo.", "ministerOf Jon Berg Norway"),
    (
        HOLM + "her Norwegian and Swedish counterparts, Jon Berg and Lars Ek, in Oslo.",
        "ministerOf Jon Berg Norway; ministerOf Lars Ek Sweden",
    ),
    (
        HOLM + "with her Norwegian, Swedish and Finnish counterparts, "
        "Jon Berg, Lars Ek and Aino Salo.",
        "ministerOf Jon Berg Norway; ministerOf Lars Ek Sweden; ministerOf Aino Salo Finland",
    ),
    (REYES + "her Chilean counterpart, Luis Vega, in Lima.", "headOfState Luis Vega Chile"),
    (
        "Peruvian President Ana Reyes spoke by phone with Chilean counterpart Luis Vega.",
        "headOfState Luis Vega Chile",
    ),
    # the German president is another one; a title of his own; not named; two posts; not respective
    (REYES + "her German counterpart, Jon Berg, in Lima.", ""),
    (REYES + "her Chilean counterpart, Foreign Minister Luis Vega, in Lima.", ""),
    (REYES + "her Chilean counterpart, a former general, in Lima.", ""),
    ("Ana Reyes met her Chilean counterpart, Luis Vega, in Lima.", ""),
    (HOLM + "her Norwegian counterparts, Jon Berg and Lars Ek, in Oslo.", ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "posts"), POSTS)
def test_counterparts_hold_the_same_post(parsed, text, posts):
    extraction = read_annotation(parsed(text))
    names = {entity.id: entity.name for entity in extraction.entities}
    found = {
        " ".join([f.relation, *(names[a.entity] for a in f.args)])
        for f in extraction.facts
        if f.rule.startswith("post.counterpart") and not f.rule.endswith("implied")
    }
    assert found == set(posts.split("; ")) - {""}


KNOWN = [
    (
        REYES + "her Chilean counterpart in Lima. Chilean President Luis Vega thanked her.",
        "her Chilean counterpart", "Vega",
    ),
    (
        "Chilean President Luis Vega spoke. "
        "Peruvian President Ana Reyes met her Chilean and Bolivian counterparts in Lima.",
        "her Chilean and Bolivian counterparts", "+ Vega",
    ),
    (
        "Chilean President Luis Vega spoke. "
        "Danish Foreign Minister Mette Holm met her Chilean counterpart.",
        "her Chilean counterpart", "",
    ),
    (
        REYES + "her Chilean counterpart in Lima. Former Chilean President Luis Vega thanked her.",
        "her Chilean counterpart", "",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "description", "members"), KNOWN)
def test_a_counterpart_is_whoever_holds_the_post_there(parsed, text, description, members):
    ann = parsed(text)
    resolution = resolve(ann, find_mentions(ann), find_attributions(ann))
    mention = next(m for m in resolution.mentions if ann.surface(m.span) == description)
    entity = resolution.entity(mention.entity)
    people = [resolution.entity(m) for m in entity.members] or [entity]
    last = [p.name.split()[-1] for p in people if not p.name.startswith(description)]
    assert " ".join([*["+"] * entity.some, *last]) == members
