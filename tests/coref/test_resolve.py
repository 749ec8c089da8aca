"""Who is who within an article: marked spans of one label are one entity, of two labels two."""

import pytest
from coreferring import partition, unmark

from kg.attributions.quotations import find_attributions
from kg.coref.resolve import resolve
from kg.mentions.mentions import find_mentions

TOGETHER = [
    "[Her]_a verdict on the pier: “Ugly.” Architect [Ada Brook]_a has lived beside it for years.",
    # a name that comes late
    "“I only wanted milk,” said [the winner of the lottery]_a. [Ada Brook]_a will buy a boat.",
    # surnames, titles, variants, acronyms
    "[Majid Rahimi]_a met [Ann Lee]_b. [Rahimi]_a thanked [Lee]_b.",
    "[Joan Reyes-Park]_a resigned. [Mrs. Reyes-Park]_a gave no reason.",
    "[Ali Kazemi]_a led the army. [Reza Kazemi Moradi]_b led the talks. [Kazemi Moradi]_b left.",
    "The [Open Seas Fisheries Council]_a ([OSFC]_a) met. The [OSFC]_a voted.",
    # a bare surname is the first bearer's, not the relative's; given names in short, of a couple
    "[Vera Holm]_a left. Her husband, [Karl Holm]_b, stayed. [Holm]_a gave no reason.",
    "[Anthony Farrow]_a died. [Tony Farrow]_a had taught for years. [Tony]_a was liked.",
    "[Marko Vidal]_a was arrested. [Mirko Vidal]_b saw it.",
    # other names that the article tells
    "[Yasin Kemal]_a, also known as [Abu Samir]_a, was held. [Abu Samir]_a denied it.",
    "[Ginger Foster]_a was born [Peter James Foster]_a in Leeds.",
    "[Hurricane Ada]_a reached Cuba. [Ada]_a weakened on Monday.",
    # definite descriptions: a firm, an age, a part in a case, a people
    "[Tom Ray]_a, [a glassblower]_a, was hurt.",
    "[Halden Steel]_a told its drivers the news. It was late when [the firm]_a spoke.",
    "Police arrested [Duane Hobbs]_a, 34, on Sunday. [The 34-year-old]_a wept. "
    "[The suspect]_a told officers that he was sorry.",
    # a ship by its name alone; of two firms the one of which the text goes on
    "The [USS Corvina]_a left port on Monday. It was late when [the ship]_a sank.",
    "[Halden Steel]_a sued [Orrin Motors]_b. It was late when [the company]_a left.",
    # a state's body, its state before or behind
    "The [Croatian Government]_a met. The [Government of the Republic of Croatia]_a agreed.",
    "The [Chilean Foreign Ministry]_a met envoys. The [Ministry of Foreign Affairs]_a agreed.",
    # "Jr." is left out later on
    "[Roger Dale Jr.]_a was elected. [Roger Dale]_a left early. [Dale]_a was tired.",
    # descriptions: title, apposition, predicate, general noun, name's last word
    "[Turkish President Kemal Yildiz]_a spoke. [The Turkish president]_a left early.",
    "[Chilean Vice Prime Minister Juan Rojas]_a spoke. [The Chilean deputy premier]_a left early.",
    "[Ann Lee]_a, [the Pentagon spokeswoman]_a, resigned. [The spokeswoman]_a gave no reason.",
    "[Major General Omar Haddad]_a arrived. [The general]_a met reporters.",
    "[Peru's ambassador, Luis Vega]_a, spoke. [The ambassador]_a was calm.",
    "The [Harbor Safety Council]_a met. [The council]_a voted twice.",
    "Chad signed the [Arctic Fisheries Agreement]_a. [The deal]_a took years.",
    "[Norwegian Foreign Minister Ola Berg]_a met [Chilean Foreign Minister Juan Rojas]_b. "
    "[The Chilean minister]_b smiled.",
    # whom somebody says to have found
    "[A gunman]_a killed two guards. Police identified [the shooter]_a as [Bo Dahl]_a.",
    "Officials identified [the dead woman]_a as [Ann Berg]_a.",
    "Later police named [the suspect]_a as [Bo Dahl]_a, 34.",
    # agreements: in focus, spoken of before they are named, proposed
    "Chad left the [Arctic Fisheries Agreement]_a. The Norwegians mourn [the accord]_a.",
    "They spoke of the return of all sides to [the accord]_a to their duties. "
    "The [Arctic Fisheries Agreement]_a is old.",
    "Chad signed the [Arctic Fisheries Agreement]_a and the [Whale Treaty]_b. "
    "The [Arctic Fisheries Agreement]_a helps. Chad keeps [the agreement]_a.",
    "Peru wants to keep [the original agreement]_a. [Such a deal]_b is far off. "
    "Chile left the [Whale Treaty]_a.",
    "Peru may sign [a “cod for squid” deal]_a. Chile fears [such a deal]_a.",
    # pronouns
    "[Ann Lee]_a said [she]_a would stay.",
    "[Bob Ray]_a thanked [his]_a mother.",
    "[Mary Ellis]_a told [John Reed]_b that [he]_b could go.",
    "[John Reed]_a hurt [himself]_a.",
    "[Ann Lee and Bob Ray]_a said [they]_a would stay.",
    "“[I]_a am tired,” [Ann Lee]_a said.",
    # who is quoted was named, though they say "they"
    "[The Chilean envoys]_a met reporters. “It is late,” [they]_a added.",
    # a body named before, past an abstract noun
    "[Norway]_a rejected the offer. [It]_a said the plan was too dear.",
    # a country, where no woman is spoken of
    "[Norway]_a mourns. We serve [her]_a people and [her]_a future.",
    # the envoy's speech is his country's
    "[Norway]_a's envoy spoke. The full text of the Norwegian envoy's speech follows:\n\n"
    "[I]_b thank you, Mr. Chair.\n\n[We]_a support the plan. The chair knows that [we]_a agree.",
    # general roles: whoever spoke last, or the one of that country
    "[The Chilean minister]_a hosted [Kemal Yildiz]_b. “It was good,” [Yildiz]_b said. "
    "“It was long,” [the senior official]_b said. [The Chilean official]_a left.",
    # called alike: a plural with a name in it, what has one possessor
    "The ship carried [Norwegian sailors]_a. The mayor thanked [Norwegian sailors]_a.",
    "[Ann Lee]_a thanked [her brother]_b. “[Her brother]_b helped,” the mayor said.",
    # counted: those just named, of one kind; the same number again
    "[Ann Lee and Bob Ray]_a met in Norway. [The two leaders]_a smiled.",
    "[Ann Lee and Bob Ray]_a met in Norway. [The two sides]_a agreed.",
    "Norway hosted ministers. [The three states]_a agreed on a plan. [The trio]_a left.",
    # what the text goes on about, and not what it tells of in passing
    "[A fire]_a destroyed a mill in Leeds. It looked like [a similar fire]_b in Cork. "
    "[The fire]_a burned until Monday.",
    "[The Harbor Safety Council]_a met. Its chair once spoke to [a council]_b in Peru. "
    "[The council]_a voted.",
    # what is named rather than a description of long ago
    "[The Harbor Council]_a met. [A council in Peru]_b objected. Snow fell. Nobody came. "
    "Night fell. [The council]_a adjourned.",
    # a headline's role is not that of whoever comments on the one who is named most
    "[Mosque murder suspect]_a appears in court\n\nPolice thanked [Tom Ray]_a's sister. "
    "“It is sad,” Mayor Ann Lee said. [Tom Ray]_a grew up in Marlow. [Ray]_a left it in May.",
    # a fronted clause with a subject of its own; another whom somebody wants to replace
    "When [Paul Grant]_a announced [his]_a retirement in 1995, Omar Lee ran.",
    "[Paul Grant]_a fell ill. Omar Lee joined the race to replace [him]_a.",
    # a site, the kind of a town
    "[Znak.com]_a had the letter. [The website]_a named nobody.",
    "A choir sang in [Seoul]_a. The tour ended. Nobody left [the capital city]_a.",
    # slips
    "Snow fell in [Varnegorsk]_a. The mayor of [Varnigorsk]_a wept.",
    # one of a people, where the tagger takes the article for a name
    "Suspect appears in court\n\n[An Australian]_a, [Tom Ray]_a, aged 28, appeared in Leeds.",
    # short names of states, an ampersand within an acronym
    "The [US Fisheries Survey]_a met. The [United States Fisheries Survey]_a agreed.",
    "[Calder Gas and Electric]_a ([CG&E]_a) met. [CG&E]_a agreed.",
    # a city that the article is about
    "[Oslo]_a mourns its mayor. Norway sent a wreath. A choir sang in [Oslo]_a. "
    "He lived in [Oslo]_a.",
    # capitals that act
    "[Norway]_a recalled its envoy. [Oslo]_a rejected the offer. The envoy lives in [Oslo]_b.",
]
APART = [
    # father and son: who was named first, kin, a post
    "[Carl Moss]_a spoke first. [Carl Moss Jr.]_b runs the company.",
    "[Carl Moss Jr.]_b, a son of [Carl Moss]_a, runs the company.",
    "[Carl Moss Jr.]_b met envoys. [President Moss]_a knew nothing.",
    # Principle B and C, gender
    "[John Reed]_a saw [him]_b.",
    "[Mary Ellis]_a met [John Reed]_b.",
    "[The president]_a met [Kemal Yildiz]_b.",
    # the unsaid subject of an infinitive, and what is above it
    "[Bob Ray]_a tried to call [him]_b.",
    "Ann Lee asked [Bob Ray]_a to help [him]_b.",
    "[John Reed]_a allowed [him]_b to sit.",
    # one mention in the clause bars all
    "[Bob Ray]_a arrived. [Ray]_a met [him]_b.",
    "[Bob Ray]_a, [his]_b brother, left.",
    # no named person is "they", no body "he", no country "she" beside a woman
    "[Kim Ott]_a left. The envoys hope [they]_b win.",
    "The [Harbor Safety Council]_a met. [He]_b left.",
    "Ann Lee praised [Norway]_a. [She]_b left.",
    # two that are known are no slips
    "[Slovakia]_a met [Slovenia]_b.",
    "[Austria]_a met [Australia]_b.",
    # "the council" after one that has just acted
    "[The Harbor Safety Council]_a met. [A council in Peru]_b objected. [The council]_b voted.",
    # plurals that may mean others, brothers of others
    "[Young sailors]_a left Oslo. The mayor thanked [young sailors]_b.",
    "[Ann Lee]_a thanked [her brother]_b. [Bob Ray]_c thanked [his brother]_d.",
    # people and countries are not counted together; other numbers
    "[Ann Lee]_a left Norway for Chile. [The trio]_b met.",
    "[Forty Norwegian firms]_a came. The mayor thanked [eighty Norwegian firms]_b.",
    # a surname named first is not the relative's; several are nobody in particular
    "[President Harlow]_a and [Melissa Harlow]_b came. [Harlow]_a signed a treaty.",
    "[Officials]_a Leave Oslo Early\n\n[Ann Lee]_b left Oslo on Monday. Lee said she was tired.",
    # other country, other person
    "[Turkish President Kemal Yildiz]_a spoke. [The Chilean president]_b left.",
    "[Bill Moreno]_a and [Rosa Moreno]_b divorced.",
    "[Chilean Vice President Juan Rojas]_a spoke. [The Chilean president]_b left early.",
    "Police have not identified [the gunman]_a as [Bo Dahl]_b.",
    "[The men]_a, named as [Bo Dahl]_b and [Cem Kaya]_c, deny the charges.",
    # a firm is no ship
    "[Halden Steel]_a sued its rival. It was late when [the ship]_b sank.",
    # another office; nobody is quoted before he says "they"
    "[The company's chief executive]_a left. [The company's finance director]_b stayed.",
    "[Ann Lee, the chief executive]_a, left. [The finance director]_b stayed.",
    "Envoys of Peru met. “[Chile]_a is late,” [they]_b said.",
    # a hoped-for deal is not the signed one
    "Chad signed the [Arctic Fisheries Agreement]_a. It seeks [another deal]_b.",
    "Chad signed the [Arctic Fisheries Agreement]_a. It seeks [a quick, good deal]_b.",
    "Peru prefers [the original agreement]_a. Chile wants [another pact, the Whale Plan]_b.",
    # in a quotation, the speaker does not call himself "he"
    "“[He]_b is late,” [Bob Ray]_a said.",
    # a name in brackets
    "“[He]_b [[Bob Ray]_b] met the sailors,” [Ada Brook]_a said.",
    # nobody speaks to himself in an interview; what cannot speak has said nothing
    "[Ada Brook]_a is ill. In an interview with [Dawn]_b, [she]_a said it was late.",
    # who speaks is told before those of whom he speaks
    "[Ada Brook]_a met [Bob Ray]_b on Monday. “[He]_b owes me a boat,” [she]_a said.",
    "[Our reporter]_b met [Ada Brook]_a. “You eat like a horse,” [she]_a told us.",
]


