"""Posts that somebody leaves or loses: had until then, and kept by whoever only might."""

import pytest

from kg.reading.article import read_annotation

POSTS = [
    ("Ann Lee refused to resign as chair of the Arts Fund.", {"chair of Arts Fund"}),
    ("Bo Dahl may step down as chief executive of Siemens.", {"chief executive of Siemens"}),
    ("Bo Dahl was on the brink of resigning as chief executive of Siemens.",
     {"chief executive of Siemens"}),
    ("The board will remove Ann Lee as chair of the Arts Fund.", {"chair of Arts Fund"}),
    ("Ann Lee was dismissed as director of the Velm Museum in May.",
     {"director of Velm Museum, former"}),
    ("Bo Dahl stepped down as mayor of Graz.", {"mayor of Graz, former"}),
    # nobody leaves what he only is, or what he asks for
    ("Ann Lee resigned as a protest.", set()),
    ("Ann Lee stood as a candidate for mayor of Graz.", set()),
]  # fmt: skip


@pytest.mark.parametrize(("text", "posts"), POSTS)
def test_given_up(parsed, text, posts):
    extraction = read_annotation(parsed(text))
    names = {entity.id: entity.name for entity in extraction.entities}
    found = {
        f"{f.details['title']} of {names[f.args[1].entity]}"
        + (", former" if f.details.get("temporal") == "former" else "")
        for f in extraction.facts
        if f.rule == "post.given_up" and f.asserted and len(f.args) == 2
    }
    assert found == posts


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Ann Lee met the king of German techno, Rolf Amt.", set()),
        ("Ann Lee met the queen of crime fiction, Sanne Holk.", set()),
        ("Ann Lee met the king of Norway, Harald Amt.", {"headOfState Harald Amt"}),
    ],
)
def test_nobody_rules_a_kind_of_music(parsed, text, told):
    extraction = read_annotation(parsed(text))
    names = {entity.id: entity.name for entity in extraction.entities}
    rulers = ("headOfState", "headOf", "holdsRole")
    found = {
        f"{f.relation} {names[f.args[0].entity]}" for f in extraction.facts if f.relation in rulers
    }
    assert found == told


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("The Kenyan-born singer Amina Odhiambo won.", "singer"),
        ("Amina Odhiambo, a Polish-born chef, won.", "chef"),
        ("Kenyan singer Amina Odhiambo won.", "singer"),
    ],
)
def test_where_somebody_was_born_is_no_part_of_a_title(parsed, text, title):
    extraction = read_annotation(parsed(text))
    names = {entity.id: entity.name for entity in extraction.entities}
    told = {f.relation: f for f in extraction.facts if f.asserted}
    assert told["holdsRole"].details["title"] == title
    born = "-born" in text
    assert ("bornIn" in told) is born and ("citizenOf" in told) is not born
    if born:
        assert names[told["bornIn"].args[1].entity] in ("Kenya", "Poland")
