from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import InputError
from kg.linking.decisions import (
    Decision,
    Decisions,
    append_decision,
    parse_decisions,
    read_decisions,
)
from kg.linking.link import Links, judge
from tests.known import KNOWLEDGE
from tests.linking.test_link import PAIR, article, corpora


def decided(text: str, *articles) -> Links:
    return judge(articles, KNOWLEDGE, decisions=parse_decisions(text))


def test_reading() -> None:
    text = (
        '# mine\n\nsame person/a "Ann Bell"  # one\nignore organization/x\nrename person/a "A B"\n'
    )
    assert [(d.verb, d.things) for d in parse_decisions(text).lines] == [
        ("same", ("person/a", "Ann Bell")),
        ("ignore", ("organization/x",)),
        ("rename", ("person/a", "A B")),
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("merge a b", "d:1: 'merge' is none of same, different, rename, ignore"),
        ("\nsame a", "d:2: 'same' takes two things"),
        ('ignore "Ann', "d:1: No closing quotation"),
        ("rename a", "d:1: 'rename' takes a thing and a name"),
    ],
)
def test_bad_lines_are_named(text: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        parse_decisions(text, "d")


def test_appending(tmp_path: Path) -> None:
    path = tmp_path / "decisions.txt"
    append_decision(path, Decision("same", ("person/a", "Ann O'Bell")))
    append_decision(path, Decision("ignore", ("person/b",)))
    assert path.read_text() == 'same person/a "Ann O\'Bell"\nignore person/b\n'
    assert read_decisions(path).lines[0].things == ("person/a", "Ann O'Bell")


ONE = article("a", "Person:Tim Ravn", *PAIR)
TWO = article("b", "Person:Baron Ravn", *PAIR)


def test_same_joins_and_the_first_named_gives_the_id() -> None:
    links = decided('same "Baron Ravn" person/tim-ravn', ONE, TWO)
    assert links.canonical["a/e0"] == links.canonical["b/e0"]
    links = decided("same person/tim-ravn person/baron-ravn", ONE, TWO)
    (entity,) = [e for e in links.entities if "a/e0" in e.members]
    assert entity.id == "person/tim-ravn" and entity.former == ("person/baron-ravn",)


def test_different_splits_what_was_one() -> None:
    two = article("b", "Person:Ravn", *PAIR)
    assert judge([ONE, two], KNOWLEDGE).canonical["b/e0"] == "person/tim-ravn"
    links = decided("different person/tim-ravn b/e0", ONE, two)
    assert links.canonical["b/e0"] != links.canonical["a/e0"]


def test_two_spellings_of_one_name_can_be_told_apart() -> None:
    one, two, three = (
        article(name, f"Person:{called}", *PAIR)
        for name, called in (("a", "Đorđe Ilić"), ("b", "Djordje Ilic"), ("c", "Đorđe Ilić"))
    )
    before = judge([one, two, three], KNOWLEDGE).canonical
    assert {before[f"{article}/e0"] for article in "abc"} == {"person/djordje-ilic"}
    links = decided('different "Đorđe Ilić" "Djordje Ilic"', one, two, three)
    assert links.canonical["a/e0"] == links.canonical["c/e0"] != links.canonical["b/e0"]
    with pytest.raises(InputError, match="names the same thing twice"):
        decided('different "Đorđe Ilić" "Đorđe Ilić"', one, two, three)


def test_a_decision_names_somebody_in_any_spelling() -> None:
    links = decided('same "Lech Wałęsa" "Baron Ravn"', article("a", "Person:Lech Walesa"), TWO)
    assert links.canonical["a/e0"] == links.canonical["b/e0"]


def test_rename_keeps_the_old_id_findable() -> None:
    links = decided('rename person/tim-ravn "Timothy Ravn"', ONE)
    (entity,) = [e for e in links.entities if "a/e0" in e.members]
    assert (entity.id, entity.name) == ("person/timothy-ravn", "Timothy Ravn")
    assert entity.former == ("person/tim-ravn",) and "Tim Ravn" in entity.aliases
    assert links.canonical["a/e0"] == "person/timothy-ravn"


def test_ignore() -> None:
    links = decided('ignore "Tim Ravn"', ONE)
    assert [e.id for e in links.entities if e.ignored] == ["person/tim-ravn"]


def test_contradictions_are_errors() -> None:
    with pytest.raises(InputError, match=r"decisions:2: .* contradicts"):
        decided(
            "same person/tim-ravn person/baron-ravn\ndifferent person/baron-ravn person/tim-ravn",
            ONE, TWO,
        )  # fmt: skip


def test_what_is_named_nowhere_changes_nothing() -> None:
    links = decided("same person/x person/y\nignore person/tim-ravn", ONE, TWO)
    assert links.canonical == judge([ONE, TWO], KNOWLEDGE).canonical
    assert [str(line) for line in links.unknown] == ["same person/x person/y"]


def test_a_line_may_name_what_another_line_made() -> None:
    links = decided(
        'rename person/tim-ravn "Timothy Ravn"\nsame person/timothy-ravn person/baron-ravn',
        ONE,
        TWO,
    )
    assert links.canonical["a/e0"] == links.canonical["b/e0"] == "person/timothy-ravn"
    assert links.unknown == ()


def test_what_is_decided_is_no_longer_in_doubt() -> None:
    three = [
        article("a", "Person:Lena Ott", *PAIR),
        article("b", "Person:Max Ott", *PAIR),
        article("c", "Person:Ott", *PAIR),
    ]
    assert any(j.verdict == "unsure" for j in judge(three, KNOWLEDGE).judgements)
    links = decided("different c/e0 person/lena-ott\ndifferent c/e0 person/max-ott", *three)
    assert not any(j.verdict == "unsure" for j in links.judgements)


@settings(deadline=None, max_examples=60)
@given(corpora, st.data())
def test_different_is_never_violated_and_undoing_restores(corpus, data) -> None:
    made = [article(f"a{number}", *entities) for number, entities in enumerate(corpus)]
    before = judge(made, KNOWLEDGE)
    known = sorted(before.canonical)
    if len(known) < 2:
        return
    one, two, three, four = (data.draw(st.sampled_from(known)) for _ in range(4))
    if one == two:
        return
    lines = [Decision("different", (one, two))]
    if three != four:
        lines.append(Decision("same", (three, four)))
    try:
        links = judge(made, KNOWLEDGE, decisions=Decisions(tuple(lines)))
    except InputError:
        assert {three, four} == {one, two}
        return
    assert links.canonical[one] != links.canonical[two]
    assert links.canonical[three] == links.canonical[four]
    assert judge(made, KNOWLEDGE, decisions=Decisions()) == before
    alone = judge(made, KNOWLEDGE, decisions=Decisions(tuple(lines[:1])))
    assert alone.canonical[one] != alone.canonical[two]


def test_a_type_that_was_read_wrongly() -> None:
    one = article("a", "Person:Velm Shipping", *PAIR)
    links = decided('type "Velm Shipping" Organization', one)
    assert links.canonical["a/e0"] == "organization/velm-shipping"
    (found,) = links.apply([one])
    assert {e.name: e.type for e in found.entities}["Velm Shipping"] == "Organization"
    assert found.entities[0].former == ("person/velm-shipping",)
    # Beside a name, in either order.
    for lines in (
        ['rename "Velm Shipping" "Velm Lines"', 'type "Velm Shipping" Organization'],
        ['type "Velm Shipping" Organization', 'rename "Velm Shipping" "Velm Lines"'],
    ):
        assert decided("\n".join(lines), one).canonical["a/e0"] == "organization/velm-lines"
    assert decided("type Nobody Person", one).unknown