def resolved(parsed, marked):
    text, spans = unmark(marked)
    ann = parsed(text)
    return partition(resolve(ann, find_mentions(ann), find_attributions(ann)), spans)


@pytest.mark.parametrize("marked", TOGETHER)
def test_one_entity(parsed, marked):
    found = resolved(parsed, marked)
    assert all(len(entities) == 1 and None not in entities for entities in found.values()), found
    assert len({entity for entities in found.values() for entity in entities}) == len(found)


@pytest.mark.parametrize("marked", APART)
def test_two_entities(parsed, marked):
    found = resolved(parsed, marked)
    assert not found["a"] & found["b"]


def entities(parsed, text):
    ann = parsed(text)
    return ann, resolve(ann, find_mentions(ann), find_attributions(ann))


def test_the_name_of_an_entity_is_its_fullest(parsed):
    _, found = entities(parsed, "Rahimi spoke. Majid Rahimi is a judge.")
    assert "Majid Rahimi" in {e.name for e in found.entities}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "A deadly bombing at an inn that killed ten men shook Leeds.",
            "A deadly bombing at an inn",
        ),
        ("A study of eels in Norway was published. It cost little.", "A study of eels in Norway"),
    ],
)
def test_a_description_is_called_so_up_to_its_relative_clause(parsed, text, name):
    _, found = entities(parsed, text)
    assert name in {e.name for e in found.entities}


