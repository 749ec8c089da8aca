"""Time expressions in their sentences: whose time they tell, and which day that is."""

from dataclasses import replace

import pytest

from kg.qualification.times import find_times
from kg.qualification.when import find_when

# Published on a Wednesday. The predicate in question stands between asterisks.
PUBLISHED = "2025-03-12"
DATED = [
    # a clause with "when", and what an object is doing, are of the same moment
    ("Nine people *drowned* when a ferry sank on 2 March.", "2025-03-02"),
    ("When a ferry sank on 2 March, nine people *drowned*.", None),
    ("Rebels *fired* on a lorry carrying flour on Monday.", "2025-03-10"),
    ("Norway and Chile *signed* a treaty on sharing ships on Monday.", "2025-03-10"),
    ("Ann Berg went to the palace to *meet* Carl Dorn on Tuesday evening.", "2025-03-11"),
    ("Ann Berg *met* Carl Dorn on Tuesday.", "2025-03-11"),
    ("On Tuesday, Ann Berg *met* Carl Dorn, who had arrived on Sunday.", "2025-03-11"),
    ("Ann Berg met Carl Dorn, who had *arrived* on Sunday.", "2025-03-09"),
    ("The *arrest* in July 2019 led to a trial.", "2019-07"),
    ("Ann Berg is expected to *meet* Carl Dorn on Monday.", "2025-03-17"),
    ("Ann Berg will *meet* Carl Dorn on Monday.", "2025-03-17"),
    ("Ann Berg *flies* to Oslo on Monday for talks.", "2025-03-17"),
    ("The 2013 *agreement* was broken.", "2013"),
    ("The two sides held *talks* in Oslo yesterday.", "2025-03-11"),
    ("Ann Berg *met* Carl Dorn in Oslo.", None),
    ("Carl Dorn was *arrested* at his home in Velm on 2 March.", "2025-03-02"),
    ("Police officers on Sunday *arrested* Carl Dorn.", "2025-03-09"),
    ("Carl Dorn was *arrested* and charged on Sunday.", "2025-03-09"),
    ("On Sunday Carl Dorn lost his post and *left* the country.", "2025-03-09"),
    ("Carl Dorn lost his post on Sunday and *left* the country.", None),
    ("The ferry sank on Sunday, *killing* nine people.", "2025-03-09"),
    ("Ann Berg criticised Monday's *strike*.", "2025-03-10"),
    ("Ann Berg *criticised* Monday's strike.", None),
    ("Carl Dorn has *died*, his family said on Monday.", None),
    ("The *death* of Carl Dorn was announced on Monday.", None),
    ("Ann Berg said on Monday that she had *resigned* two days earlier.", "2025-03-08"),
    ("Ann Berg agreed on Monday to *meet* Carl Dorn.", None),
    ("Ann Berg managed on Monday to *meet* Carl Dorn.", "2025-03-10"),
    ("Ann Berg was forced on Sunday to *resign*.", "2025-03-09"),
    ("After meeting the king, on Sunday Ann Berg *resigned*.", "2025-03-09"),
    ("After *meeting* the king, on Sunday Ann Berg resigned.", None),
    ("*Attacking* the port, rebels crossed the border on Sunday.", None),
    ("Two days after Friday's vote, Ann Berg *resigned*.", "2025-03-09"),
    ("Ann Berg *resigned* a day before the vote on Friday.", "2025-03-06"),
    ("Hours after the fire broke out on Sunday, Carl Dorn *fled* to Velm.", "2025-03-09"),
    ("Ann Berg *resigned* two days after the vote.", None),
    ("The board met on Monday. It *appointed* Ann Berg the next day.", "2025-03-11"),
    ("The board met on Monday to end the strike that began on 2 March. It *appointed* Ann Berg "
     "the following day.", "2025-03-11"),
    ("Norland marked 30 years since rebels *captured* the port.", "1995"),
    ("Norland marked the 30th anniversary of the *invasion*.", "1995"),
    ("Monday saw Ann Berg *meet* Carl Dorn in Velm.", "2025-03-10"),
    ("From Monday to Thursday last week, Ann Berg *visited* Oslo.", "2025-03-03/2025-03-06"),
    ("Ann Berg has *visited* Oslo three times since 2015.", None),
    ("The court will *hear* the case by Friday.", None),
    ("The firm *dismissed* 2012 workers.", None),
    ("Police *arrested* Carl Dorn, 34, in room 1984 of the hotel.", None),
    ("The match was *watched* by 2019 people.", None),
    ("Ann Berg *chaired* the union between 2010 and 2014.", "2010/2014"),
    ("Between 2010 and 2014 Ann Berg *chaired* the union.", "2010/2014"),
    ("The hall *held* between 1500 and 2000 people.", None),
    ("Carl Dorn *died* at 91.", None),
    ("Ann Berg *visits* the market every Friday.", None),
    ("Augusta Friday *resigned* in January.", "2025-01"),
    ("Her sister June *resigned* in January.", "2025-01"),
    ("Ann Berg spoke on Monday during a *meeting* in Velm.", "2025-03-10"),
    ("A fire on Sunday *killed* two people.", "2025-03-09"),
    ("Two people were *killed* by an explosion on Sunday.", "2025-03-09"),
    ("The port was hit on Sunday by several *strikes*.", "2025-03-09"),
    ("Two people died in a *bombing* that happened on 2 March.", "2025-03-02"),
    ("Two people *died* in a bombing that happened on 2 March.", "2025-03-02"),
    ("The driver died on Sunday when his bus *left* the road.", "2025-03-09"),
    ("The virus may have *killed* two men, according to officials on Sunday.", None),
    ("According to officials on Sunday, the virus *killed* two men.", None),
    ("Ann Berg *died* within two days after Friday's vote.", None),
    ("He fell ill on Monday and *died*.", None),
    ("Despite signs of hope on Sunday, he fell ill on Monday and *died*.", None),
    ("On Tuesday the academy *named* the winners of the 2019 Nobel Prize.", "2025-03-11"),
    ("On Sunday Presidents Ann Berg and Carl Dorn *signed* the pact.", "2025-03-09"),
    ("When *elected* by the council in 2014, she was a lawyer.", "2014"),
    ("Hundreds gathered on Sunday to mark 80 years since a torpedo sank the ferry, *killing* nine.",
     "1945"),
    ("The envoys met on 4 March, according to the guest book, and again *met* on 6 March.",
     "2025-03-06"),
    ("The ministers *met* at a summit in Velm on Monday.", "2025-03-10"),
    ('"Carl Dorn was *arrested* today," Ann Berg said on Monday.', None),
    ("The trial, which was scheduled to *start* in January, was delayed.", "2025-01"),
    ("The trial *starts* in April.", "2025-04"),
    ("Rebels *attacked* the port in 1998.", "1998"),
    ("In the early hours of Sunday rebels *attacked* the port.", "2025-03-09"),
    ("On this day in 1982 rebels *attacked* the port.", "1982-03-12"),
]  # fmt: skip
DATELINES = [
    ("VELM, Norland, March 10 (NNA) — Police *arrested* Carl Dorn on Sunday.", None, None),
    ("VELM, Norland, March 10 (NNA) — Police *arrested* Carl Dorn yesterday.", PUBLISHED,
     "2025-03-09"),
    ("VELM, 10 March 2025 -- Police *arrested* Carl Dorn today.", None, "2025-03-10"),
    ("OSLO — Police *arrested* Carl Dorn on Sunday.", PUBLISHED, "2025-03-09"),
]  # fmt: skip


