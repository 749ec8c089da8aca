"""Transcripts (.vtt, .srt) by webvtt-py: what each speaker says, turn by turn, as a paragraph."""

import html
import re
from collections.abc import Iterable, Iterator
from io import StringIO

from kg.errors import InputError
from kg.inputs.decode import decode
from kg.inputs.opened import Opened, Way, missing
from kg.inputs.problems import Found, notice
from kg.model import Document

_VOICE = re.compile(r"<v(?:\.[^\s<>]*)?\s([^<>]+)>")
_TAG = re.compile(r"</?[a-zA-Z0-9][^>]{0,200}>|\{\\an?\d+\}")
# How captions without voices mark that somebody else speaks, and who.
_CHANGE = re.compile(r"(?:>>+|[-–—])\s*")
_LABEL = re.compile(r"(\w[\w.'’ -]{0,38}\w)(?: ?\([^)]{1,30}\))?:\s+(?=\S)")
_NAME = re.compile(r"(?:[A-Z][\w.'’-]*)(?: [A-Z][\w.'’-]*){0,4}")
# What is heard besides words: [applause], (laughter), and notes of music.
_SOUND = re.compile(r"\[[^\]]{1,60}\]|\([A-Z][A-Z ]{1,60}\)|[♪♫][^♪♫]{0,200}[♪♫]?")
_ENDS = re.compile(r"[.!?…][\"'”’)]*$")

# A cue: when it begins and ends, in seconds, and its text with its tags.
Cue = tuple[float, float, str]


def read_vtt(opened: Opened, way: Way) -> Iterator[Found]:
    """The document of a WebVTT file."""
    yield from _read(opened, way, "vtt")


def read_srt(opened: Opened, way: Way) -> Iterator[Found]:
    """The document of a SubRip file."""
    yield from _read(opened, way, "srt")


def _read(opened: Opened, way: Way, kind: str) -> Iterator[Found]:
    text, remark = decode(way.whole(opened))
    if remark:
        yield notice(opened.place, remark, opened.name)
    found = way.decoded(cues, text, kind)
    overlaps = _overlaps(found)
    if overlaps:
        message = f"cues that begin before the one above ends: {overlaps:,}; they are read in order"
        yield notice(opened.place, message, opened.name)
    told = "\n\n".join(turns(found))
    if not told:
        raise InputError("no words in it; leave it out")
    yield Document(opened.name, told, single=True)


def cues(text: str, kind: str) -> list[Cue]:
    """The cues of a transcript, those that follow one another with the same words once.

    Raises:
        InputError: It is no transcript.
    """
    try:
        import webvtt
        from webvtt.errors import MalformedFileError
    except ImportError:
        raise missing("transcripts", "transcripts") from None
    try:
        found = webvtt.WebVTT.from_buffer(StringIO(text), format=kind)
    except (MalformedFileError, ValueError) as error:
        raise InputError(f"no .{kind} as it should be ({error}); save it again") from None
    return [
        (c.start_in_seconds + c.start_time.milliseconds / 1000,
         c.end_in_seconds + c.end_time.milliseconds / 1000, c.raw_text)
        for c in found.captions
    ]  # fmt: skip


def _overlaps(found: Iterable[Cue]) -> int:
    count, end = 0, 0.0
    for start, stop, _ in found:
        count += start < end
        end = stop
    return count


def turns(found: Iterable[Cue]) -> Iterator[str]:
    """The paragraphs of a transcript: "Ann Lee: We will sign.", one for each turn.

    What nobody is named for goes on where a sentence is not at its end, and else is a paragraph.
    """
    speaker, said = None, list[str]()
    before: list[str] = []
    for _, _, text in found:
        lines = [line for line in _lines(text) if line[1]]
        # Captions that roll up show a line again while the next one comes.
        fresh = [line for line in lines if line[1] not in before]
        before = [words for _, words, _ in lines]
        for voice, words, changes in fresh:
            if (voice is not None and voice != speaker) or (changes and voice is None):
                yield from _turn(speaker, said)
                speaker, said = voice, []
            elif speaker is None and said and _ENDS.search(said[-1]):
                yield from _turn(speaker, said)
                said = []
            said.append(words)
    yield from _turn(speaker, said)


def _turn(speaker: str | None, said: list[str]) -> Iterator[str]:
    words = " ".join(said)
    if words:
        yield f"{speaker}: {words}" if speaker else words


def _lines(text: str) -> Iterator[tuple[str | None, str, bool]]:
    """The lines of a cue: who is named for it, the words, and whether somebody else begins."""
    for line in text.split("\n"):
        parts = _VOICE.split(line)
        for number in range(0, len(parts), 2):
            voice = parts[number - 1].strip() if number else None
            words = html.unescape(_TAG.sub("", parts[number]))
            words = " ".join(_SOUND.sub(" ", words).split())
            change = _CHANGE.match(words)
            if change:
                words = words[change.end() :]
            label = None if voice else _LABEL.match(words)
            if label and _NAME.fullmatch(label[1]):
                voice, words = _named(label[1]), words[label.end() :]
            yield voice, words, bool(change)


def _named(label: str) -> str:
    """A name as it is written elsewhere: captions have labels in capitals."""
    return label.title() if label.isupper() and " " in label else label
