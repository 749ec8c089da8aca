from dataclasses import replace

import pytest

from kg.linking.decisions import parse_decisions
from kg.linking.overruling import RULE, overruled
from kg.linking.standings import standing
from kg.model import UNSURE, Extraction, Fact, Span
from tests.annotation import story
from tests.annotation.story import BOUGHT, EXTRACTION, ID, MET, SAID, TEXT


def decided(*lines: str, read: Extraction = EXTRACTION) -> tuple[list[Fact], list[str]]:
    decisions = parse_decisions("\n".join(lines)).facts
    (found,), idle = overruled([read], decisions, {"velm.txt": TEXT})
    told = dict.fromkeys(entity.id for entity in found.entities)
    assert all(arg.entity in told for fact in found.facts for arg in fact.args if arg.entity)
    return list(found.facts), [str(line) for line in idle]


def line(verb: str, sentence: str, rest: str) -> str:
    return f'{verb} {ID} "{sentence}" {rest}'


def test_nothing_changes_without_decisions() -> None:
    assert decided() == (list(EXTRACTION.facts), [])


def test_what_is_rejected_goes() -> None:
    facts, idle = decided(line("reject", BOUGHT, 'Acquisition agent=He "patient=the ship"'))
    assert story.BUYS not in facts and len(facts) == 4 and idle == []


@pytest.mark.parametrize(
    "rest",
    [
        'Acquisition agent=He "patient=Orrin Line"',
        'Acquisition "agent=Orrin Line" "patient=the ship"',
        'Acquisition agent=He',
        'Launch agent=He "patient=the ship"',
    ],
)  # fmt: skip
def test_other_fillers_are_another_fact(rest: str) -> None:
    assert story.BUYS in decided(line("reject", BOUGHT, rest))[0]


def test_the_same_words_in_another_sentence_are_another_fact() -> None:
    facts, _ = decided(line("reject", MET, 'Acquisition agent=He "patient=the ship"'))
    assert story.BUYS in facts


def test_what_is_told_besides_does_not_save_what_is_rejected() -> None:
    facts, _ = decided(
        line("reject", MET, 'Meeting "participant=Vera Holm" "participant=Tim Ravn"')
    )
    assert story.MEETING not in facts
    # But another place is another visit.
    other = line(
        "reject", MET, 'Meeting "participant=Vera Holm" "participant=Tim Ravn" place=Monday'
    )
    assert story.MEETING in decided(other)[0]


def test_what_is_accepted_is_certain_and_stands_as_is_said() -> None:
    rest = 'Meeting "participant=Vera Holm" "participant=Tim Ravn" place=Osby'
    facts, _ = decided(line("accept", MET, rest))
    assert replace(story.MEETING, confidence=1.0) in facts
    facts, _ = decided(line("accept", MET, f"planned: {rest}"))
    (meeting,) = [fact for fact in facts if fact.relation == "Meeting"]
    assert (meeting.modality, standing(meeting), meeting.id) == (
        "planned", "planned", story.MEETING.id,
    )  # fmt: skip


@pytest.mark.parametrize("wanted", ["former", "possible", "requested", "denied"])
def test_every_standing(wanted: str) -> None:
    facts, _ = decided(
        line("accept", SAID, f'{wanted}: headOf subject=Holm "object=Velm Shipping"')
    )
    (head,) = [fact for fact in facts if fact.relation == "headOf"]
    assert standing(head) == wanted


def test_what_is_not_sure_is_an_edge_when_it_is_accepted() -> None:
    unsure = replace(story.BUYS, modality="possible", details={UNSURE: "true"})
    read = replace(EXTRACTION, facts=(unsure,))
    assert standing(unsure) == "asserted"
    facts, _ = decided(line("accept", BOUGHT, 'Acquisition agent=He "patient=the ship"'), read=read)
    assert facts[0].asserted and UNSURE not in facts[0].details


def test_what_was_not_read_is_added() -> None:
    rest = 'residentOf "subject=Tim Ravn" object=Osby cue=in'
    facts, idle = decided(line("accept", MET, rest))
    (made,) = [fact for fact in facts if fact.relation == "residentOf"]
    assert idle == []
    assert [arg.entity for arg in made.args] == [story.RAVN, story.OSBY]
    assert (made.rule, made.confidence, made.asserted) == (RULE, 1.0, True)
    assert TEXT[made.evidence.start : made.evidence.end] == MET
    # If it is read at another time, it is there once.
    read = replace(EXTRACTION, facts=(*EXTRACTION.facts, replace(made, confidence=0.7, rule="x")))
    facts, _ = decided(line("accept", MET, rest), read=read)
    assert [fact.relation for fact in facts].count("residentOf") == 1


def test_a_correction_keeps_what_was_read_of_the_same_words() -> None:
    facts, _ = decided(
        line("reject", SAID, 'headOf subject=Holm "object=Velm Shipping" cue=director'),
        line("accept", SAID, 'headOf subject=Holm object=Velm cue=director'),
    )  # fmt: skip
    (head,) = [fact for fact in facts if fact.relation == "headOf"]
    assert head.details == {"title": "director"}


