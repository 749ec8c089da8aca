"""What stands apart from the words said, and belongs to them or does not."""

from kg.attributions.displaced import afterthoughts, coordinates


def test_where_no_words_are_left_none_are_apart(parsed):
    ann = parsed("She said so, but nobody came.")
    verb = next(token for token in ann.doc if token.lower_ == "said")
    assert coordinates(ann, verb, set()) == set()
    assert afterthoughts(ann, verb, set()) == set()
