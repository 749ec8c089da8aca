"""Who is of which party, by an adjective before a post or a noun of its adherents."""

import pytest

from kg.reading.article import read_annotation

MEMBERS = [
    ("Sandra Berg, a Republican, won the seat.", {"Sandra Berg > Republican"}),
    ("Democrat Jon Berg lost.", {"Jon Berg > Democrat"}),
    (
        "Two Democratic Representatives, Nora Ruiz and Bo Dahl, voted against it.",
        {"Nora Ruiz > Democratic", "Bo Dahl > Democratic"},
    ),
    ("The Republican governor of Ohio, Eve Wood, won.", {"Eve Wood > Republican"}),
    ("Ken Lowe is a lifelong Democrat.", {"Ken Lowe > Democrat"}),
    ("Jon Berg, SPD, was elected mayor.", {"Jon Berg > SPD"}),
    ("Nora Ruiz, Labour, voted against it.", {"Nora Ruiz > Labour"}),
    (
        "Nora Ruiz of Ohio, Bo Dahl of Utah, and Cem Kaya of Maine, all Democrats, voted no.",
        {"Nora Ruiz > Democrats", "Bo Dahl > Democrats", "Cem Kaya > Democrats"},
    ),
    ("Nora Ruiz of Ohio, a Democrat, voted no.", {"Nora Ruiz > Democrat"}),
    ("Nora Ruiz, Siemens, voted against it.", set()),
    ("Republicans criticised Mayor Lena Orr.", set()),
    ("Liberal arts professor Ana West spoke.", set()),
]


@pytest.mark.parametrize(("text", "wanted"), MEMBERS)
def test_members(parsed, text, wanted):
    found = set()
    for fact in read_annotation(parsed(text)).facts:
        if fact.relation == "memberOf":
            ends = {arg.role: arg.text for arg in fact.args}
            found.add(f"{ends['subject']} > {ends['object']}")
    assert found == wanted
