"""A parsed text says in plain Python what spaCy says of it."""

import pytest
from conftest import blank
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc as Parsed

from kg.syntax.tokens import Doc

WORDS = 'Ann met , " 12 OSLO and (the) first Lee'
DEPS = ("conj", "nsubj", "dobj", "punct", "prep")
ALIKE = (
    "i idx text whitespace_ lower_ lemma_ tag_ pos_ dep_ ent_type_ ent_iob_ is_sent_start is_alpha "
    "is_digit is_lower is_upper is_title is_punct is_quote is_bracket is_stop like_num n_lefts "
    "n_rights"
)
MANY = "children lefts rights ancestors subtree conjuncts"


@st.composite
def parses(draw) -> Parsed:
    """Texts of a few words with any tree, entities, spaces and sentences."""
    words = draw(st.lists(st.sampled_from(WORDS.split()), min_size=1, max_size=14))
    order = draw(st.permutations(range(len(words))))
    heads = list(range(len(words)))
    for place, token in enumerate(order[1:], 1):
        heads[token] = draw(st.sampled_from([*order[:place], token]))
    labels = [
        "ROOT" if head == at else draw(st.sampled_from(DEPS)) for at, head in enumerate(heads)
    ]
    ents = [draw(st.sampled_from(["O", "B-ORG", "I-ORG"])) for _ in words]
    for at, before in enumerate(["O", *ents[:-1]]):
        if before == "O" and ents[at] == "I-ORG":
            ents[at] = "O"
    return Parsed(
        blank().vocab,
        words=words,
        spaces=[draw(st.booleans()) for _ in words],
        heads=heads,
        deps=labels,
        tags=["NN"] * len(words),
        pos=["NOUN"] * len(words),
        lemmas=[word.lower() for word in words],
        ents=ents,
    )


def bounds(spans) -> list[tuple[int, int, str]]:
    return [(span.start, span.end, span.label_) for span in spans]


@given(parses(), st.integers(-3, 16), st.integers(-3, 16))
@settings(max_examples=150, deadline=None)
def test_what_is_asked_means_what_it_means_in_spacy(parsed, start, end):
    doc = Doc(parsed)
    assert len(doc) == len(parsed) and bounds(doc.ents) == bounds(parsed.ents)
    assert bounds(doc.sents) == bounds(parsed.sents)
    for ours, theirs in zip(doc, parsed, strict=True):
        for name in ALIKE.split():
            assert getattr(ours, name) == getattr(theirs, name), name
        for name in MANY.split():
            found = [token.i for token in getattr(ours, name)]
            assert found == [token.i for token in getattr(theirs, name)], name
        for name in ("head", "left_edge", "right_edge"):
            assert getattr(ours, name).i == getattr(theirs, name).i
        assert bounds([ours.sent]) == bounds([theirs.sent]) and len(ours) == len(theirs)
    ours, theirs = doc[start:end], parsed[start:end]
    assert (bounds([ours]), ours.text) == (bounds([theirs]), theirs.text)
    assert bounds(ours.ents) == bounds(theirs.ents) or not len(theirs)
    if len(theirs):
        assert ours.root.i == theirs.root.i and ours[-1].i == theirs[-1].i
        assert bounds([ours[1:], ours[:-1]]) == bounds([theirs[1:], theirs[:-1]])


def test_a_token_that_is_not_there_cannot_be_asked():
    doc = Doc(Parsed(blank().vocab, words=["Ann", "left"], heads=[1, 1], deps=["nsubj", "ROOT"]))
    assert doc[0].nbor() is doc[-1] and doc[1].nbor(-1) is doc[0]
    for asked in (
        lambda: doc[2],
        lambda: doc[0].nbor(-1),
        lambda: doc[1].nbor(),
        lambda: doc[:1][1],
    ):
        with pytest.raises(IndexError):
            asked()


def test_a_long_chain_is_gone_down():
    words = 3000
    heads = [max(0, at - 1) for at in range(words)]
    deps = ["ROOT", *["conj"] * (words - 1)]
    doc = Doc(Parsed(blank().vocab, words=["a"] * words, heads=heads, deps=deps))
    assert len(list(doc[0].subtree)) == len(doc[0].conjuncts) + 1 == words
