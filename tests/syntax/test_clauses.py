"""Each construction with the clauses it must give.

Notation: ``verb: subj=Kolb obj~deal`` names the predicate's lemma and its slots by their head
words; ``~`` marks a slot that is not direct. Only clauses named are looked at; all their slots are.
"""

import pytest

from kg.syntax.clauses import find_clauses


def written(ann, clause):
    slots = " ".join(
        f"{s.label.replace(' ', '_')}{'=' if s.direct else '~'}{ann.doc[s.head].text}"
        for s in clause.slots
    )
    return f"{clause.lemma}{'!' if clause.passive else ''}: {slots}"


CASES = [
    (
        "Anna Kolb and Peter Lund met the envoys in Oslo on Tuesday "
        "and signed an agreement with Norway.",
        [
            "meet: subj=Kolb subj=Lund obj=envoys on=Tuesday in~Oslo",
            "envoy: in=Oslo",
            "sign: subj~Kolb subj~Lund obj=agreement with~Norway",
            "agreement: with=Norway subj~Kolb subj~Lund",
        ],
    ),
    # A participle that the parser takes for the main verb, and a verb that reports one.
    (
        "Peter Lund, wanted for fraud, was arrested in Oslo.",
        [
            "want!: obj=Lund for=fraud",
            "arrest!: obj=Lund in=Oslo",
        ],
    ),
    (
        "Peter Lund, officials said, was arrested in Oslo.",
        ["say: subj=officials", "arrest!: obj=Lund in=Oslo"],
    ),
    ("Peter Lund wanted the deal signed.", ["want: subj=Lund ccomp=signed"]),
    # Whom nobody leaves.
    (
        "Nobody but Anna Kolb and Peter Lund met the envoys.",
        [
            "meet: subj=Kolb subj=Lund obj=envoys",
        ],
    ),
    ("No minister other than Anna Kolb signed it.", ["sign: subj=Kolb obj=it"]),
    ("No other minister signed it.", ["sign: subj=minister obj=it"]),
    # A conjunction that the parser takes for a preposition, with its clause cut in two.
    (
        "Norland closed its border after soldiers, backed by tanks, attacked the town.",
        ["back!: obj=soldiers by=tanks", "attack: subj=soldiers obj=town"],
    ),
    (
        "The envoys closed the hall after the talks, tired of waiting, and met Peter Lund.",
        ["meet: subj~envoys obj=Lund"],
    ),
    (
        "The minister is expected to meet his Danish counterpart in Paris next week.",
        [
            "expect!: obj=minister xcomp=meet",
            "meet: subj~minister obj=counterpart in=Paris tmod=week",
            "counterpart: poss=his compound=Danish",
        ],
    ),
    (
        "Talks between Iran and Russia were held in Vienna on Monday.",
        [
            "talk: between=Iran between=Russia in~Vienna on~Monday",
            "hold!: obj=Talks in=Vienna on=Monday",
        ],
    ),
    (
        "The president paid a visit to Riyadh, where he held talks with the crown prince.",
        [
            "pay: subj=president obj=visit to~Riyadh",
            "visit: to=Riyadh subj~president",
            "hold: subj=he obj=talks where~Riyadh with~prince",
            "talk: with=prince subj~he",
        ],
    ),
    (
        "The envoy, who arrived in Tehran on Sunday, wants the parties to resume negotiations.",
        [
            "arrive: subj=envoy in=Tehran on=Sunday",
            "want: subj=envoy ccomp=resume",
            "resume: subj=parties obj=negotiations",
            "negotiation: subj~parties",
        ],
    ),
    (
        "The deal they signed was rejected by parliament.",
        [
            "sign: subj=they obj~deal",
            "reject!: obj=deal by=parliament",
        ],
    ),
    (
        "Asked about the talks, the spokesman said that Lund had been arrested and charged.",
        [
            "ask!: obj~spokesman about=talks",
            "say: subj=spokesman advcl=Asked ccomp=arrested ccomp~charged",
            "arrest!: obj=Lund",
            "charge!: obj~Lund",
        ],
    ),
    (
        "Iran-Russia talks resumed in Geneva.",
        [
            "talk: compound=Iran compound=Russia in~Geneva",
            "resume: subj=talks in=Geneva",
        ],
    ),
    (
        "The first Vienna talks took place in April.",
        [
            "talk: compound=first compound=Vienna in~April",
            "take: subj=talks obj=place in=April",
            "place: subj~talks in~April",
        ],
    ),
    (
        "He took part in the talks during his trip to Paris.",
        [
            "take: subj=He obj=part in=talks",
            "part: subj~He in~talks",
            "talk: during=trip subj~He",
            "trip: poss=his to=Paris",
        ],
    ),
    (
        "After meeting the king, Lund flew to Madrid to sign the treaty.",
        [
            "meet: subj~Lund obj=king",
            "fly: subj=Lund after=meeting to=Madrid advcl=sign",
            "sign: subj~Lund obj=treaty",
            "treaty: subj~Lund",
        ],
    ),
    (
        "Kolb, whose brother runs the bank, was named ambassador to France.",
        [
            "brother: poss~Kolb",
            "run: subj=brother obj=bank",
            "name!: obj=Kolb attr=ambassador to~France",
            "ambassador: to=France",
        ],
    ),
    (
        "Lund was elected president of the club in 2019.",
        [
            "elect!: obj=Lund attr=president in=2019",
            "president: of=club",
        ],
    ),
    (
        "The company was founded by Kolb and is based in Bonn.",
        [
            "found!: obj=company by=Kolb",
            "base!: obj~company in=Bonn",
        ],
    ),
    (
        "Kolb promised Lund to leave the party.",
        [
            "promise: subj=Kolb obj=Lund xcomp=leave",
            "leave: subj~Kolb obj=party",
        ],
    ),
    (
        "Lund broke off the talks.",
        [
            "break off: subj=Lund obj=talks",
            "talk: subj~Lund",
        ],
    ),
    (
        "The men accused of killing the mayor were sentenced to ten years in prison.",
        [
            "man: acl=accused",
            "accuse!: obj~men of=killing",
            "kill: subj~men obj=mayor",
            "sentence!: obj=men to=years in~prison",
            "year: compound=ten in=prison",
        ],
    ),
    (
        "Lund met and thanked the firefighters.",
        [
            "meet: subj=Lund obj~firefighters",
            "thank: subj~Lund obj=firefighters",
        ],
    ),
    (
        "Kolb seems to have lost the vote.",
        [
            "seem: subj=Kolb xcomp=lost",
            "lose: subj~Kolb obj=vote",
        ],
    ),
    (
        "The police arrested three people protesting against the law.",
        [
            "arrest: subj=police obj=people",
            "people: compound=three acl=protesting",
            "protest: subj~people against=law",
        ],
    ),
    (
        "Lund said during a visit to Kenya that the bank gave farmers cheap loans.",
        [
            "say: subj=Lund during=visit ccomp=gave",
            "visit: to=Kenya ctx~Lund",
            "give: subj=bank iobj=farmers obj=loans",
            "loan: compound=cheap subj~bank iobj~farmers",
        ],
    ),
    (
        "There was a meeting between Kolb and Lund in Oslo.",
        [
            "be: attr=meeting",
            "meeting: between=Kolb between=Lund in~Oslo",
            "kolb: in=Oslo",
        ],
    ),
    (
        "Kolb is ready for talks with Lund.",
        [
            "be: subj=Kolb attr=ready for=talks",
            "talk: with=Lund",
        ],
    ),
    (
        "Saudi-Iranian talks and the US-brokered deal were praised by the European Union.",
        [
            "broker!: obj~deal by~US",
            "praise!: obj=talks obj=deal by=Union",
        ],
    ),
    (
        "Lund decided to withdraw the troops from the city.",
        [
            "decide: subj=Lund xcomp=withdraw",
            "withdraw: subj~Lund obj=troops from=city",
        ],
    ),
    (
        'The mayor said Kolb "knows full well that the bridge is closed."',
        [
            "say: subj=mayor ccomp=knows",
            "know: subj=Kolb attr=full advmod=well ccomp=is",
            "be: subj=bridge attr=closed",
        ],
    ),
    (
        '"We met the envoy in Oslo," Lund said during a visit to Ulm.',
        [
            "meet: subj=We obj=envoy in~Oslo",
            "envoy: in=Oslo",
            "say: subj=Lund ccomp=met during=visit",
            "visit: to=Ulm ctx~Lund",
        ],
    ),
    (
        "Kolb was awarded a medal by the king.",
        [
            "award!: iobj=Kolb obj=medal by=king",
        ],
    ),
    (
        "The police accused Lund of taking bribes.",
        [
            "accuse: subj=police obj=Lund of=taking",
            "take: subj~Lund obj=bribes",
            "bribe: subj~Lund",
        ],
    ),
    (
        "The Paris-based firm was sued by a US-backed group.",
        [
            "base!: obj~firm in~Paris",
            "sue!: obj=firm by=group",
            "back!: obj~group by~US",
        ],
    ),
    (
        "Lund, Kolb and the mayor are due to hold talks with union leaders.",
        [
            "be: subj=Lund subj=Kolb subj=mayor attr=due",
            "hold: subj~Lund subj~Kolb subj~mayor obj=talks with~leaders",
            "talk: with=leaders subj~Lund subj~Kolb subj~mayor",
        ],
    ),
    (
        "Talks held in Geneva failed.",
        [
            "talk: acl=held in~Geneva",
            "hold!: obj~Talks in=Geneva",
            "fail: subj=Talks",
        ],
    ),
    (
        "Kolb's visit to Norway and his meeting with Lund were postponed.",
        [
            "visit: poss=Kolb to=Norway",
            "meeting: poss=his with=Lund",
            "postpone!: obj=visit obj=meeting",
        ],
    ),
    (
        "The firm asked the court to stop the sale.",
        [
            "ask: subj=firm obj=court xcomp=stop",
            "stop: subj~court obj=sale",
        ],
    ),
    (
        "Lund is the first mayor to visit the island.",
        [
            "be: subj=Lund attr=mayor",
            "visit: subj~Lund obj=island",
        ],
    ),
    (
        "Countries including Norway and Sweden met officials such as Kolb and Lund.",
        [
            "meet: subj=Countries obj=officials subj~Norway subj~Sweden obj~Kolb obj~Lund",
        ],
    ),
]


@pytest.mark.parametrize("text, expected", CASES)
def test_clauses(parsed, text, expected):
    ann = parsed(text)
    found = [written(ann, clause) for clause in find_clauses(ann)]
    assert [line for line in found if line in expected] == expected