def test_a_role_in_a_headline_where_nobody_is_named(parsed):
    _, found = entities(parsed, "Suspect held in Leeds\n\nThe police said nothing.")
    assert "Person" in {e.type for e in found.entities}


@pytest.mark.parametrize(
    ("text", "gender"),
    [("Mrs. Okafor left.", "f"), ("Robert Okafor left.", "m"), ("Okafor left.", None),
     ("The spokeswoman, Chi Okafor, left.", "f"), ("Okafor thanked his friends.", "m")],
)  # fmt: skip
def test_gender(parsed, text, gender):
    _, found = entities(parsed, text)
    (person,) = [e for e in found.entities if e.name.endswith("Okafor")]
    assert person.gender == gender


def test_a_group_gives_its_members(parsed):
    text = "Ann Lee met Bob Ray. The two leaders signed nothing."
    ann, found = entities(parsed, text)
    head = next(t.i for t in ann.doc if t.text == "leaders")
    assert [e.name for e in found.entities_at(head)] == ["Ann Lee", "Bob Ray"]


def test_members_stand_in_the_order_in_which_they_were_first_named(parsed):
    text = "Rahimi met Ann Lee. Majid Rahimi thanked Lee. The two leaders signed nothing."
    ann, found = entities(parsed, text)
    head = next(t.i for t in ann.doc if t.text == "leaders")
    assert [e.name for e in found.entities_at(head)] == ["Majid Rahimi", "Ann Lee"]


