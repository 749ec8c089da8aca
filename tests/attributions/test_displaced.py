"""What stands apart from the words said, and belongs to them."""

from kg.attributions.displaced import coordinates


def test_where_no_words_are_left_nothing_goes_on_with_them(parsed):
    ann = parsed("She said so, but nobody came.")
    verb = next(token for token in ann.doc if token.lower_ == "said")
    assert coordinates(ann, verb, set()) == set()
