"""What stands around a post or event: bodies behind names, rows, places of what is discussed."""

import pytest

from kg.model import Fact
from kg.reading.article import read_annotation

# relation, then role=words of its ends and what is told besides
FACTS = [
    # what a post is in stands behind the name
    ("Press officer Ann Lee of Siemens left.", {"spokespersonOf subject=Ann Lee object=Siemens"}),
    (
        "Project manager Ann Lee, of the charity Greenpeace, left.",
        {"memberOf subject=Ann Lee object=Greenpeace"},
    ),
    ("Julia Lane, the Governor General of Canada, left.",
     {"holdsRole subject=Julia Lane object=Canada"}),
    # what is over is so for the row, if nothing is said of the next
    ("Tom Reed, a former minister and mayor of Graz, died.",
     {"mayorOf subject=Tom Reed object=Graz former"}),
    ("Tom Reed, a former banker and the mayor of Graz, died.",
     {"mayorOf subject=Tom Reed object=Graz"}),
    # an author is of no bureau
    ("Siemens engineer and author Tom Reed died.", {"holdsRole subject=Tom Reed"}),
    # the day on which somebody is told of ends no post
    ("On Monday, the man was identified as the driver Tom Reed.", {"holdsRole subject=Tom Reed"}),
    # what is talked about may be anywhere
    ("The ministers met to discuss the war in Sudan.", {"Meeting participant=The ministers"}),
    ("The ministers met to sign a treaty in Oslo.",
     {"Meeting participant=The ministers place=Oslo"}),
    # critics use words, and whoever agrees with somebody has no agreement
    ("Critics attacked the mayor over the plan.", set()),
    ("Everybody agreed with Ann Lee.", set()),
    ("Siemens agreed with Nokia to share the cost.",
     {"Agreement participant=Siemens participant=Nokia"}),
    # who took over was put into a post, and came after somebody
    ("Ann Lee took over from Tom Reed as chair of Siemens in May.",
     {"Appointment patient=Ann Lee",
      "Succession agent=Ann Lee patient=Tom Reed title=chair of Siemens"}),
    ("Ann Lee took bribes from Tom Reed.", set()),
    ("Parliament debated the nomination of Ann Lee.", {"Appointment patient=Ann Lee planned"}),
    ("Tom Reed retired from live shows in 2016.", {"Departure patient=Tom Reed"}),
    # orders and prizes by what is done with them
    ("Mira Castell received the Order of Merit in 2003.",
     {"Award patient=Mira Castell topic=the Order of Merit"}),
    ("Ann Lee won the Silver Lion for best director.",
     {"Award patient=Ann Lee topic=the Silver Lion"}),
    ("Tom Reed wrote Cold Water in 2003.", {"authorOf subject=Tom Reed object=Cold Water"}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), FACTS)
def test_told_in_full(parsed, text, expected):
    facts = read_annotation(parsed(text)).facts
    kinds = {one.split()[0] for one in expected} or {"Attack", "Agreement", "Succession"}
    assert {_shown(fact) for fact in facts if fact.relation in kinds} >= expected
    if not expected:
        assert not [fact for fact in facts if fact.relation in kinds]


def _shown(fact: Fact) -> str:
    told = [f"{arg.role}={arg.text}" for arg in fact.args if arg.role != "title" or fact.args[2:]]
    over = [fact.details["temporal"]] if "temporal" in fact.details else []
    plan = [fact.modality] if fact.modality != "actual" else []
    return " ".join([fact.relation, *told, *over, *plan])


def test_words_of_another_language_tell_nothing(parsed):
    text = "En mon nom et celui des Parisiens, mes pensées vont aux victimes et à leurs proches."
    assert not read_annotation(parsed(text)).facts
