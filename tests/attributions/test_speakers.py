"""Who says which words where no plain tag tells it, on invented sentences."""

import pytest

from kg.attributions.quotations import find_attributions

CASES = [
    # summaries, labels and verbless tags
    (
        "“Plant more trees.” That was the advice of gardener Ada Brook to the council.",
        "Brook",
        "Plant",
    ),
    ("“Who has the key?” the caretaker wanted to know.", "caretaker", "Who has the key"),
    ("“Not before noon,” came the reply from Ada Brook.", "Brook", "Not before noon"),
    ("“I was asleep at the time.” So she told the inspector.", "she", "I was asleep"),
    ("Two notes came. From the council: “The pier is shut.”", "council", "The pier is shut"),
    ("The letter, written in haste, runs: “The goats are well.”", "letter", "The goats are well"),
    (
        "“We shall go” – and here Ada Brook, who runs the ferry, smiled – “when the tide turns.”",
        "Brook",
        "when the tide turns",
    ),
    ("What they say: “We looked in the barn,” said sergeant Ada Brook.", "Brook", "We looked"),
    ("“Nor to me,” chimed in his daughter, Ada.", "Ada", "Nor to me"),
    ("Ada Brook posted a picture of her hat with the words “See you in May”.", "Brook", "See you"),
    # frames around a sentence
    ("The trip was, as the skipper Ada Brook put it, “a long bath”.", "Brook", "a long bath"),
    ("In the words of the skipper, Ada Brook, the boat is “a bath”.", "Brook", "a bath"),
    (
        "According to the village's baker, Ada Brook, there were ten guests.",
        "Brook",
        "there were ten",
    ),
    ("By the farmer's own account, the barn burned down.", "farmer", "the barn burned down"),
    # clauses
    ("Goalkeeper Ben Reed, whom coach Ada Brook described as “a wall”, is ill.", "Brook", "a wall"),
    (
        "At no time, lawyer Ada Brook insists, did her client say that he had left.",
        "Brook",
        "At no time",
    ),
    (
        "The lake is safe, ranger Ada Brook said, but visitors should avoid the mill.",
        "Brook",
        "visitors should avoid the mill",
    ),
    (
        "Most islanders want a bridge, a poll found on Monday.",
        "poll",
        "Most islanders want a bridge",
    ),
    ("The theft, said Ada Brook, keeper of the collection, took an hour.", "Brook", "took an hour"),
    (
        "In a joint letter, Norway and Denmark said the pier was shut.",
        "Norway",
        "the pier was shut",
    ),
    (
        "In a statement on Monday, Ada Brook, who owns the boat, said it was late.",
        "Brook",
        "it was late",
    ),
    (
        "Researchers said that the lake was warm; that it was deep; and that it was old.",
        "Researchers",
        "and that it was old",
    ),
    ("Ada Brook was clear: “We shall not sell the boat.”", "Brook", "We shall not sell"),
    (
        "According to Ada Brook, the head of the museum, the boat is old.",
        "Brook",
        "the boat is old",
    ),
    ("“Nobody asked us,” replied his opposite number, Ada Brook.", "Brook", "Nobody asked us"),
    ("“It was a mistake,” Captain Ada Brook was quoted as saying.", "Brook", "It was a mistake"),
    ("The boat was old, the Post quoted Ada Brook as saying.", "Brook", "The boat was old"),
    ("“The plant will close” – Ada Brook, chief executive", "Brook", "The plant will close"),
    ("As the baker, Ada Brook, once put it, bread is “a diary”.", "Brook", "a diary"),
    # lines of a page
    (
        "'I sold my hat for a song': Court hears of a bad year\n\n"
        "Ada Brook told a court on Monday how she had lived.",
        "Brook",
        "I sold my hat for a song",
    ),
    (
        "Ben Reed quits as club president, says board\n\nHe had held the post for a year.",
        "board",
        "Ben Reed quits",
    ),
    (
        "From: Ada Brook\nTo: All staff\nSubject: Lunch\n\nPlease bring a spoon.",
        "Brook",
        "bring a spoon",
    ),
    (
        "The review found that:\n- the gate was open;\n- two guards slept.",
        "review",
        "the gate was open",
    ),
    (
        "* “A bus that stops.” (Ada Brook, 71)\n* “A bench.” (Ben Reed, 38)",
        "Brook",
        "A bus that stops",
    ),
]


