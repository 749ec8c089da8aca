"""What speaks for a pronoun that means nothing named before."""

import pytest

from kg.attributions.quotations import find_attributions
from kg.coref.discourse import Discourse
from kg.coref.expletives import absence
from kg.mentions.mentions import find_mentions


@pytest.mark.parametrize(
    ("text", "feature"),
    [
        ("It is clear that the envoys left.", "none:be+clause"),
        ("It was late.", "none:be+empty"),
        ("It seems that the envoys left.", "none:seem"),
        ("It means that the envoys left.", "none:active+clause"),
        ("It is a mistake.", "none:be+noun"),
        ("The envoys made it.", "none:make"),
        ("They say that the envoys left.", "none:minded"),
    ],
)
def test_signs_of_absence(parsed, text, feature):
    ann = parsed(text)
    mentions = find_mentions(ann)
    pronoun = next(i for i, m in enumerate(mentions) if m.form == "pronoun")
    assert feature in set(absence(Discourse(ann, mentions, find_attributions(ann)), pronoun))
