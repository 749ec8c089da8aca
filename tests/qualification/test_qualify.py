"""Polarity and modality of the word between asterisks."""

import pytest

from kg.model import Article, Block, Span
from kg.qualification.qualify import qualify

PLAIN = [
    "Carl Dorn, wanted for fraud, was *arrested* in Oslo.",
    "Nobody but Ann Berg *visited* Oslo.",
    "The tower was hit and its keeper *killed*.",
    "No minister other than Ann Berg *met* Carl Dorn.",
    "Police *arrested* no one except Carl Dorn.",
    "The claims Carl Dorn *made* were heard by the court.",
    "A crowd gathered in Oslo to *protest* against the tower.",
    "They called for help after the mayor was *arrested*.",
    "They bought a van after the *attack* on the minister.",
    "Carl Dorn has *died*: a claim that nobody doubts.",
    "The *talks* with the rebels collapsed.",
    "A man who *attacked* a referee was banned for life.",
    "Velm came from behind to *beat* Oslo.",
    "Velm beat Oslo to *reach* the final.",
    "Velm, which drew with Oslo to *reach* the final, rested.",
    "Ann Berg rose to *become* director of the museum.",
    "Ann Berg, the first woman to *lead* the union, resigned.",
    "Carl Dorn was the only senator to *oppose* the bill.",
    "The oldest man to *climb* the tower was Carl Dorn.",
    "The jury took two hours to *acquit* Carl Dorn.",
    "Carl Dorn *pleaded* not guilty to fraud.",
    "The jury found the mayor *guilty* of fraud.",
    "She chose to *come* to Oslo in May.",
    "He often *attacked* the town, so it would be a surprise.",
    "Ann Berg *met* Carl Dorn in Oslo.",
    "Ann Berg managed to *meet* Carl Dorn.",
    "The two sides held *talks* in Oslo on Monday.",
    "Norland *signed* the treaty after months of debate.",
    "The president *paid* a visit to Oslo last week.",
    "She began to *negotiate* with the union.",
    "He was *arrested* in March.",
    "The minister criticised the *visit*.",
    "Not only did they *meet*, they also signed a treaty.",
    "She praised the *agreement* that could end the war.",
    "After *meeting* the king, he flew home.",
    "The government continued to *impose* sanctions.",
    "They did not discuss the *attack*.",
    "He took part in the *summit*.",
    "If he loses, the *attack* of last May was the reason.",
    "The talks that *took* place in Oslo failed.",
    "How could they *attack* the hospital?",
    "They do not keep their word and *impose* sanctions.",
    "They have still to make any progress at *talks* in Oslo.",
    "The reports of the *arrest* have gone viral.",
    "The rebels *attacked* the town before they could be stopped.",
]
NEGATIVE = [
    "Nobody *visited* Oslo, but Ann Berg wept.",
    "No other minister *met* Carl Dorn.",
    "Far from being *sacked*, she was promoted.",
    "Carl Dorn has *died*: a rumour that swept the town, and untrue.",
    "It is false that Carl Dorn was *arrested*.",
    "Carl Dorn came within a whisker of *signing* the treaty.",
    "Carl Dorn stopped short of *accusing* the king.",
    "The *takeover* of the bank collapsed.",
    "Carl Dorn should have *resigned*.",
    "Rather than *resign*, Carl Dorn apologised.",
    "The club stopped *employing* Carl Dorn.",
    "With no agreement *signed*, the sides went home.",
    "A mock *attack* on the harbour was staged.",
    "Ann Berg did not become the *chair* of the club.",
    "Ann Berg almost *visited* Oslo in May.",
    "Carl Dorn no longer *leads* the union.",
    "The talks in Oslo fell through, so no *talks* were held.",
    "The ministry did not *pursue* the charges.",
    "Ann Berg did not *meet* Carl Dorn.",
    "Ann Berg never *visited* Oslo.",
    "The talks did not *take* place.",
    "No *meeting* took place in Oslo.",
    "Nobody *attended* the summit.",
    "The two sides failed to *reach* a deal.",
    "Norland refused to *sign* the treaty.",
    "He declined to *meet* the envoy.",
    "She left without *meeting* the president.",
    "Ann Berg did not manage to *meet* Carl Dorn.",
    "The two sides did not hold *talks* in Oslo.",
    "The company denied *buying* the factory.",
    "Norland rejected the *deal*.",
    "The minister cancelled his *visit* to Oslo.",
    "The company *signed* no contract.",
    "Neither side *attended* the talks.",
    "The court has yet to *sentence* him.",
    "They were unable to *reach* an agreement.",
    "The police prevented the group from *attacking* the bank.",
    "The president called off the *talks*.",
    "There was no *agreement* on Monday.",
    "The minister avoided *meeting* the reporters.",
    "The government ruled out *talks* with the rebels.",
]
PLANNED = [
    "The army blocked the bridge to *attack* the town.",
    "They waited for the deal to be *signed* in May.",
    "They bought a van for the *attack* on the minister.",
    "The *attack* on the king was to have been filmed.",
    "The *talks* with the rebels were to open on Monday.",
    "They were jailed over a plot to kill the king, and to *bomb* the café.",
    "Ann Berg will *meet* Carl Dorn on Friday.",
    "Ann Berg plans to *visit* Oslo.",
    "The minister is set to *travel* to Oslo.",
    "The two leaders are to *meet* in Oslo.",
    "The president is due to *sign* the law on Monday.",
    "He is going to *resign* next week.",
    "They agreed to *hold* talks.",
    "They agreed to hold *talks*.",
    "The minister is scheduled to *arrive* in Oslo on Monday.",
    "The planned *visit* drew criticism.",
    "The upcoming *summit* was the main topic.",
    "The budget will be settled during the Friday *meeting* of the board.",
    "She went to Oslo to *meet* the king.",
    "Velm beat Oslo to *please* the crowd.",
    "Velm must beat Oslo to *reach* the final.",
    "Ann Berg will be the first woman to *lead* the union.",
    "The man to *lead* the union is Carl Dorn.",
    "She promised to *lift* the sanctions.",
    "The minister said he would *visit* Oslo.",
    "A *meeting* will be held on Monday.",
    "The army is preparing to *attack* the town.",
    "The group was plotting an *attack* on the airport.",
    "Talks are about to *begin*.",
    "The group *plotted* an attack on the airport.",
    "Plans for a *visit* to Oslo were made public.",
    "He arrived in Oslo ahead of a *meeting* with the king.",
]
EXPECTED = [
    "Ann Berg is expected to *meet* Carl Dorn.",
    "The minister is likely to *resign*.",
    "An *agreement* is expected next week.",
    "She will probably *visit* Oslo.",
]
POSSIBLE = [
    "Had the pilot turned, the tower would have been hit and its keeper, Bo Dahl, *killed*.",
    "The hut could be burned and two guards *shot*.",
    "Carl Dorn left the choir amid allegations he *robbed* a baker.",
    "Ann Berg resigned over a rumour Carl Dorn was *arrested* in Oslo.",
    "If the board of governors votes to *sack* Carl Dorn, the choir will strike.",
    "A player who *attacks* a referee is banned for life.",
    "Anyone who *attacks* a nurse faces a fine.",
    "Every year Ann Berg *visits* the tomb.",
    "Carl Dorn dreamed of *meeting* the queen.",
    "Carl Dorn must have *met* the king.",
    "There is no evidence that Carl Dorn *met* the king.",
    "Carl Dorn was charged with *attacking* a guard.",
    "Carl Dorn stood trial on charges of *killing* his neighbour.",
    "Carl Dorn was on the verge of *resigning*.",
    "The company is close to *signing* a deal.",
    "Carl Dorn would have become the *chair* of the club.",
    "Reportedly, the bus hit a wall and two men were *injured*.",
    "The bomb reportedly went off at noon, *killing* two men.",
    "Envoys usually *visit* the tomb in May.",
    "Envoys *meet* the king when they arrive.",
    "Landlords who *evict* families can be fined.",
    "Did Ann Berg *meet* Carl Dorn in Oslo?",
    "If the jury finds the mayor *guilty*, the council will choose another.",
    "The rule allows people to *vote* in May.",
    "Ann Berg could *meet* Carl Dorn.",
    "The two may *sign* a treaty.",
    "If they *meet*, the war will end.",
    "The company is considering *buying* the factory.",
    "The minister spoke of a possible *visit*.",
    "He hopes to *visit* Oslo.",
    "They are trying to *reach* a deal.",
    "The threat of *sanctions* remains.",
    "He was allegedly *attacked* by a soldier.",
    "Norland would *sign* such a treaty.",
    "Will the president *meet* the rebels?",
    "The sides are in talks on the *removal* of sanctions.",
    "An alleged *attack* was reported.",
    "Police are asking whether the men *met* in Oslo.",
    "The government is considering new *sanctions*.",
    "The visit set the stage for *talks*.",
    "The outline of an agreement that *removes* the sanctions is visible.",
]
REQUESTED = [
    "Two unions called for the mill to be *sold*.",
    "Drivers' demands include a *ban* on lorries.",
    "The bank must be closed and a judge be *appointed*.",
    "The senator called for new *sanctions*.",
    "Norland urged the rebels to *sign* the treaty.",
    "The union demanded *talks*.",
    "The government should *lift* the sanctions.",
    "The opposition asked him to *resign*.",
    "Calls for *talks* grew louder.",
    "The minister must *resign*.",
    "“*Lift* the sanctions,” the envoy said.",
    "She called on the parties to *resume* talks.",
    "They demanded that he *resign*.",
    "He proposed a *meeting*.",
]
HEADLINES = [
    ("Norland minister to *visit* Oslo", "positive", "planned"),
    ("No soldiers to be *punished* for deadly strike", "negative", "planned"),
    ("New round of *talks* to be held soon", "positive", "planned"),
]


