"""Posts whose phrase does not tell what they are in: what the article tells of it before."""

import pytest

from kg.reading.article import read_annotation

TOLD = [
    # where one goes, and whose guest or buyer one names, is another country
    ("Prime Minister Anna Berg ended a visit to Chile.", {"holdsRole Anna Berg"}),
    ("President Anna Berg sold the ships to a Chilean firm.", {"holdsRole Anna Berg"}),
    # a relative clause tells of which
    (
        "Siemens, whose chief executive, Anna Berg, is ill, sued Nestle in Norway.",
        {"headOf Anna Berg Siemens", "memberOf Anna Berg Siemens"},
    ),
    # the country that the article is about is none of which only an envoy is named
    (
        "Norway will buy ships, the defence minister, Anna Berg, said. The Chilean envoy left.",
        {"ministerOf Anna Berg Norway"},
    ),
    (
        "The Chilean ambassador met Norway's minister. Finance Minister Anna Berg left Chile.",
        {"ministerOf Anna Berg"},
    ),
    # a title behind the words of who has it
    (
        "Siemens lost money in May. Costs rose, chief executive Anna Berg said.",
        {"headOf Anna Berg Siemens"},
    ),
    (
        "Siemens sued Nokia in May. Costs rose, chief executive Anna Berg said.",
        {"holdsRole Anna Berg"},
    ),
    # the only body named just before, or the one pointed to
    (
        "Siemens grew in May. The chief executive, Anna Berg, was pleased.",
        {"headOf Anna Berg Siemens"},
    ),
    (
        "Siemens sued Nestle in May. The chief executive, Anna Berg, was pleased.",
        {"holdsRole Anna Berg"},
    ),
    (
        "Siemens sued Nestle. The finance director there, Anna Berg, was pleased.",
        {"employeeOf Anna Berg Nestle"},
    ),
    (
        "Siemens sued Nestle in May. Anna Berg, the head boy, was pleased.",
        {"holdsRole Anna Berg"},
    ),
    (
        "Siemens grew in May. A chief executive, Anna Berg, was pleased.",
        {"holdsRole Anna Berg"},
    ),
    # a bare title that opens its sentence points to that body, too
    ("Siemens grew in May. Chief executive Anna Berg was pleased.", {"headOf Anna Berg Siemens"}),
    (
        "Siemens grew in May. Spokeswoman Anna Berg was pleased.",
        {"spokespersonOf Anna Berg Siemens"},
    ),
    ("Siemens grew. A rival, said director Anna Berg, had not.", {"holdsRole Anna Berg"}),
    ("Siemens was in court. Police spokeswoman Anna Berg was pleased.", {"holdsRole Anna Berg"}),
    ("Siemens sponsored it. Film director Anna Berg was pleased.", {"holdsRole Anna Berg"}),
    ("Siemens grew in May. Senator Anna Berg was pleased.", {"holdsRole Anna Berg"}),
    # a government that is not named is that of the country
    (
        "Chile buys ships from Siemens. Government spokeswoman Anna Berg was pleased.",
        {"spokespersonOf Anna Berg Chile"},
    ),
    (
        "Chile and Peru buy ships. Government spokeswoman Anna Berg was pleased.",
        {"holdsRole Anna Berg"},
    ),
    # the only town named before
    (
        "Siemens sued the town of Velmo. Mayor Anna Berg was not pleased.",
        {"mayorOf Anna Berg Velmo"},
    ),
    ("Floods hit Graz. Mayor Anna Berg went there.", {"mayorOf Anna Berg Graz"}),
    (
        "Trains from Graz to Vienna were late. Mayor Anna Berg was not pleased.",
        {"holdsRole Anna Berg"},
    ),
    # a form of state that has no such post is not meant
    (
        "Norway asked the United States. Prime Minister Anna Berg left.",
        {"headOfGovernment Anna Berg Norway"},
    ),
    ("Norway and Chile met. Prime Minister Anna Berg left.", {"headOfGovernment Anna Berg Norway"}),
    ("Norway and Sweden met. Prime Minister Anna Berg left.", {"holdsRole Anna Berg"}),
    ("Norway was cold. President Anna Berg left.", {"holdsRole Anna Berg"}),
    # the only body of the kind that the title tells
    (
        "Council spokeswoman Anna Berg left. The Nordic Council met.",
        {"spokespersonOf Anna Berg Nordic Council"},
    ),
    (
        "Council spokeswoman Anna Berg left. The Nordic Council met the Arctic Council.",
        {"holdsRole Anna Berg"},
    ),
    ("The Norwegian Senate met. Senator Anna Berg left.", {"memberOf Anna Berg Norwegian Senate"}),
    (
        "The Norwegian Senate met the Chilean Senate. Senator Anna Berg left.",
        {"holdsRole Anna Berg"},
    ),
    # the same person's fuller title, and those of colleagues
    ("Lufthansa Captain Anna Berg wept. Captain Berg left.", {"memberOf Anna Berg Lufthansa"}),
    (
        "Norwegian Prime Minister Jon Vik and Finance Minister Anna Berg went to Chile.",
        {"ministerOf Anna Berg Norway"},
    ),
    (
        "Norwegian Prime Minister Jon Vik met Finance Minister Anna Berg of Chile.",
        {"ministerOf Anna Berg Chile", "citizenOf Anna Berg Chile"},
    ),
    (
        "Kenyan President Jon Vik wept. Vice President Anna Berg left.",
        {"holdsRole Anna Berg Kenya"},
    ),
    (
        "Kenyan President Jon Vik met Chilean President Ed Roe. Vice President Anna Berg left.",
        {"holdsRole Anna Berg"},
    ),
    # the body behind the name
    (
        "Commissioner Anna Berg of the Nordic Council left.",
        {"headOf Anna Berg Nordic Council"},
    ),
]


@pytest.mark.parametrize(("text", "wanted"), TOLD)
def test_what_a_post_is_in_by_the_article(parsed, text, wanted):
    extraction = read_annotation(parsed(text))
    names = {entity.id: entity.name for entity in extraction.entities}
    found = set()
    for fact in extraction.facts:
        if fact.rule.startswith("post.") and fact.asserted:
            ends = {arg.role: names.get(arg.entity, arg.text) for arg in fact.args}
            if ends["subject"] == "Anna Berg":
                found.add(" ".join((fact.relation, *ends.values())))
    assert found == wanted
