"""What a line is there for, by its words alone: a date, a byline, a credit, the site itself."""

import re
from dataclasses import dataclass

from kg.inputs.stated import iso_day
from kg.knowledge.derived import derived
from kg.knowledge.knowledge import Knowledge

_NAME = r"[A-Z][\w.’'\-]*(?: (?:(?:{inner}) )?[A-Z][\w.’'\-]*){{0,2}}"


@dataclass(frozen=True)
class Patterns:
    """How the lines look that are there for a purpose, and how dates and names are written."""

    furniture: re.Pattern[str]
    teasers: re.Pattern[str]
    heading: re.Pattern[str]
    credit: re.Pattern[str]
    picture: re.Pattern[str]
    byline: re.Pattern[str]
    date: re.Pattern[str]
    names: re.Pattern[str]
    binding: re.Pattern[str]


@derived
def patterns(knowledge: Knowledge) -> Patterns:
    """The patterns that the word lists make."""

    def any_of(name: str) -> str:
        return "|".join(knowledge.table(name))

    def listed(name: str, flags: int = 0) -> re.Pattern[str]:
        return re.compile(any_of(name), re.DOTALL | flags)

    name = _NAME.format(inner=any_of("inner_name_words"))
    months, binding = any_of("month_names"), any_of("binding_words")
    month = rf"(?P<month>{months})\.?"
    labels, days = any_of("date_labels"), any_of("beginnings_of_weekdays")
    updates = any_of("updates")
    return Patterns(
        furniture=re.compile(any_of("page_furniture"), re.IGNORECASE),
        teasers=re.compile(any_of("page_teasers"), re.IGNORECASE),
        heading=re.compile(any_of("page_headings"), re.IGNORECASE),
        credit=listed("page_credits"),
        picture=listed("page_pictures"),
        byline=re.compile(any_of("page_bylines")),
        date=re.compile(
            rf"(?:(?:last )?(?:{labels})(?: on)?:? +)?(?:(?:{days})day,? +)?"
            rf"(?:{month} +(?P<day>\d\d?)(?:st|nd|rd|th)?,? +(?P<year>\d{{4}})"
            rf"|(?P<day2>\d\d?)(?:st|nd|rd|th)? +{month.replace('month', 'month2')},?"
            r" +(?P<year2>\d{4})"
            r"|(?P<iso>\d{4}-\d\d-\d\d))"
            r"(?:(?:,| at| [-–|])? *\d\d?[:.]\d\d(?: *[ap]\.?m\.?)?(?: *[A-Z]{2,5})?)?"
            rf"(?:(?:[.;,]| [-–|])? *\(?(?:last )?(?:{updates})\b.*)?",
            re.IGNORECASE,
        ),
        names=re.compile(rf"{name}(?:, {name})*,? and (?:the |The )?{name}"),
        binding=re.compile(rf"\s(?:{binding})$"),
    )


def furniture(text: str, knowledge: Knowledge) -> bool:
    """Whether a line belongs to the site, not to an article: page numbers, buttons, rules."""
    short = len(text) < knowledge.whole("pages.letters_of_furniture")
    return short and bool(patterns(knowledge).furniture.fullmatch(text))


def date_of(text: str, knowledge: Knowledge) -> str | None:
    """The ISO date of a line that is nothing but a date (and a time)."""
    if len(text) >= knowledge.whole("pages.letters_of_a_date"):
        return None
    match = patterns(knowledge).date.fullmatch(text)
    if not match:
        return None
    if match["iso"]:
        return iso_day(match["iso"])
    month = int(knowledge.table("month_names")[(match["month"] or match["month2"]).lower()][0])
    day, year = int(match["day"] or match["day2"]), match["year"] or match["year2"]
    return iso_day(f"{year}-{month:02}-{day:02}")


def credit(text: str, knowledge: Knowledge) -> bool:
    """Whether a line says who contributed to the article or edited it."""
    short = len(text) < knowledge.whole("pages.letters_of_a_credit")
    return short and bool(patterns(knowledge).credit.fullmatch(text))


def picture(text: str, knowledge: Knowledge) -> bool:
    """Whether a line describes a picture and says whose it is."""
    short = len(text) < knowledge.whole("pages.letters_of_a_credit")
    return short and bool(patterns(knowledge).picture.fullmatch(text))


def byline(text: str, knowledge: Knowledge) -> bool:
    """Whether a line says who wrote the article."""
    short = len(text) < knowledge.whole("pages.letters_of_a_byline")
    return short and bool(patterns(knowledge).byline.fullmatch(text))
