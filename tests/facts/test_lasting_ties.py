"""Where people and bodies come from, and what they own or made: subject, relation, object."""

import pytest

from kg.reading.article import read_annotation

RELATIONS = (
    "citizenOf", "residentOf", "bornIn", "alumnusOf", "authorOf", "ownerOf", "basedIn", "partOf",
)  # fmt: skip
TIES = [
    ("Nadia Berg, 41, from Leeds, was arrested.", {"Nadia Berg residentOf Leeds"}),
    (
        "Nadia Berg and Tom Reed, both from Kenya, won.",
        {"Nadia Berg citizenOf Kenya", "Tom Reed citizenOf Kenya"},
    ),
    ("Tom Reed of Ohio sued the company.", {"Tom Reed residentOf Ohio"}),
    # of several each is from one place
    ("Nurses from Kenya met in Oslo.", {"Nurses from Kenya citizenOf Kenya"}),
    ("Nurses from Kenya and Chad met in Oslo.", set()),
    ("The choir sang in Oslo.\n\nNadia from Leeds led it.", {"Nadia residentOf Leeds"}),
    # of those named with a people's noun, one is one and several are several
    ("They met a Vietnamese, Minh Tran, and Ann Lee.", {"Minh Tran citizenOf Vietnamese"}),
    ("Ohio resident Tom Reed sued.", {"Tom Reed residentOf Ohio"}),
    (
        "Nadia Berg, who uses they and them, won. They live in Graz.",
        {"Nadia Berg residentOf Graz"},
    ),
    ("The villagers fled. They live in Graz.", set()),
    ("US actor Tom Reed left.", {"Tom Reed citizenOf US"}),
    ("Nadia Berg was born in Oslo in 1970.", {"Nadia Berg bornIn Oslo"}),
    ("Nadia Berg graduated from Yale University.", {"Nadia Berg alumnusOf Yale University"}),
    ("Nadia Berg, a graduate of Yale University, won.", {"Nadia Berg alumnusOf Yale University"}),
    ("The hotel's owner, Tom Reed, sued.", {"Tom Reed ownerOf The hotel"}),
    ("Nadia Berg, the author of the book, left.", {"Nadia Berg authorOf the book"}),
    ("German carmaker Daimler grew.", {"Daimler basedIn Germany"}),
    ("China's Tsinghua University reported it.", {"Tsinghua University basedIn China"}),
    ("Norway's Supreme Court ruled.", {"Supreme Court partOf Norway"}),
    # Whom a verb takes from a place, a title's own complement, a modifier of another noun.
    ("The army evacuated Tom Reed from Kabul.", set()),
    ("Tom Reed reported from Kabul.", set()),
    ("German police arrested Siemens managers.", set()),
]


@pytest.mark.parametrize(("text", "ties"), TIES)
def test_ties(parsed, text, ties):
    extraction = read_annotation(parsed(text))
    names = {entity.id: entity.name for entity in extraction.entities}
    found = {
        " ".join((names[f.args[0].entity], f.relation, names[f.args[1].entity]))
        for f in extraction.facts
        if f.relation in RELATIONS and f.asserted
    }
    assert found == ties


def test_birth_is_for_good(parsed):
    extraction = read_annotation(parsed("Nadia Berg was born in Oslo in 1970."))
    (fact,) = [fact for fact in extraction.facts if fact.relation == "bornIn"]
    assert "temporal" not in fact.details
