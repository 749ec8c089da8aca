"""Texts given in full that a paragraph announces."""

from kg.attributions.quotations import find_attributions

PAGE = """Lee denies plan

Ann Lee denied the plan on Monday, "I did not," she said.

Read the full text of the remarks below:

Follow Bo Dahl on Twitter @BoDahl.
"""


def test_what_is_announced_need_not_be_there(parsed):
    found = find_attributions(parsed(PAGE))
    assert "speech.full" not in {item.rule for item in found}
