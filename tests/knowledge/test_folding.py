"""One key for the spellings of a name, and ids that can be read."""

import re
import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kg.coref.aliases import parts_of
from kg.knowledge.folding import fold, key, letters, plain, slug
from kg.linking import namematch
from kg.mentions.nouns import gender_of_given_name, is_given_name
from tests.known import KNOWLEDGE

# Spellings of one name.
SPELLINGS = [
    ("Wałęsa", "Walesa"),
    ("Martin Ødegård", "Martin Odegard"),
    ("Đorđe Ilić", "Djordje Ilic"),
    ("ĐORĐE ILIĆ", "Djordje Ilic"),
    ("Đinđić", "Djindjic"),
    ("Đà Nẵng", "Da Nang"),
    ("Đinh Văn Lộc", "Dinh Van Loc"),
    ("Þór Davíðsson", "Thor Davidsson"),
    ("Strauß", "STRAUSS"),
    ("Çınar İşık", "Cinar Isik"),
    ("Jean‑Luc", "Jean–Luc"),
    ("Jean-Luc", "Jean Luc"),
    ("Œuvres de Ævar", "OEUVRES DE AEVAR"),
    ("Ofﬁce", "Office"),
    ("Sanaʿa", "Sana’a"),
    ("Sana'a", "Sanaa"),
    ("Наталья Гусь", "Natalya Gus"),
    ("Ελένη", "Eleni"),
    ("金正恩", "Jin Zheng En"),
    ("김민수", "Gim Min Su"),
    ("the Hague", "Hague's"),
    ("U.N.", "UN"),
]


@pytest.mark.parametrize(("one", "two"), SPELLINGS)
def test_spellings_share_everything_that_names_are_compared_by(one: str, two: str) -> None:
    assert key(one) == key(two)
    assert key(unicodedata.normalize("NFD", one)) == key(unicodedata.normalize("NFC", two))


@pytest.mark.parametrize(("one", "two"), SPELLINGS[:10])
def test_people_are_compared_by_the_same_folding(one: str, two: str) -> None:
    assert slug(one) == slug(two)
    assert parts_of(one, KNOWLEDGE) == parts_of(two, KNOWLEDGE)
    assert namematch.parts_of(one, KNOWLEDGE) == namematch.parts_of(two, KNOWLEDGE)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Wałęsa", "Wales"),
        ("Đorđe", "Dorde"),
        ("Игорь", "Егор"),
        ("Bay", "Boy"),
        ("Ann Lee", "Annlee"),
        ("AT&T", "ATT"),
        ("!", "?"),
    ],
)
def test_other_names_keep_other_keys(one: str, two: str) -> None:
    assert key(one) != key(two)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Recep Tayyip Erdoğan", "recep-tayyip-erdogan"),
        ("U.S.", "us"),
        ("O'Neill & Co.", "oneill-co"),
        ("Сергей Лавров", "sergey-lavrov"),
        ("习近平", "xi-jin-ping"),
        ("محمد", "mhmd"),
        ("a/b_c", "a-b-c"),
        ("page.txt", "page-txt"),
        ("J.P. Moor Inc.", "jp-moor-inc"),
        ("  -- ", slug("  -- ")),
    ],
)
def test_slug(name: str, expected: str) -> None:
    assert slug(name) == expected


def test_what_has_no_letters_gets_a_slug_of_its_own() -> None:
    assert len({slug(name) for name in ("", "!", "?!", "…")}) == 4


def test_a_long_slug_is_cut_at_a_word() -> None:
    assert slug("one two three", 9) == "one-two"
    assert slug("one two three", 7) == "one-two"
    assert slug("undivided", 3) == "und"
    assert slug("one two three", 13) == slug("one two three") == "one-two-three"


def test_case_that_tells_names_from_words_stays() -> None:
    assert plain("Łukasz") == "Lukasz" and plain("ŁUKASZ") == "LUKASZ"
    assert gender_of_given_name("Jose", KNOWLEDGE) == gender_of_given_name("José", KNOWLEDGE) == "m"
    assert is_given_name("Katrin", KNOWLEDGE) and not is_given_name("katrín", KNOWLEDGE)


def test_the_letters_a_page_must_know_are_those_that_are_more_than_an_accent() -> None:
    known = letters()
    assert (known["ł"], known["ø"], known["æ"], known["й"]) == ("l", "o", "ae", "y")
    assert not set("éüşåabz") & set(known)


LATIN = st.text(st.characters(max_codepoint=0x24F, categories=["L", "Zs", "Pd"]))


@given(st.text())
def test_folding_twice_changes_nothing(name: str) -> None:
    for function in (plain, fold, key):
        assert function(function(name)) == function(name), function


@given(st.text())
def test_folded_names_are_ascii(name: str) -> None:
    assert fold(name).isascii() and fold(name) == fold(name).lower()


@given(LATIN)
def test_case_does_not_matter(name: str) -> None:
    assert key(name.upper()) == key(name.lower()) == key(name.title())


@given(LATIN, st.sampled_from("\u0301\u0308\u030c\u0327"), st.data())
def test_accents_do_not_matter(name: str, accent: str, data: st.DataObject) -> None:
    assume(any(c.isalpha() and c.isascii() for c in name))
    place = data.draw(
        st.sampled_from([i for i, c in enumerate(name) if c.isalpha() and c.isascii()])
    )
    accented = name[: place + 1] + accent + name[place + 1 :]
    assert fold(accented) == fold(unicodedata.normalize("NFC", accented)) == fold(name)


@given(st.text(), st.one_of(st.none(), st.integers(1, 60)))
def test_a_slug_is_a_part_of_an_iri(name: str, length: int | None) -> None:
    assert re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", slug(name, length))
    assert slug(slug(name)) == slug(name)
    assert length is None or len(slug(name, length)) <= max(length, 8)
