"""Clauses and propositions of trees that no parser should give, but may."""

from conftest import blank
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc as Parsed

from kg.model import Article, Block, Span
from kg.propositions.propositions import find_propositions
from kg.syntax.annotate import Annotation
from kg.syntax.clauses import find_clauses
from kg.syntax.quotes import find_quotes
from kg.syntax.tokens import Doc
from tests.known import KNOWLEDGE

DEPS = (
    "ROOT acl acomp advcl advmod agent amod appos attr aux auxpass cc ccomp compound conj csubj "
    "dative dep det dobj expl mark neg nmod npadvmod nsubj nsubjpass oprd parataxis pcomp pobj "
    "poss prep prt punct relcl xcomp"
)
TAGS = "NN NNS NNP PRP PRP$ VB VBD VBG VBN VBZ MD TO IN DT JJ RB RP WDT WP WP$ WRB CC , . `` ''"
POS = "NOUN PROPN PRON VERB AUX ADP ADJ ADV DET PART SCONJ CCONJ PUNCT NUM X"
WORDS = 'who that whose where to of in part talks be hold with , . " met Oslo not'
TOKENS = st.tuples(
    *(st.sampled_from(names.split()) for names in (WORDS, DEPS, TAGS, POS)),
    st.integers(0, 10**6),
)


def annotation(tokens, heads, lemmas=None):
    """A text of words with tags, labels and heads as given; lemmas are the words by default."""
    words, deps, tags, pos, _ = zip(*tokens, strict=True)
    doc = Parsed(
        blank().vocab,
        words=words,
        heads=heads,
        deps=deps,
        tags=tags,
        pos=pos,
        lemmas=lemmas or words,
    )
    text = " ".join(words)
    starts = tuple(token.idx for token in doc)
    blocks = (Block("body", Span(0, len(text))),)
    return Annotation(
        article=Article("a", "d", Span(0, len(text)), None, blocks),
        text=text,
        doc=Doc(doc),
        starts=starts,
        ends=tuple(s + len(w) for s, w in zip(starts, words, strict=True)),
        block_of=(0,) * len(words),
        quotes=find_quotes(text, blocks, KNOWLEDGE),
        knowledge=KNOWLEDGE,
    )


@given(st.lists(TOKENS, min_size=1, max_size=25), st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_any_tree_is_read(tokens, random):
    order = list(range(len(tokens)))
    random.shuffle(order)
    heads = [0] * len(tokens)
    for place, token in enumerate(order):
        heads[token] = order[tokens[token][4] % place] if place else token
    ann = annotation(tokens, heads)
    clauses = find_clauses(ann)
    assert [c.trigger for c in clauses] == sorted({c.trigger for c in clauses})
    for clause in clauses:
        assert all(0 <= slot.head < len(tokens) for slot in clause.slots)
    for triple in find_propositions(ann, clauses):
        assert 0 <= triple.confidence <= 1
        for phrase in (triple.subject, triple.predicate, *triple.objects):
            assert all(0 <= s.start < s.end <= len(ann.text) for s in phrase.spans)


def test_a_root_that_is_joined_to_nothing_is_read():
    for tag, pos in (("NN", "NOUN"), ("VBD", "VERB")):
        tokens = [("met", "conj", tag, pos, 0), ("be", "conj", "VBD", "VERB", 0)]
        ann = annotation(tokens, [0, 0])
        find_propositions(ann, find_clauses(ann))


def test_a_list_of_a_thousand_is_read():
    for tag, pos in (("NN", "NOUN"), ("VBD", "VERB")):
        tokens = [("met", "ROOT", tag, pos)] + [("met", "conj", tag, pos)] * 1100
        ann = annotation([(*token, 0) for token in tokens], [0, *range(1100)])
        find_propositions(ann, find_clauses(ann))
