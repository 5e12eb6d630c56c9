"""Bytes to text, without losing or inventing a character."""

import codecs

from corpus.errors import SourceError

__all__ = ["decode"]

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


def decode(data: bytes, name: str) -> str:
    """Decode a text file.

    A byte-order mark decides; else UTF-8 if it is valid; else UTF-16 if every other byte of
    the beginning is zero; else what charset-normalizer finds, where all Latin single-byte
    guesses count as Windows-1252, the one that the others are mistaken for.

    Args:
        data: The file's bytes.
        name: What to call the file in an error.

    Raises:
        SourceError: The bytes are no text in any of these encodings.
    """
    text = _decode(data, name)
    controls = sum(
        1 for c in text[:_SAMPLE] if (c < " " or "\x7f" <= c < "\xa0") and c not in _TEXT_CONTROLS
    )
    if "\0" in text or controls > _MOST_CONTROLS * min(len(text), _SAMPLE):
        raise SourceError(f"{name} is a binary file, not text; convert it to text first")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _decode(data: bytes, name: str) -> str:
    encoding = next((e for mark, e in _MARKS if data.startswith(mark)), None) or _zeros(data)
    try:
        return data.decode(encoding or "utf-8")
    except UnicodeDecodeError as error:
        if encoding:
            raise SourceError(
                f"{name} begins as {encoding} but byte {error.start} is not; save it as UTF-8"
            ) from error
    return _guess(data, name)


def _zeros(data: bytes) -> str | None:
    head = data[:_SAMPLE]
    half = len(head) // 2
    if half and head[1::2].count(0) > half // 2 > head[0::2].count(0):
        return "utf-16-le"
    if half and head[0::2].count(0) > half // 2 > head[1::2].count(0):
        return "utf-16-be"
    return None


def _guess(data: bytes, name: str) -> str:
    from charset_normalizer import from_bytes

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