def marked(parsed, text, published):
    before = text.partition("*")[0]
    ann = parsed(text.replace("*", ""))
    ann = replace(ann, article=replace(ann.article, published=published))
    return ann, next(i for i, start in enumerate(ann.starts) if start == len(before))


@pytest.mark.parametrize(("text", "value"), DATED)
def test_dated(parsed, text, value):
    ann, trigger = marked(parsed, text, PUBLISHED)
    found = find_when(ann, find_times(ann), trigger)
    assert (found and found.value) == value


@pytest.mark.parametrize(("text", "value"), DATED)
def test_nothing_is_resolved_without_a_day(parsed, text, value):
    ann, trigger = marked(parsed, text, None)
    found = find_when(ann, find_times(ann), trigger)
    told = value is not None and all(len(year) == 4 for year in value.split("/"))
    assert found is None or found.value in (None, value if told else "2019-07")


@pytest.mark.parametrize(("text", "published", "value"), DATELINES)
def test_dateline(parsed, text, published, value):
    ann, trigger = marked(parsed, text, published)
    found = find_when(ann, find_times(ann), trigger)
    assert (found and found.value) == value


def test_bounds(parsed):
    ann, trigger = marked(parsed, "Ann Berg has *visited* Oslo three times since 2015.", None)
    found = find_when(ann, find_times(ann), trigger)
    assert (found.text, found.bound, found.value) == ("2015", "since", None)
    assert (found.earliest, found.latest) == ("2015-01-01", None)
