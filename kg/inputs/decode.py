"""Bytes to text: the encoding is known from the bytes, or found out and said."""

import codecs
import re

from kg.errors import InputError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(
    rb"<meta[^>]{1,200}charset\s*=\s*[\"']?\s*([\w.:-]+)|<\?xml[^>]{1,100}encoding=[\"']([\w.:-]+)",
    re.IGNORECASE,
)
_DECLARATION = re.compile(r"\A\ufeff?\s*<\?xml.{0,400}?\?>", re.DOTALL)
# Bytes that no text holds: control characters other than white space, escape and form feed.
_CONTROL = bytes({*range(9), *range(14, 27), *range(28, 32), 127})
# Of that many bytes one may be a control character in a text, by a slip; more are no text.
_BYTES_A_CONTROL = 50
_WIDE = ("utf_16", "utf_16_be", "utf_16_le", "utf_32", "utf_32_be", "utf_32_le", "utf_7")


def decode(data: bytes) -> tuple[str, str | None]:
    """The text of some bytes, without a byte order mark, and a notice when the encoding is a guess.

    Raises:
        InputError: The bytes are no text; the message says what they are and what to do.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strict(data[len(mark) :], encoding), None
    if not _binary(data[:65536]):
        try:
            return data.decode("utf-8"), None
        except UnicodeDecodeError:
            pass
    wide = _wide(data[:4096])
    if wide:
        return _strict(data, wide), f"no byte order mark; read as {wide}; save it as UTF-8"
    if _binary(data[:65536]):
        raise InputError("binary data, not text, of no kind that kg reads")
    return _guessed(data)


def decode_html(data: bytes, charset: str | None = None) -> tuple[str, str | None]:
    """Like `decode`, but an encoding that the page declares is taken at its word.

    ``charset`` is what was said of it outside, by a server or the head of a mail, and comes first.
    """
    found = _DECLARED.search(data[:2048])
    name = charset or (found and (found[1] or found[2]).decode("ascii"))
    if name and not any(data.startswith(mark) for mark, _ in _MARKS):
        try:
            # What browsers do: pages that say Latin-1 mean Windows-1252.
            codec = codecs.lookup(name).name
            return data.decode("cp1252" if codec in ("iso8859-1", "ascii") else codec), None
        except (LookupError, UnicodeDecodeError):
            pass
    return decode(data)


def decode_xml(data: bytes) -> tuple[str, str | None]:
    """Like `decode_html`, for XML; where it is no text in the encoding that it declares, UTF-8.

    What reads as UTF-8 with letters beyond ASCII is hardly ever anything else.
    """
    text, remark = decode_html(data)
    found = _DECLARED.search(data[:2048])
    name = found and (found[1] or found[2]).decode("ascii").lower()
    if name and not name.startswith("utf"):
        try:
            if not data.isascii():
                text = data.decode("utf-8")
                remark = f"says {name}, but is UTF-8, and read so"
        except UnicodeDecodeError:
            pass
    elif remark and name:
        remark = f"says {name}, but is {remark}"
    return _DECLARATION.sub("", text, count=1), remark


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise InputError(
            f"broken {encoding} at byte {error.start}; save the file again as UTF-8"
        ) from None


def _binary(sample: bytes) -> bool:
    held = len(sample) - len(sample.translate(None, _CONTROL))
    return b"\0" in sample or held * _BYTES_A_CONTROL > len(sample)


def _wide(sample: bytes) -> str | None:
    """UTF-16 without a mark: Western text has a zero in every other byte.

    In three of five at least, by signs of other scripts, and hardly ever in the bytes between.
    """
    half = len(sample) // 2
    if half and not len(sample) % 2:
        even, odd = sample[::2].count(0), sample[1::2].count(0)
        if 5 * odd > 3 * half and 20 * even < half:
            return "utf-16-le"
        if 5 * even > 3 * half and 20 * odd < half:
            return "utf-16-be"
    return None


def _guessed(data: bytes) -> tuple[str, str]:
    from charset_normalizer import from_bytes

    best = from_bytes(data, cp_exclusion=list(_WIDE)).best()
    if best is None:
        raise InputError("text in an unknown encoding; save it as UTF-8")
    # Windows-1252 is by far the likeliest where it reads as well as any other.
    western = from_bytes(data, cp_isolation=["cp1252"]).best()
    chosen = western if western and western.chaos <= best.chaos else best
    name = codecs.lookup(chosen.encoding).name
    return data.decode(name), f"not UTF-8; read as {name}, which is a guess; save it as UTF-8"
