"""The notation of annotation, read and written."""

import pytest

from kg.errors import InputError
from kg.scoring import notation
from kg.scoring.notation import parse

TEXT = (
    "Vera Holm met the envoy in Osby. The envoy, Tim Ravn of Osby United, said: "
    "“We sail in May, and  not before.” Holm left Osby."
)
HEAD = ["@holm Person | Vera Holm | Holm", "@ravn Person | Tim Ravn | the envoy#1"]


def test_entities_and_facts() -> None:
    lines = [
        "# a comment", "", *HEAD,
        "@osby Place | Osby", "@club Organization | Osby United",
        'Meeting participant=holm,ravn place=osby topic="the envoy" :: Vera Holm met the envoy',
        'planned: Travel agent=ravn ? :: sail in May',
        "Statement speaker=ravn :: said >> “We sail ... before.” && Holm left",
        "former: headOf subject=ravn object=club title=\"skipper and owner\" :: Osby #2",
    ]  # fmt: skip
    found = parse("a.txt", TEXT, lines)
    mentions = {e["id"]: [TEXT[s:e_] for s, e_ in e["mentions"]] for e in found["entities"]}
    assert mentions == {
        "holm": ["Vera Holm", "Holm", "Holm"], "ravn": ["the envoy", "Tim Ravn"],
        # Not the one in the club's name.
        "osby": ["Osby", "Osby"], "club": ["Osby United"],
    }  # fmt: skip
    meeting, travel, statement, head = found["facts"]
    assert [(a["role"], a["entity"], a["text"]) for a in meeting["args"]] == [
        ("participant", "holm", ""), ("participant", "ravn", ""), ("place", "osby", ""),
        ("topic", None, "the envoy"),
    ]  # fmt: skip
    assert meeting["args"][3]["spans"] == [[14, 23]]
    assert (travel["status"], travel["optional"]) == ("planned", True)
    assert [TEXT[slice(*span)] for span in statement["content"]] == [
        "“We sail in May, and  not before.”", "Holm left",
    ]  # fmt: skip
    assert head["evidence"] == [TEXT.index("Osby U"), TEXT.index("Osby U") + 4]
    assert [fact["id"] for fact in found["facts"]] == ["g1", "g2", "g3", "g4"]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("@x Person", "an entity is"),
        ("@holm Person | Vera Holm", "entity holm twice"),
        ("@x Person | Nina", "not in the text: Nina"),
        ("@x Person | Holm#7", "only 2 of: Holm"),
        ("Meeting participant=holm", "no evidence"),
        ("Meeting participant=nina :: met", "no entity nina"),
        ("Meeting participant=holm and more :: met", "not understood: and more"),
        ("hoped: Meeting participant=holm :: met", "no standing hoped"),
        ("Meeting participant=holm :: never", "not in the text: never"),
        ("Meeting participant=holm :: met >> envoy", "only a Statement"),
        ("Statement speaker=holm :: met", "a statement says something"),
        ("Statement speaker=holm :: met >> nothing here", "not in the text: nothing here"),
    ],
)
def test_lines_that_do_not_fit_are_named(line: str, message: str) -> None:
    with pytest.raises(InputError) as error:
        parse("a.txt", TEXT, [*HEAD, line])
    assert str(error.value).startswith(f"a.txt:3: {message}")


def test_lines_are_written_as_they_are_read() -> None:
    spans = [(0, 9), (14, 23)]
    line = notation.entity_line("holm", "Person", TEXT, ["Vera Holm", "Holm", "the envoy"], spans)
    assert line == "@holm Person | Vera Holm | Holm#1 | the envoy"
    assert notation.entity_line("x", "Person", TEXT, ["Tim Ravn"], spans) == ""
    roles = [("participant", "holm"), ("participant", "ravn"), ("topic", notation.literal('a "b'))]
    assert notation.fact_line("Meeting", "planned", roles, True, "met") == (
        'planned: Meeting participant=holm,ravn topic="a" ? :: met'
    )
    said = notation.fact_line("Statement", "asserted", roles[:1], False, "said", ["a", "b"])
    assert said == "Statement participant=holm :: said >> a && b"


def test_words_are_written_with_their_number() -> None:
    second = TEXT.index("Osby U"), TEXT.index("Osby U") + 4
    assert notation.words_at(TEXT, second) == "Osby #2"
    assert notation.words_at(TEXT, (0, 9)) == "Vera Holm"
    place = TEXT.index("“"), TEXT.index("”") + 1
    start, end = notation.trimmed(TEXT, place)
    assert TEXT[start:end] == "We sail in May, and  not before"
    assert notation.trimmed("a :: b", (0, 6)) == (0, 1)
