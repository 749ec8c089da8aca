"""Attributions of invented sentences: speaker | cue | content, as a reader would mark them."""

import json

import pytest
from conftest import PARSES
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.attributions.quotations import Attribution, find_attributions
from tests.syntax.test_odd_trees import annotation

FROZEN = json.loads((PARSES / "test_quotations.json").read_text(encoding="utf-8"))


def shown(ann, found: Attribution) -> tuple[str, str, str]:
    speaker = ann.surface(ann.span(*found.speaker)) if found.speaker else ""
    cue = " ... ".join(ann.surface(span) for span in found.cue)
    return speaker, cue, " ... ".join(ann.surface(span) for span in found.content)


CASES = [
    # what somebody is called is the name, in marks or for a pronoun, and else the whole
    ('Hill denounced the ruling as a "sham".', [("Hill", "denounced", 'a "sham"')]),
    ('Officials referred to him as "reckless."', [("Officials", "referred to", '"reckless."')]),
    (
        'The move was condemned as "reckless" by aid agencies.',
        [("aid agencies", "was condemned", '"reckless"')],
    ),
    (
        "The agency called the resulting crisis the worst in the world.",
        [("The agency", "called", "the resulting crisis the worst in the world")],
    ),
    # ... wherever the text in which it is called so stands between
    (
        'The union had described it in a report published in July as "broadly credible".',
        [("The union", "had described", '"broadly credible"')],
    ),
    (
        'The nurses condemned the plan in a letter sent to ministers as "reckless and cruel".',
        [("The nurses", "condemned", '"reckless and cruel"')],
    ),
    # on what one speaks is the topic, or the medium, the hour, the terms
    ("The mayor spoke on the economy.", [("The mayor", "spoke on", "the economy")]),
    ("The mayor spoke on television.", []),
    ("The mayor spoke on behalf of the union.", []),
    ("An aide, speaking on condition of anonymity, left.", []),
    ("She spoke on the sidelines of the summit.", []),
    # a participle behind "with" has a speaker of its own
    (
        "The meeting ended with the mayor saying the road would be closed.",
        [("the mayor", "saying", "the road would be closed")],
    ),
    # the tag of a sentence that reports what another said; a second voice
    (
        "Prosecutors said Holt was a fraud, news agency AFP reported.",
        [
            ("Prosecutors", "said", "Holt was a fraud"),
            ("news agency AFP", "reported", "Prosecutors said Holt was a fraud"),
        ],
    ),
    (
        "One guest said people changed their minds and several said they wanted a new vote.",
        [
            ("One guest", "said", "people changed their minds"),
            ("several", "said", "they wanted a new vote"),
        ],
    ),
    # what ends the words behind a tag, and what goes on with another
    (
        "A bomb exploded outside a market, police said, killing two people.",
        [("police", "said", "A bomb exploded outside a market ... killing two people")],
    ),
    # a frame reaches over its part of the sentence
    (
        "The typhoon struck on Tuesday, killing at least 20 according to officials on Thursday, "
        "and leaving thousands stranded at ports.",
        [("officials", "according to", "killing at least 20")],
    ),
    (
        "The crater is very old, according to the team, led by geologist Ines Moro.",
        [("the team", "according to", "The crater is very old")],
    ),
    (
        "According to police in Baytown, Texas, the driver has been involved in crashes before.",
        [
            (
                "police in Baytown, Texas",
                "According to",
                "the driver has been involved in crashes before",
            )
        ],
    ),
    # a participle that was read as the verb
    ("The damages claimed in 2004 eclipsed those of previous years.", []),
    # a firm's name that the parse takes for an adverb
    (
        "Swiss Re said on Monday it would cut 500 jobs.",
        [("Swiss Re", "said", "it would cut 500 jobs")],
    ),
    # a gerund as the subject of what is said, and as all that is said
    (
        "The minister said raising taxes would hurt the poor.",
        [("The minister", "said", "raising taxes would hurt the poor")],
    ),
    (
        "Holt recalled going to matches with her friends during middle school.",
        [("Holt", "recalled", "going to matches with her friends during middle school")],
    ),
    # a clause whose subject the parse takes for an object
    (
        "The city issued a statement announcing the road had been mended by its crews.",
        [("a statement", "announcing", "the road had been mended by its crews")],
    ),
    (
        "The court determined Holt's driving history rendered him a danger to the public.",
        [
            (
                "The court",
                "determined",
                "Holt's driving history rendered him a danger to the public",
            )
        ],
    ),
    (
        "The firm announced the plan and left.",
        [("The firm", "announced", "the plan")],
    ),
    # conditions and further clauses that go on
    (
        'The union claims it would be ready if the talks went on for "years."',
        [("The union", "claims", 'it would be ready if the talks went on for "years."')],
    ),
    (
        'She informed police she had a permit, but "that she had no plans to use it".',
        [("She", "informed", 'she had a permit, but "that she had no plans to use it"')],
    ),
    (
        "the commissioner stated the purchase was financed by a loan, so it is not a burden "
        "on the budget.",
        [
            (
                "the commissioner",
                "stated",
                "the purchase was financed by a loan, so it is not a burden on the budget",
            )
        ],
    ),
    # the clause before a speaker's own words
    (
        'Holt told the court he was innocent: "I was at home."',
        [
            ("Holt", "told", '"I was at home."'),
            ("Holt", "told", "he was innocent"),
        ],
    ),
    # another who speaks behind a comma
    (
        "Holt has said the forest should be opened, and his critics, who include green "
        "groups, blame him for the fires.",
        [
            ("Holt", "has said", "the forest should be opened"),
            ("his critics, who include green groups", "blame", "him for the fires"),
        ],
    ),
    # sentences framed by a tag at their beginning, with and without "as"
    (
        "As Radio Meridian reported on Monday, the talks had failed.",
        [("Radio Meridian", "As ... reported", "the talks had failed")],
    ),
    (
        "Al Jazeera reported on Thursday, prices had risen to 55 crowns.",
        [("Al Jazeera", "reported", "prices had risen to 55 crowns")],
    ),
    ("As Holt spoke, Ann Lee left.", []),
    (
        "As the minister told the council last week, taxes will rise.",
        [("the minister", "As ... told", "taxes will rise")],
    ),
    # nouns of claims without "that"
    (
        "Critics rejected the suggestion it was safe.",
        [("Critics", "rejected the suggestion", "it was safe")],
    ),
    ("The claim he made was false.", []),
    # whom one goes by, and what one refers to
    (
        "Radio Meridian gave six deaths, citing officials.",
        [],
    ),
    (
        "A mother called the police in Kamloops on Sunday morning.",
        [("A mother", "called", "the police")],
    ),
    (
        "The police said that no train had run, but the buses would be on time.",
        [("The police", "said", "that no train had run, but the buses would be on time")],
    ),
    (
        "The mayor said that pupils try to come, but long roads make it hard.",
        [("The mayor", "said", "that pupils try to come, but long roads make it hard")],
    ),
    (
        "The mayor said the bridge was closed, but drivers crossed it on Tuesday.",
        [("The mayor", "said", "the bridge was closed")],
    ),
    (
        "The mayor urged the owners to leave and walked to the harbour.",
        [("The mayor", "urged", "the owners to leave")],
    ),
    (
        "The plane was not safe, the inspectors said, and should not have left.",
        [("the inspectors", "said", "The plane was not safe ... and should not have left")],
    ),
    (
        "Teachers have called for the plan to be dropped.",
        [("Teachers", "have called for", "the plan to be dropped")],
    ),
    (
        "The ferry line issued a statement that it was solvent.",
        [("The ferry line", "issued a statement", "that it was solvent")],
    ),
    (
        "According to the embassy, the man died on Monday; Chilean officials called him a spy.",
        [
            ("the embassy", "According to", "the man died on Monday"),
            ("Chilean officials", "called", "a spy"),
        ],
    ),
    (
        "Carl Dorn, wanted in nine countries, was held in Oslo.",
        [],
    ),
    (
        "Chile accused Western parties to the whale deal of hiding their catch.",
        [("Chile", "accused", "Western parties to the whale deal of hiding their catch")],
    ),
    (
        "Lena Holt floated the idea of a truce to her guests if the talks end.",
        [("Lena Holt", "floated the idea of", "a truce ... if the talks end")],
    ),
    (
        "“The bridge will open in May,” Mayor Lena Holt said.",
        [("Mayor Lena Holt", "said", "“The bridge will open in May,”")],
    ),
    (
        "“The bridge,” said Mayor Lena Holt, “will open in May.”",
        [("Mayor Lena Holt", "said", "“The bridge,” ... “will open in May.”")],
    ),
    (
        "Mayor Lena Holt said: “The bridge will open in May.”",
        [("Mayor Lena Holt", "said", "“The bridge will open in May.”")],
    ),
    (
        "“We are ready,” Holt said. “The bridge will open in May.”",
        [("Holt", "said", "“We are ready,” ... “The bridge will open in May.”")],
    ),
    (
        "“We are ready,” Holt said, adding, “The bridge will open in May.”",
        [
            ("Holt", "said", "“We are ready,”"),
            ("Holt", "adding", "“The bridge will open in May.”"),
        ],
    ),
    (
        "Holt said that the bridge was safe.",
        [("Holt", "said", "that the bridge was safe")],
    ),
    (
        "The ministry announced on Monday that the port would close.",
        [("The ministry", "announced", "that the port would close")],
    ),
    (
        "The port will close in June, the ministry said.",
        [("the ministry", "said", "The port will close in June")],
    ),
    (
        "According to the harbour master, the port will close in June.",
        [("the harbour master", "According to", "the port will close in June")],
    ),
    (
        "The port will close in June, according to the harbour master.",
        [("the harbour master", "according to", "The port will close in June")],
    ),
    (
        "Holt believes that the bridge is safe.",
        [("Holt", "believes", "that the bridge is safe")],
    ),
    (
        "The union wants to talk about wages.",
        [("The union", "wants", "to talk about wages")],
    ),
    (
        "The report shows that prices rose.",
        [("The report", "shows", "that prices rose")],
    ),
    (
        "The minister praised the nurses for their patience.",
        [("The minister", "praised", "the nurses for their patience")],
    ),
    (
        "Her claim that the vote was rigged angered the mayor.",
        [("Her", "claim", "that the vote was rigged")],
    ),
    (
        "The senator was told that the vote was over.",
        [("", "was told", "that the vote was over")],
    ),
    (
        "The mayor is confident that the vote will be fair.",
        [("The mayor", "is confident", "that the vote will be fair")],
    ),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_attributions(parsed, text, expected):
    ann = parsed(text)
    assert [shown(ann, found) for found in find_attributions(ann)] == expected


REFUSALS = [
    ("The embassy declined to comment on the arrest.", "refused", "negative"),
    ("The minister did not confirm the report.", "refused", "negative"),
    ("The minister denied that he had met the banker.", "denied", "positive"),
    ("The union demanded that the talks be opened.", "demanded", "positive"),
    ("The company promised to pay the workers.", "promised", "positive"),
]


@pytest.mark.parametrize(("text", "kind", "polarity"), REFUSALS)
def test_the_act_itself(parsed, text, kind, polarity):
    (found,) = find_attributions(parsed(text))
    assert (found.kind, found.polarity, found.act) == (kind, polarity, "speech")


TOLD = [
    ("The museum announced the end of the strike.", ["speech"]),
    ("Holt called the new bridge “a disgrace to the whole town”.", ["speech"]),
    ("The ferry was built to address a shortage of boats.", []),
    ("The mayor criticised the move.", ["thought"]),
    ("The court ruled that the vote was void.", ["speech"]),
    ("Researchers found that the lake was warmer than the sea.", ["speech"]),
]


@pytest.mark.parametrize(("text", "acts"), TOLD)
def test_only_what_tells_the_sense_is_an_act_of_speech(parsed, text, acts):
    assert [found.act for found in find_attributions(parsed(text))] == acts


SPEAKERS = [
    ("Protesters carried placards asking the government to resign.", "Protesters"),
    ('A banner from the union saying "put it to the people" hung there.', "union"),
    ("Part of the order declared that ballots would not be counted.", "order"),
    ("News broadcaster NRK later reported the fire started in a car.", "NRK"),
    ("According to figures gathered by the harbour board, trade fell.", "board"),
    ("A survey published by the gazette found that rents had risen.", "gazette"),
    ("A harbour survey found that rents had risen.", "survey"),
    ("The judge presiding over the case, Ada Brook, said that they had lied.", "Brook"),
    ("Figures from the harbour board show that trade fell.", "board"),
    ("The queen's statement said that the law must change.", "queen"),
    ("The museum issued a statement that said the strike was over.", "museum"),
    ("A nurse, Ada Brook, said the ward was full.", "Brook"),
    ("The gazette cited Holt as saying the bridge was safe.", "Holt"),
    ("That the lake is dead was announced by a commission of nine scientists.", "commission"),
    ("“Good neighbours need good roads,” beamed Ada Brook.", "Brook"),
    ("“It rattles my windows every six minutes.” – Ada Brook, Mill Road", "Brook"),
    ("Ada Brook was furious. “Nobody tunes a piano at noon.” Her doctor left.", "Brook"),
    ("According to Holt, the plan for the bridge was dropped.", "Holt"),
]


@pytest.mark.parametrize(("text", "speaker"), SPEAKERS)
def test_who_speaks_through_a_text_or_behind_a_description(parsed, text, speaker):
    ann = parsed(text)
    heads = [found.speaker_head for found in find_attributions(ann)]
    assert [ann.doc[head].text for head in heads if head is not None] == [speaker]


def test_words_reported_within_words_are_a_statement_of_their_own(parsed):
    ann = parsed("Holt said a guard had told her that the vault was empty.")
    assert [shown(ann, found)[0] for found in find_attributions(ann)] == ["Holt", "a guard"]


def test_what_the_writer_sets_against_it_is_not_said(parsed):
    ann = parsed("Police said the man was armed, though it was later found that he was not.")
    assert shown(ann, find_attributions(ann)[0])[2] == "the man was armed"


def test_a_second_half_is_told_with_the_first(parsed):
    ann = parsed("The ministry said the bridge had collapsed, while two workers were injured.")
    said = "the bridge had collapsed, while two workers were injured"
    assert shown(ann, find_attributions(ann)[0])[2] == said


def test_a_second_half_in_which_another_speaks_is_not(parsed):
    ann = parsed("Holt said the talks had failed, while Brook called them a success.")
    assert shown(ann, find_attributions(ann)[0])[2] == "the talks had failed"


def test_a_planned_announcement_is_not_made_yet(parsed):
    (found,) = find_attributions(parsed("The queen is expected to say that the law must change."))
    assert found.modality == "expected"


def test_a_quotation_without_a_tag_has_its_speaker_carried_over(parsed):
    ann = parsed("“The mill is ours,” Ada Brook said.\n\n“We built it with our own hands.”")
    first, second = find_attributions(ann)
    assert second.carried_from == 0
    assert first.carried_from is None


def test_a_quotation_over_paragraphs_is_one(parsed):
    ann = parsed("“The mill is ours.\n\n“We built it with our own hands,” Ada Brook said.")
    (found,) = find_attributions(ann)
    assert len(ann.tokens_in(found.content[0])) == 16


def test_a_headline_names_its_source_before_the_colon(parsed):
    ann = parsed("Norwegian envoy: Talks with miners end without result\n\nIt rained in Oslo.")
    found = find_attributions(ann)[0]
    assert shown(ann, found) == (
        "Norwegian envoy",
        ":",
        "Talks with miners end without result",
    )


def test_a_speech_in_full_is_one_statement(parsed):
    ann = parsed(
        "The full text of the envoy's speech is as follows:\n\nMadam President,\n\n"
        "We urge all members to sign the treaty.\n\nI thank you."
    )
    whole = next(f for f in find_attributions(ann) if f.rule == "speech.full")
    assert whole.mode == "direct"
    assert ann.surface(whole.content[0]).startswith("Madam President,")
    assert ann.surface(whole.content[0]).endswith("I thank you.")


def test_the_venue_and_whom_one_spoke_to(parsed):
    ann = parsed("“It is over,” Holt said in an interview with Radio Meridian.")
    (found,) = find_attributions(ann)
    assert found.venue is not None
    assert ann.surface(found.venue).startswith("an interview")
    assert found.addressee is not None
    assert ann.surface(ann.span(*found.addressee)) == "Radio Meridian"


def with_marks(frozen: dict, marks: list[tuple[int, str]]):
    """A frozen parse with quotation marks between its words, each below the word after it."""
    parts = (frozen[part].split() for part in ("deps", "tags", "pos"))
    words = list(zip(frozen["words"], *parts, frozen["lemmas"], strict=True))
    heads = [int(head) for head in frozen["heads"].split()]
    for place, mark in marks:
        at = place % (len(words) + 1)
        heads = [head + (head >= at) for head in heads]
        heads.insert(at, at + 1 if at < len(words) else at - 1)
        words.insert(at, (mark, "punct", "''", "PUNCT", mark))
    return annotation([(*word[:4], 0) for word in words], heads, [word[4] for word in words])


@given(
    st.sampled_from([text for text, found in CASES if found and "\n" not in text]),
    st.lists(st.tuples(st.integers(0, 80), st.sampled_from("“”\"'‘’«»—")), max_size=6),
)
@settings(max_examples=150, deadline=None)
def test_quotation_marks_anywhere_never_lead_outside_the_article(text, marks):
    ann = with_marks(FROZEN[text], marks)
    found = find_attributions(ann)
    assert found or marks
    for attribution in found:
        assert attribution.cue
        for span in (*attribution.cue, *attribution.content, attribution.evidence):
            assert 0 <= span.start < span.end <= len(ann.text)
            assert span.start in ann.starts and span.end in ann.ends


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("Prosecutor Aled Vaughan called her a practised liar.", "speech"),
        ("The mayor called it a victory.", "speech"),
        # a name is no words
        ("She called her son Tom.", "thought"),
    ],
)
def test_what_somebody_is_called_is_said(parsed, text, act):
    (found,) = find_attributions(parsed(text))
    assert found.act == act


def test_nobody_says_it(parsed):
    (found,) = find_attributions(parsed("Nobody said it was easy."))
    assert found.polarity == "negative"