def test_two_sides_are_the_people_who_met(parsed):
    text = "Norwegian President Ola Berg met Kemal Yildiz of Turkey. The two sides signed nothing."
    ann, found = entities(parsed, text)
    head = next(t.i for t in ann.doc if t.text == "sides")
    assert [e.name for e in found.entities_at(head)] == ["Ola Berg", "Kemal Yildiz"]


def test_two_leaders_of_three_people_are_unknown(parsed):
    text = "Ann Lee met Bob Ray and Carl Fox. The two leaders signed nothing."
    ann, found = entities(parsed, text)
    head = next(t.i for t in ann.doc if t.text == "leaders")
    assert len(found.entities_at(head)) == 1


def test_the_head_of_a_titled_name_gives_the_person(parsed):
    ann, found = entities(parsed, "Pentagon spokesman John Reed resigned.")
    head = next(t.i for t in ann.doc if t.text == "Reed")
    assert [e.name for e in found.entities_at(head)] == ["John Reed"]
    assert found.at(head).form == "name"


def test_pronouns_are_less_certain_than_names(parsed):
    text = "Norway rejected the offer. It said so. Ann Lee met Bob Ray. They left Chile."
    ann, found = entities(parsed, text)
    certain = {ann.surface(m.span): m.certainty for m in found.mentions}
    assert certain["Norway"] == certain["Ann Lee"] == 1
    assert 0 < certain["It"] < 1
    assert 0 < certain["They"] < 1


def test_an_unresolved_pronoun_gives_nothing(parsed):
    _ann, found = entities(parsed, "It is raining.")
    assert found.at(0) is None
    assert found.entities_at(0) == ()


def test_ids_do_not_change(parsed):
    text = "Ann Lee met Bob Ray. She thanked him."
    one, two = entities(parsed, text)[1], entities(parsed, text)[1]
    assert one.entities == two.entities
    assert one.mentions == two.mentions


def test_a_description_that_the_page_breaks_names_its_entity_in_one_line(parsed):
    ann = parsed("The Chilean fisheries\nminister resigned.")
    resolution = resolve(ann, find_mentions(ann), find_attributions(ann))
    assert "The Chilean fisheries minister" in [entity.name for entity in resolution.entities]
