"""What speaks for an antecedent: the features of a pronoun and a candidate."""

import pytest

from kg.attributions.quotations import find_attributions
from kg.coref.discourse import Discourse
from kg.coref.salience import features
from kg.mentions.mentions import find_mentions

CASES = [
    # words between, in powers of two; the clause; sentences
    ("Ann Lee said she would stay.", "Lee", "she", {"words=2", "sentences=0", "matrix:subj:0"}),
    ("Ann Lee left. It was late when she came.", "Lee", "she", {"words=3", "sentences=1"}),
    ("Because she was late, Ann Lee ran.", "Lee", "she", {"words=3", "after", "parallel:same"}),
]


@pytest.mark.parametrize(("text", "candidate", "pronoun", "expected"), CASES)
def test_features(parsed, text, candidate, pronoun, expected):
    ann = parsed(text)
    discourse = Discourse(ann, find_mentions(ann), find_attributions(ann))
    heads = {ann.doc[site.token].text: site for site in discourse.sites}
    own = next(t for t in ann.doc if t.text == pronoun)
    assert expected <= set(features(heads[pronoun], own, heads[candidate], 0, {}))
