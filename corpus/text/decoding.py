"""Bytes to text, without losing or inventing a character."""

import codecs
import re
from collections.abc import Iterable

from corpus.errors import SourceError

__all__ = ["decode"]

# UTF-32 first: its little-endian mark begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_TEXT_CONTROLS = frozenset("\t\n\r\f\v\x1b\x85")
_MOST_CONTROLS = 0.01
"""Share of control characters above which decoded bytes are no text."""
_SAMPLE = 4096
_DECLARABLE = re.compile(
    r"utf-8|utf-16(-[lb]e)?|ascii|iso8859-\d+|cp125[0-8]|cp866|cp874|cp932|cp949|tis-620|"
    r"koi8-[ru]|mac-(roman|cyrillic)|gb(k|2312|18030)|big5(hkscs)?|euc_(jp|kr)|iso2022_jp|shift_jis"
)
"""What a page may say it is in: the encodings of the WHATWG's standard. Python knows others, such
as idna and unicode_escape, that are no encodings of pages and slow or strange."""
_READ_AS = {"iso8859-1": "cp1252", "ascii": "cp1252", "gb2312": "gb18030", "gbk": "gb18030"}
"""As browsers do, because pages say the one and are the other."""
_MOST_BROKEN = 0.25
"""Share of the characters beyond ASCII that may be broken in what is said to be UTF-8. In another
encoding nearly all are."""


def decode(data: bytes, name: str, declared: Iterable[str | None] = ()) -> str:
    """Decode a text.

    A byte-order mark decides; else the first declared encoding that fits every byte; else UTF-8
    if it is valid; else UTF-16 if every other byte of the beginning is zero; else UTF-8 if it was
    declared and few of its characters are broken (those become U+FFFD); else what
    charset-normalizer finds, where all Latin single-byte guesses count as Windows-1252, the one
    that the others are mistaken for.

    Args:
        data: The bytes.
        name: What to call the source in an error.
        declared: The encodings that the source says it is in, the most trusted first.

    Raises:
        SourceError: The bytes are no text in any of these encodings.
    """
    text = _decode(data, name, [encoding for encoding in map(_known, declared) if encoding])
    controls = sum(
        1 for c in text[:_SAMPLE] if (c < " " or "\x7f" <= c < "\xa0") and c not in _TEXT_CONTROLS
    )
    if "\0" in text or controls > _MOST_CONTROLS * min(len(text), _SAMPLE):
        raise SourceError(f"{name} is a binary file, not text; convert it to text first")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _known(label: str | None) -> str | None:
    try:
        encoding = codecs.lookup((label or "").strip()).name
    except (LookupError, ValueError):
        return None
    return _READ_AS.get(encoding, encoding) if _DECLARABLE.fullmatch(encoding) else None


def _decode(data: bytes, name: str, declared: list[str]) -> str:
    marked = next((e for mark, e in _MARKS if data.startswith(mark)), None)
    # A mark in the text itself is surer than what is said of it.
    for encoding in () if marked else declared:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    begins = marked or _zeros(data)
    try:
        return data.decode(begins or "utf-8")
    except UnicodeDecodeError as error:
        if begins:
            raise SourceError(
                f"{name} begins as {begins} but byte {error.start} is not; save it as UTF-8"
            ) from error
    # A few broken characters are no reason to guess: a note will tell of them.
    if "utf-8" in declared:
        text = data.decode("utf-8", errors="replace")
        beyond = len(text) - len(text.encode("ascii", "ignore"))
        if text.count("\ufffd") <= _MOST_BROKEN * beyond:
            return text
    return _guess(data, name)


def _zeros(data: bytes) -> str | None:
    head = data[:_SAMPLE]
    # In UTF-16 every other byte of most letters, digits and spaces is nought.
    half = len(head) // 2
    if half and head[1::2].count(0) > half // 2 > head[0::2].count(0):
        return "utf-16-le"
    if half and head[0::2].count(0) > half // 2 > head[1::2].count(0):
        return "utf-16-be"
    return None


def _guess(data: bytes, name: str) -> str:
    from charset_normalizer import from_bytes

    # The beginning is enough to guess by, and guessing takes the longer the more there is.
    best = from_bytes(data[: 64 * _SAMPLE]).best()
    if best is None or b"\0" in data:
        raise SourceError(f"{name} is a binary file, not text; convert it to text first")
    latin = "latin" in " ".join(best.alphabets).lower() and not any(
        word in alphabet for alphabet in best.alphabets for word in ("Cyrillic", "Greek", "Arabic")
    )
    for encoding in ("cp1252", best.encoding) if latin else (best.encoding, "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise SourceError(f"{name} is in no encoding that could be recognised; save it as UTF-8")