def qualified(parsed, marked, article=None):
    before = marked.partition("*")[0]
    ann = parsed(marked.replace("*", ""), article)
    token = next(i for i, start in enumerate(ann.starts) if start == len(before))
    found = qualify(ann, token)
    return found.polarity, found.modality


def cases():
    for modality, sentences in (
        ("planned", PLANNED),
        ("expected", EXPECTED),
        ("possible", POSSIBLE),
        ("requested", REQUESTED),
    ):
        yield from ((sentence, "positive", modality) for sentence in sentences)
    yield from ((sentence, "positive", "actual") for sentence in PLAIN)
    yield from ((sentence, "negative", "actual") for sentence in NEGATIVE)


@pytest.mark.parametrize(("marked", "polarity", "modality"), list(cases()))
def test_qualification(parsed, marked, polarity, modality):
    assert qualified(parsed, marked) == (polarity, modality)


def headline(document):
    span = Span(0, len(document.text))
    return Article("test#0", "test", span, span, (Block("headline", span),))


@pytest.mark.parametrize(("marked", "polarity", "modality"), HEADLINES)
def test_headline(parsed, marked, polarity, modality):
    assert qualified(parsed, marked, headline) == (polarity, modality)


@pytest.mark.parametrize(
    ("marked", "polarity"),
    [
        ("Reports that Ann Berg *met* Carl Dorn are false.", "negative"),
        ("The minister denied reports that Ann Berg *met* Carl Dorn.", "negative"),
        ("The claim that Ann Berg *met* Carl Dorn surprised her.", "positive"),
    ],
)
def test_what_is_only_reported(parsed, marked, polarity):
    assert qualified(parsed, marked) == (polarity, "possible")


def test_what_was_so_once(parsed):
    ann = parsed("Ann Berg no longer lives in Oslo. Carl Dorn used to live in Bergen.")
    over, once = (qualify(ann, t.i) for t in ann.doc if t.lemma_ == "live")
    assert over.ended and not once.ended and once.once


@pytest.mark.parametrize(
    "text",
    [
        "Had Ann Berg *visited* the valley, we might have thanked her.",
        "Had the minister *signed* the treaty, Norland would have joined.",
        "Had the board *sacked* Ann Berg, the union would have struck.",
    ],
)
def test_a_condition_by_its_order_is_not_so(parsed, text):
    assert qualified(parsed, text)[1] == "possible"
