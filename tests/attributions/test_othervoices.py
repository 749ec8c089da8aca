"""Where somebody's words end and the writer goes on."""

from kg.attributions.othervoices import afterthoughts


def test_where_no_words_are_left_nothing_is_set_against_them(parsed):
    ann = parsed("She said so, but nobody came.")
    verb = next(token for token in ann.doc if token.lower_ == "said")
    assert afterthoughts(ann, verb, set()) == set()
