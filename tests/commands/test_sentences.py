"""`kg read`: each sentence of a text with what it says."""

import io

import pytest
from click.testing import CliRunner
from rich.console import Console

import kg.cli
from kg.commands import sentences
from kg.graph.articles import ArticleView
from kg.graph.terms import Names
from kg.model import Argument, Article, Block, Entity, Extraction, Fact, Mention, Span, When

TEXT = (
    "Ministers meet\n"
    "Ann Holm met Paul Ito on Tuesday. The sun shone. "
    '"It went well. [very] well," Holm said. It rained later.\n'
)


def span(words: str) -> Span:
    return Span(TEXT.index(words), TEXT.index(words) + len(words))


def fact(
    id: str, relation: str, evidence: str, *roles: tuple[str, str, str | None], **more
) -> Fact:
    args = tuple(Argument(role, (span(words),), words, entity) for role, words, entity in roles)
    return Fact(id, "t#0", "t", relation, args, (), span(evidence), "rule", 0.9, **more)


MET = "Ann Holm met Paul Ito on Tuesday."
SAID = '"It went well. [very] well," Holm said.'
MEETING = fact("f1", "Meeting", MET, ("participant", "Ann Holm", "e0"),
               ("participant", "Paul Ito", "e1"),
               when=When("Tuesday", span("Tuesday"), "2025-03-25"))  # fmt: skip
FACTS = (
    MEETING,
    fact("f4", "Meeting", MET, ("participant", "Ann Holm", "e0"), ("participant", "Paul Ito", "e1"),
         when=MEETING.when),
    fact("f2", "Statement", SAID, ("speaker", "Holm", "e0"), ("content", "[very] well", None),
         details={"speech_act": "asserted"}),
    fact("f3", "Success", '"It went well.', ("subject", "Ann Holm", "e0"), holder="f2"),
)  # fmt: skip


@pytest.fixture
def article() -> ArticleView:
    title = span("Ministers meet")
    blocks = (Block("headline", title), Block("body", Span(title.end + 1, len(TEXT) - 1)))
    entities = (
        Entity("e0", "t#0", "Person", "Ann Holm"),
        Entity("e1", "t#0", "Person", "Paul Ito"),
    )
    mentions = (
        Mention(span("Ann Holm"), "name", 0, 0, 0, name="Ann Holm", entity="e0"),
        Mention(span("Paul Ito"), "name", 0, 0, 0, name="Paul Ito", entity="e1"),
    )
    read = Article("t#0", "t", Span(0, len(TEXT)), title, blocks, "2025-03-28", "Harbour Post")
    return ArticleView(Extraction(read, entities, mentions, FACTS), TEXT, Names(), "Ministers meet")


def shown(article: ArticleView, **options) -> str:
    console = Console(width=200, record=True, file=io.StringIO(), **options)
    sentences.show(article, console)
    return console.export_text(styles=bool(options))


def test_each_sentence_has_its_facts_below(article):
    assert shown(article).splitlines() == [
        "Harbour Post, 2025-03-28",
        "Ministers meet",
        "",
        "Ann Holm met Paul Ito on Tuesday.",
        "  asserted  Meeting: participant Ann Holm, Paul Ito; when Tuesday = 2025-03-25",
        "The sun shone.",
        '"It went well. [very] well," Holm said.',
        "  claimed   Success: subject Ann Holm; according to Ann Holm",
        "  asserted  Statement: speaker Ann Holm; content [very] well",
        "It rained later.",
        "",
    ]


def test_a_terminal_shows_colours(article):
    text = shown(article, force_terminal=True, color_system="standard")
    assert "\x1b[36mAnn Holm\x1b[0m" in text  # a name
    assert "\x1b[35mclaimed" in text
    assert "\x1b[2mThe sun shone." in text  # what says nothing


@pytest.mark.pipeline
def test_the_command_reads_files_and_standard_input(tmp_path):
    (tmp_path / "page.txt").write_text("Ann Holm met Paul Ito in Lima on Tuesday.\n")
    by_file = CliRunner().invoke(kg.cli.main, ["read", str(tmp_path / "page.txt")])
    assert by_file.exit_code == 0
    assert "  asserted  Meeting: participant Ann Holm, Paul Ito; place Lima" in by_file.stdout
    dated = CliRunner().invoke(
        kg.cli.main,
        ["read", "-", "--published", "2025-03-28"],
        input="Ann Holm met Paul Ito on Tuesday.",
    )
    assert "when Tuesday = 2025-03-25" in dated.stdout


@pytest.mark.pipeline
def test_what_cannot_be_read_is_told(tmp_path):
    (tmp_path / "empty.txt").write_text("")
    done = CliRunner().invoke(kg.cli.main, ["read", str(tmp_path / "empty.txt")])
    assert done.exit_code == 3 and "empty; leave it out" in done.stderr
    for arguments in (["read", "nowhere.txt"], ["read", "-", "--published", "May"]):
        done = CliRunner().invoke(kg.cli.main, arguments)
        assert done.exit_code == 1 and done.stderr.startswith("kg: ")
