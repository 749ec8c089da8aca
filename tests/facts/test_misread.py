"""Events of sentences that the parser reads amiss: names hung loose, verbs taken for modifiers."""

import pytest

from kg.reading.article import read_annotation

# Text, and what is asserted of one relation: role and name or words of each end.
READ = [
    # a name behind the noun that it belongs to
    ("Velmar wants to buy its rival Sandmere.", "Acquisition", None),
    ("Orlo bought its rival Sandmere last month.", "Acquisition",
     {"agent Orlo", "patient Sandmere"}),
    ("Vallsund have sacked coach Per Tveit.", "Departure",
     {"agent Vallsund", "patient Per Tveit"}),
    ("The board dismissed director Per Lund in May.", "Departure",
     {"agent The board", "patient Per Lund"}),
    ("The king appointed a new bishop today, Raul Paz.", "Appointment",
     {"agent The king", "patient Raul Paz"}),
    ("Sara Blum ousted the mayor of Graz, Peter Gisler, by ninety votes.", "Election",
     {"winner Sara Blum", "loser Peter Gisler"}),
    # among whom somebody is
    ("Those arrested include Ann Lee, a banker, and her brother Bo.", "Arrest",
     {"patient Ann Lee", "patient Bo"}),
    ("Those killed included the cellist Lena Hoff and the driver, Marek Zoll.", "Death",
     {"patient Lena Hoff", "patient Marek Zoll"}),
    ("The bill includes a ban on those arrested.", "Arrest", {"patient those"}),
    # a verb behind a noun is no participle if it has its object
    ("It is twenty years since a fire injured nine men in Graz.", "Injury",
     {"agent a fire", "patient nine men", "place Graz"}),
    ("The soldiers wounded in Graz are well.", "Injury", {"patient The soldiers", "place Graz"}),
    ("Okada, the second seed, lost to Lena Fisch in the final.", "Match",
     {"loser the second seed", "winner Lena Fisch"}),
    ("The club sacked coach Leo Brandt and scout Nils Aho and promoted Ana Weiss to his job.",
     "Departure", {"agent The club", "patient Leo Brandt", "patient Nils Aho"}),
    ("The ferry Blenda sank in the bay on Monday.", "Disaster", {"agent Blenda", "place the bay"}),
    ("The tanker Corran sank off Islay in May.", "Disaster", {"agent Corran", "place Islay"}),
    ("Missile strikes on the port of Odesa killed eight sailors.", "Attack",
     {"patient Odesa"}),
    # the second body is that of those who are from the first
    ("Researchers from Yale University and Duke University met in Graz.", "Meeting",
     {"participant Researchers", "place Graz"}),
    ("Ministers from France and Germany met in Graz.", "Meeting",
     {"participant Ministers", "place Graz"}),
    ("Ministers from France and the envoy Bo Dahl met in Graz.", "Meeting",
     {"participant Ministers", "participant Bo Dahl", "place Graz"}),
    # a day is no part of a name, a prefix no member of a row, what is feared no event
    ("On Monday nurses met pilots in Graz.", "Meeting",
     {"participant nurses", "participant pilots", "place Graz"}),
    ("The suit was filed by Ida Reed and 30 co-plaintiffs.", "Lawsuit",
     {"agent Ida Reed", "agent 30 co-plaintiffs"}),
    ("Ruth Oll named the threat of another part of the bridge collapsing.", "Disaster", None),
    ("Part of the bridge collapsed.", "Disaster", {"agent Part of the bridge"}),
    # the means is no agent
    ("The wounded were taken by air to Graz.", "Travel",
     {"patient The wounded", "destination Graz"}),
    ("Peter Gisler was hit by a train in Graz.", "Injury",
     {"agent a train", "patient Peter Gisler", "place Graz"}),
    # all of a row of charges, whom several attacks hit, which state it was
    ("Ida Reed faced six counts of kidnapping and extortion and two counts of arson.", "Trial",
     {"patient Ida Reed", "charge kidnapping", "charge extortion", "charge arson"}),
    ("The gang carried out acts of terror over the past ten years against both soldiers and "
     "farmers.", "Attack", {"agent The gang", "patient soldiers", "patient farmers"}),
    ("The Danish arrest of Karl Minde angered Oslo.", "Arrest",
     {"agent Danish", "patient Karl Minde"}),
    ("The secret arrest of Karl Minde angered Oslo.", "Arrest", {"patient Karl Minde"}),
    ("The trip by Foreign Minister Jens Holt to Kenya will help.", "Visit",
     {"agent Jens Holt", "place Kenya"}),
    # a body with "of" in its name or a short one in brackets behind it
    ("Council of Northern Ports (CNP) head Sara Lind resigned.", "headOf",
     {"subject Sara Lind", "object Council of Northern Ports"}),
    ("Danish Music Association (DMA) president Ola Berg resigned.", "headOf",
     {"subject Ola Berg", "object Danish Music Association"}),
    ("Ann Reed (Labour) and mayor Tom Varr met.", "headOf", None),
    # the country is that of the robbery
    ("Norway ferry robbery suspect Erik Dahl was held.", "citizenOf", None),
    ("The Norwegian ferry pilot Erik Dahl was held.", "citizenOf",
     {"subject Erik Dahl", "object Norwegian"}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "relation", "ends"), READ)
def test_read_all_the_same(parsed, text, relation, ends):
    extraction = read_annotation(parsed(text))
    names = {entity.id: entity.name for entity in extraction.entities}
    found = {
        f"{arg.role} {shown(arg, names)}"
        for fact in extraction.facts
        if fact.relation == relation and fact.asserted
        for arg in fact.args
    }
    assert found == (ends or set())


def shown(arg, names):
    """The name of an end; of a description what the text says up to its complements."""
    name = names.get(arg.entity, arg.text)
    return name if name in arg.text else arg.text


def test_jets_are_their_country_s(parsed):
    facts = read_annotation(parsed("Chilean jets struck a depot near Velm.")).facts
    (attack,) = (fact for fact in facts if fact.relation == "Attack")
    assert [(a.role, a.text) for a in attack.args if a.role in ("agent", "instrument")] == [
        ("instrument", "Chilean jets"),
        ("agent", "Chilean"),
    ]
