"""What the parser hung on the wrong word is hung where it belongs, and the rest stays."""

import pytest
import spacy
from known import KNOWLEDGE
from spacy.tokens import Doc

from kg.syntax.rehanging import _move, rehang

NOUNS, VERBS = ("NN", "NNS", "NNP"), ("VBD", "VBG")


def read(text: str) -> Doc:
    """A doc of words written as "word/tag/dependency/head", the head by its place in the row.

    Behind the head may stand the type of a name.
    """
    rows = [word.split("/") for word in text.split()]
    words = [row[0] for row in rows]
    pos = [
        "PROPN" if r[1] == "NNP" else "NOUN" if r[1] in NOUNS else "VERB" if r[1] in VERBS else "X"
        for r in rows
    ]
    glued = {i - 1 for i, word in enumerate(words) if word == "-"}
    glued |= {i for i, word in enumerate(words) if word == "-"}
    return Doc(
        spacy.blank("en").vocab,
        words=words,
        spaces=[i not in glued for i in range(len(words))],
        tags=[row[1] for row in rows],
        pos=pos,
        lemmas=[word.lower() for word in words],
        deps=[row[2] for row in rows],
        heads=[int(row[3]) for row in rows],
        ents=[f"I-{row[4]}" if row[4:] else "O" for row in rows],
    )


@pytest.mark.parametrize(
    ("text", "moved"),
    [
        ("On/IN/prep/3 Sunday/NNP/compound/2 crews/NNS/nsubj/3 left/VBD/ROOT/3",
         {"Sunday": ("On", "pobj")}),
        # a day that is a part of a name, and one that its preposition has
        ("They/PRP/nsubj/1 relied/VBD/ROOT/1 on/IN/prep/1 Sunday/NNP/compound/4 papers/NNS/pobj/2",
         {}),
        ("On/IN/prep/2 Sunday/NNP/pobj/0 left/VBD/ROOT/2 crews/NNS/nsubj/2", {}),
        # who is put into a post is no part of its name
        ("Boards/NNS/nsubj/1 elect/VBD/ROOT/1 Ann/NNP/compound/3/PERSON "
         "Lee/NNP/compound/4/PERSON speaker/NN/dobj/1",
         {"speaker": ("elect", "oprd"), "Lee": ("elect", "dobj")}),
        ("Boards/NNS/nsubj/1 elect/VBD/ROOT/1 Ann/NNP/compound/3/PERSON "
         "Lee/NNP/compound/4/PERSON house/NN/dobj/1", {}),
        ("Boards/NNS/ROOT/0 elect/VBD/acl/0 Ann/NNP/compound/3/PERSON speaker/NN/oprd/1",
         {"Ann": ("elect", "dobj"), "Boards": ("elect", "nsubj"), "elect": ("elect", "ROOT")}),
        ("risk/NN/ROOT/0 of/IN/prep/0 rebels/NNS/pobj/1 attacking/VBG/acl/2 towns/NNS/dobj/3",
         {"attacking": ("of", "pcomp"), "rebels": ("attacking", "nsubj")}),
        ("named/VBD/ROOT/0 threat/NN/dobj/0 of/IN/prep/1 a/DT/det/4 dam/NN/pobj/2 "
         "bursting/VBG/advcl/0",
         {"bursting": ("of", "pcomp"), "dam": ("bursting", "nsubj")}),
        ("group/NN/ROOT/0 of/IN/prep/0 rebels/NNS/pobj/1 attacking/VBG/acl/2 towns/NNS/dobj/3", {}),
        ("Lee/NNP/ROOT/0 and/CC/cc/0 30/CD/nummod/3 co/NNS/conj/0 -/NNS/conj/0 owners/NNS/conj/0",
         {"30": ("owners", "nummod"), "co": ("owners", "compound"), "-": ("owners", "punct")}),
        ("met/VBD/ROOT/0 12/CD/nummod/2 ex/NNS/dobj/0 -/NNS/dobj/0 ministers/NNS/npadvmod/0",
         {"12": ("ministers", "nummod"), "ex": ("ministers", "compound"),
          "-": ("ministers", "punct"), "ministers": ("met", "dobj")}),
        ("met/VBD/ROOT/0 the/DT/det/4 ex/NN/compound/4 -/HYPH/punct/4 minister/NN/dobj/0", {}),
        ("both/DT/det/1 men/NNS/ROOT/1 and/CC/cc/1 boys/NNS/conj/1", {"both": ("men", "preconj")}),
        ("both/DT/det/1 men/NNS/ROOT/1 and/CC/cc/1 the/DT/det/4 boy/NN/conj/1", {}),
        ("Both/DT/det/1 men/NNS/nsubj/2 left/VBD/ROOT/2", {}),
        # "The ex-minister's lawyer"
        ("The/DT/det/4 ex/NN/compound/4 -/NN/poss/4 minister/NN/poss/4 lawyer/NN/ROOT/4",
         {"The": ("minister", "det"), "ex": ("minister", "compound"), "-": ("minister", "punct")}),
        # what somebody is accused of, and what he is a chief of
        ("accuse/VBD/ROOT/0 politician/NN/dobj/0 of/IN/prep/1 treason/NN/pobj/2",
         {"of": ("accuse", "prep")}),
        ("accuse/VBD/ROOT/0 chief/NN/dobj/0 of/IN/prep/1 police/NN/pobj/2", {}),
        # who somebody is from somewhere, and whom a club has
        ("Doyle/NNP/nsubj/5/PERSON from/IN/prep/0 Leeds/NNP/pobj/1/GPE who/WP/nsubj/4 "
         "fled/VBD/relcl/2 wept/VBD/ROOT/5", {"fled": ("Doyle", "relcl")}),
        ("sacked/VBD/ROOT/0 manager/NN/dobj/0 at/IN/prep/0 Fennel/NNP/pobj/2/ORG "
         "who/WP/nsubj/5 sued/VBD/relcl/3", {"sued": ("manager", "relcl")}),
        ("Fans/NNS/ROOT/0 of/IN/prep/0 Bayern/NNP/pobj/1/PERSON who/WP/nsubj/4 lost/VBD/relcl/2",
         {}),
        # no name: nobody tagged it
        ("Lee/NNP/nsubj/5 ,/,/punct/0 then/RB/advmod/0 mayor/NN/nsubj/5 ,/,/punct/3 "
         "left/VBD/ROOT/5", {}),
    ],
)  # fmt: skip
def test_rehang(text, moved):
    doc = read(text)
    before = {token.text: (token.head.text, token.dep_) for token in doc}
    rehang(doc, KNOWLEDGE)
    after = {token.text: (token.head.text, token.dep_) for token in doc}
    assert after == before | moved


def test_no_word_hangs_on_what_hangs_on_it():
    doc = read("Lee/NNP/ROOT/0 of/IN/prep/0 Ohio/NNP/pobj/1")
    _move([(doc[0], doc[2], "appos")])
    assert [token.head.i for token in doc] == [0, 0, 1]
    _move([(doc[0], doc[2], "appos"), (doc[2], doc[2], "ROOT")])
    assert [token.head.i for token in doc] == [2, 0, 2]