def said(ann):
    """The speaker's word and the content of each attribution that is an act of speech."""
    return [
        (
            ann.doc[found.speaker_head].text if found.speaker_head is not None else "",
            " ".join(ann.surface(span) for span in found.content),
        )
        for found in find_attributions(ann)
        if found.act == "speech"
    ]


@pytest.mark.parametrize(("text", "speaker", "words"), CASES)
def test_whose_the_words_are(parsed, text, speaker, words):
    assert any(who == speaker and words in content for who, content in said(parsed(text)))


def test_a_title_that_is_sung_is_nothing_said(parsed):
    assert said(parsed("She sang “Grey Winters” to the guests.")) == []


def test_who_wrote_a_slogan_does_not_say_it(parsed):
    ann = parsed("The slogan, “Milk for all”, was written by Ada Brook.")
    assert all(found.mode != "direct" for found in find_attributions(ann))


def test_questions_and_answers(parsed):
    ann = parsed(
        "The Gazette spoke to the baker Ada Brook.\n\nQ: When do you get up?\n"
        "A: At three, and I hate it.\n\nQ: Did you ever sleep in?\nA: Once."
    )
    assert said(ann) == [("Brook", "At three, and I hate it."), ("Brook", "Once.")]


def test_questions_without_labels(parsed):
    ann = parsed(
        "Tea with Ada Brook, the village baker\n\nWhen do you get up?\nAt three, and I hate it."
        "\n\nWill you ever stop?\nWhen the oven does."
    )
    assert said(ann) == [("Brook", "At three, and I hate it."), ("Brook", "When the oven does.")]


def test_the_turns_of_a_transcript(parsed):
    ann = parsed(
        "From the debate between Ada Brook and Ben Reed:\n\nBrook: The pier will pay for itself."
        "\n\nReed: It will fall down first.\n\nBrook: Then you can swim."
    )
    assert said(ann) == [
        ("Brook", "The pier will pay for itself."),
        ("Reed", "It will fall down first."),
        ("Brook", "Then you can swim."),
    ]


def test_labels_of_a_page_are_no_speakers(parsed):
    ann = parsed("Monday: The budget is presented.\nFriday: A strike at the airport begins.")
    assert said(ann) == []


def test_words_quoted_within_a_quotation(parsed):
    ann = parsed(
        "“When I called, the nurse said, ‘Doctor Reed is away,’ and hung up,” Ada Brook said."
    )
    assert ("nurse", "‘Doctor Reed is away,’") in said(ann)


def test_what_the_writer_vouches_for_is_nobodys(parsed):
    ann = parsed("There is no doubt that the ferry sank.")
    assert find_attributions(ann) == ()


def test_whole_sentences_in_quotation_marks_are_said_by_somebody(parsed):
    ann = parsed("The pub was full. “He sold my boat to a priest.” None of it was true.")
    assert [words for _, words in said(ann)] == ["“He sold my boat to a priest.”"]


def test_free_indirect_speech_goes_on_in_somebodys_case(parsed):
    ann = parsed("The union put its case. The firm had sacked nine men. In fact it had hired two.")
    assert [words for _, words in said(ann)] == ["The firm had sacked nine men."]


def test_free_indirect_speech_goes_on_in_what_somebody_sees(parsed):
    thoughts = "The mayor, Karl Ott, saw no danger. The bridge would hold."
    assert "free" in {found.rule for found in find_attributions(parsed(thoughts))}
    told = "The mayor, Karl Ott, saw no ships. The bridge would hold."
    assert "free" not in {found.rule for found in find_attributions(parsed(told))}


def test_what_is_found_dead_or_to_be_determined_is_not_told(parsed):
    assert said(parsed("Police tried to determine if the boat was safe.")) == []