def test_words_of_the_article_stand_for_a_pronoun() -> None:
    facts, _ = decided(
        line("reject", BOUGHT, 'Acquisition agent=He "patient=the ship"'),
        line("accept", BOUGHT, 'Acquisition "agent=Tim Ravn" "patient=the ship" cue=bought'),
    )
    (bought,) = [fact for fact in facts if fact.relation == "Acquisition"]
    assert [arg.entity for arg in bought.args] == [story.RAVN, None]


def test_words_with_a_type_become_an_entity() -> None:
    lines = parse_decisions(
        line("accept", BOUGHT, 'Acquisition agent=He "patient:Product=the ship"')
    )
    (found,), _ = overruled([EXTRACTION], lines.facts, {"velm.txt": TEXT})
    (new,) = set(found.entities) - set(EXTRACTION.entities)
    assert (new.type, new.name, new.article) == ("Product", "the ship", ID)
    (bought,) = [fact for fact in found.facts if fact.relation == "Acquisition"]
    assert bought.args[1].entity == new.id
    assert any(mention.entity == new.id for mention in found.mentions)


def test_the_later_of_two_lines_holds() -> None:
    rest = 'Acquisition agent=He "patient=the ship"'
    accept, reject = line("accept", BOUGHT, rest), line("reject", BOUGHT, rest)
    assert story.BUYS.id in {fact.id for fact in decided(reject, accept)[0]}
    assert story.BUYS.id not in {fact.id for fact in decided(accept, reject)[0]}


def test_what_stands_in_a_rejected_statement_goes_with_it() -> None:
    rejected = line(
        "reject", SAID, 'Statement speaker=Holm "content=that Ravn would sail the Aster"'
    )
    facts, idle = decided(rejected)
    assert not {"Statement", "Travel"} & {fact.relation for fact in facts} and idle == []
    # Another statement of the same words holds it.
    other = 'Statement "speaker=Velm Shipping" "content=that Ravn would sail the Aster" cue=said'
    facts, _ = decided(rejected, line("accept", SAID, other))
    (statement, travel) = (
        next(fact for fact in facts if fact.relation == name) for name in ("Statement", "Travel")
    )
    assert travel.holder == statement.id


def test_a_claim_needs_a_statement() -> None:
    claim = line("accept", SAID, "claimed: Travel agent=Ravn cue=sail")
    facts, idle = decided(claim)
    assert idle == [] and any(fact.holder == story.STATEMENT.id for fact in facts)
    facts, idle = decided(
        line("accept", MET, 'claimed: Visit "agent=Vera Holm" place=Osby cue=met')
    )
    assert len(idle) == 1 and "Visit" not in {fact.relation for fact in facts}


@pytest.mark.parametrize(
    "text",
    [
        'accept elsewhere-1 "He bought the ship." Acquisition agent=He',
        f'accept {ID} "He sold the ship." Acquisition agent=He',
        f'accept {ID} "{BOUGHT}" Acquisition "agent=Nina Storm"',
        f'reject {ID} "He sold the ship." Acquisition agent=He',
    ],
)
def test_a_line_that_fits_nothing_is_told_of(text: str) -> None:
    facts, idle = decided(text)
    assert facts == list(EXTRACTION.facts) and idle == [str(parse_decisions(text).facts[0])]


def test_which_place_of_words_is_meant() -> None:
    at = TEXT.index("Ravn would")
    (found,), _ = overruled(
        [EXTRACTION],
        parse_decisions(f'accept {ID} "{MET} {SAID}" Protest agent=Ravn@2').facts,
        {"velm.txt": TEXT},
    )
    (protest,) = [fact for fact in found.facts if fact.relation == "Protest"]
    assert protest.args[0].spans == (Span(at, at + 4),)


def test_words_are_cut_as_is_said() -> None:
    rest = 'Statement speaker=Holm "content=Ravn would sail" "content=Aster" cue=said'
    facts, _ = decided(line("accept", SAID, rest))
    (statement,) = [fact for fact in facts if fact.relation == "Statement"]
    (content,) = [arg for arg in statement.args if arg.role == "content"]
    assert content.text == "Ravn would sail ... Aster" and len(content.spans) == 2
    assert statement.id == story.STATEMENT.id and len(statement.args) == 2
    # Who is meant is still known where other words of the same are given.
    longer = 'headOf "subject=Holm, the director" "object=Velm Shipping"'
    facts, _ = decided(line("accept", SAID, longer))
    (head,) = [fact for fact in facts if fact.relation == "headOf"]
    assert (head.args[0].entity, head.args[0].text) == (story.HOLM, "Holm, the director")


def test_of_two_alike_the_cue_says_which() -> None:
    other = replace(story.HEAD, id="other", cue=(story.at("said"),))
    read = replace(EXTRACTION, facts=(story.HEAD, other))
    rest = 'headOf subject=Holm "object=Velm Shipping"'
    assert decided(line("reject", SAID, f"{rest} cue=said"), read=read)[0] == [story.HEAD]
    assert decided(line("reject", SAID, rest), read=read)[0] == []
    # What is told by no cue of either is about both.
    assert decided(line("reject", SAID, f"{rest} cue=would"), read=read)[0] == []
