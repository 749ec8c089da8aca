"""Names as a person would mark them, with their types and titles."""

import pytest

from kg.mentions.mentions import find_mentions

NAMES = [
    # firms called after a nation or like a title; initials of small words too
    ("Swiss Re said it would hire. General Re reported a loss.",
     [("Swiss Re", "Organization", ""), ("General Re", "Thing", "")]),
    ("The Swiss Federer said he was tired.", [("Swiss", "Place", ""), ("Federer", "Person", "")]),
    ("Transport for Leeds (TfL) told passengers to stay away.",
     [("Transport for Leeds", "Organization", ""), ("TfL", "Organization", "")]),
    # the verb of saying that begins a sentence
    ("Said Bob Ray: “It is fine.”", [("Bob Ray", "Person", "")]),
    # people: titles, particles, surnames that the tagger misses
    ("Turkish President Kemal Yildiz met Defense Secretary Joan Park.",
     [("Turkish", "Place", ""), ("Kemal Yildiz", "Person", "President"),
      ("Joan Park", "Person", "Defense Secretary")]),
    ("Dr. Samir al-Najjar said Mrs. Lopez had left.",
     [("Samir al-Najjar", "Person", "Dr."), ("Lopez", "Person", "Mrs.")]),
    ("Majid Rahimi spoke first. Rahimi said the talks went well.",
     [("Majid Rahimi", "Person", ""), ("Rahimi", "Person", "")]),
    # organisations by their head noun
    ("The Ministry of Fisheries sued the Harbor Workers Union.",
     [("Ministry of Fisheries", "Organization", ""),
      ("Harbor Workers Union", "Organization", "")]),
    # a noun that begins a sentence or quotation
    ("“Time is running out,” Ann Lee said.", [("Ann Lee", "Person", "")]),
    ("“Wells are not targets,” the envoy said.", []),
    # those who joined are of the name
    ("Diplomats from Chad and the P4+1 group met.",
     [("Chad", "Place", ""), ("P4+1", "Organization", "")]),
    # partners behind "&"; two people are two
    ("He works for Harbor & Inland Shipping, a Chilean carrier.",
     [("Harbor & Inland Shipping", "Organization", ""), ("Chilean", "Place", "")]),
    ("Umber & Inland makes ships.", [("Umber & Inland", "Organization", "")]),
    ("Ann Lee & Bob Ray sang.", [("Ann Lee", "Person", ""), ("Bob Ray", "Person", "")]),
    # agreements
    ("Norway signed the Arctic Fisheries Agreement and left the Baltic Grain Treaty.",
     [("Norway", "Place", ""), ("Arctic Fisheries Agreement", "Agreement", ""),
      ("Baltic Grain Treaty", "Agreement", "")]),
    # a surname that is a place's: told of as a person, and not where something is
    ("Milena Paris, a teacher, has left. Paris was born in Oslo. Paris's father said she moved to "
     "a flat in Paris.",
     [("Milena Paris", "Person", ""), ("Paris", "Person", ""), ("Oslo", "Place", ""),
      ("Paris", "Person", ""), ("Paris", "Place", "")]),
    ("Ann Jordan, 43, sings. Jordan said she would travel. Tourists like hotels in Jordan.",
     [("Ann Jordan", "Person", ""), ("Jordan", "Person", ""), ("Jordan", "Place", "")]),
    ("Officials in Jordan met again. Jordan said it would sign.",
     [("Jordan", "Place", ""), ("Jordan", "Place", "")]),
    # ... by two weak signs, or a common given name
    ("Velmora Paris left. Paris said it would wait. Paris said it would vote.",
     [("Velmora Paris", "Person", ""), ("Paris", "Person", ""), ("Paris", "Person", "")]),
    ("Ann Georgia left. Georgia is old. Georgia is tall.",
     [("Ann Georgia", "Person", ""), ("Georgia", "Person", ""), ("Georgia", "Person", "")]),
    # what a noun in front tells; an article tells that it is no person
    ("They served aboard the cruise ship Aurelia. The crew left the Aurelia.",
     [("Aurelia", "Product", ""), ("Aurelia", "Product", "")]),
    # what a name is said to be
    ("They bought a ship named Corvina. A man known as Zebedo sold it.",
     [("Corvina", "Product", ""), ("Zebedo", "Person", "")]),
    # peoples, faiths and parties
    ("Critics told Muslims and fellow Democrats to wait.",
     [("Muslims", "Group", ""), ("Democrats", "Group", "")]),
    # things that begin with a person's name
    ("They launched the Edna Moore Space Telescope and the Joan Park Legacy Program.",
     [("Edna Moore Space Telescope", "Product", ""), ("Joan Park Legacy Program", "Thing", "")]),
    # acronyms that name no actor
    ("Schools closed because of COVID and the economy shrank.", [("COVID", "Thing", "")]),
    # given names in two halves
    ("Voters chose Han Min-chul of the Harbor Party.",
     [("Han Min-chul", "Person", ""), ("Harbor Party", "Organization", "")]),
    # words with hyphens: halves of given names, particles, but no compounds
    ("They met South Korean President Moon Jae-in. Hasan al-Berri said so.",
     [("South Korean", "Place", ""), ("Moon Jae-in", "Person", "President"),
      ("Hasan al-Berri", "Person", "")]),
    ("Dana Lee-style politics failed. Lee resigned.",
     [("Dana Lee", "Person", ""), ("Lee", "Person", "")]),
    # generations are part of the name; party and state are no name
    ("Frank Orr, Jr., a Democrat, met Sen. Ann Hart (D-Ohio).",
     [("Frank Orr, Jr.", "Person", ""), ("Democrat", "Organization", ""),
      ("Ann Hart", "Person", "Sen.")]),
    # a capital inside the word, or a capital article inside the sentence
    ("The website eFarm closed. Last year eFarm had grown.",
     [("eFarm", "Organization", ""), ("eFarm", "Organization", "")]),
    ("She wrote jokes for The Onion, and The Onion said it liked them.",
     [("Onion", "Organization", ""), ("Onion", "Organization", "")]),
    # laws that go on behind a preposition
    ("They will pass the Joan Park Fairness in Housing Act soon.",
     [("Joan Park Fairness in Housing Act", "Law", "")]),
    # surnames that are nouns or plurals of nouns
    ("Jeff Sessions resigned. Nathan Law was elected.",
     [("Jeff Sessions", "Person", ""), ("Nathan Law", "Person", "")]),
    # a month's name is a surname only where it is no date
    ("Theresa May resigned in May. May said she was sorry.",
     [("Theresa May", "Person", ""), ("May", "Person", "")]),
    ("Theresa May resigned. The May election was close.", [("Theresa May", "Person", "")]),
    # neighbours that the tagger left out
    ("Ndedeigru Kwabari Ndeko Group closed a plant.",
     [("Ndedeigru Kwabari Ndeko Group", "Organization", "")]),
    ("The academy named the winners of the 2019 Nobel Prize.", [("Nobel Prize", "Thing", "")]),
    # clubs
    ("The team lost to Borussia Neuheim on Sunday.", [("Borussia Neuheim", "Organization", "")]),
    # what is no name's in a headline, as the text shows
    ("Hakim Verdict Postponed Amid New Evidence\n\nThe court postponed its ruling on Omar Hakim. "
     "Hakim had asked for that.",
     [("Hakim", "Person", ""), ("Omar Hakim", "Person", ""), ("Hakim", "Person", "")]),
    # possessives are no part of names
    ("Norway's minister thanked Peru's envoy.", [("Norway", "Place", ""), ("Peru", "Place", "")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), NAMES)
def test_names(parsed, text, expected):
    found = [m for m in find_mentions(parsed(text)) if m.form == "name"]
    assert [(m.name, m.type, m.title) for m in found] == expected
