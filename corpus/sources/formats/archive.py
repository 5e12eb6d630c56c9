"""ZIP archives (Word and EPUB files): opened in memory, never unpacked to disk."""

import io
import zipfile
from typing import TYPE_CHECKING

from corpus.errors import SourceError

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["open_archive", "parse_xml"]

_MOST_BYTES = 100_000_000
"""Unpacked, all members together."""
_MOST_RATIO = 200
"""Unpacked to packed. Text packs to a tenth; only a bomb packs to a thousandth."""
_MOST_MEMBERS = 10_000


def open_archive(data: bytes, name: str) -> zipfile.ZipFile:
    """Open a ZIP archive that unpacks to a sensible size.

    A member cannot give more bytes than its entry says, so the entries' word can be taken.

    Raises:
        SourceError: It is damaged, encrypted, or would unpack to far more than a document has.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        members = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise SourceError(f"{name} is damaged: {error}") from error
    # As the archive says, and no more than that is read of a member.
    size = sum(member.file_size for member in members)
    if size > _MOST_BYTES or len(members) > _MOST_MEMBERS or size > _MOST_RATIO * len(data):
        raise SourceError(
            f"{name} would unpack from {len(data):,} to {size:,} bytes in {len(members):,} "
            "parts, which no document does; it is not opened"
        )
    # The lowest bit of a member's flags says so (APPNOTE.TXT of PKWARE, 4.4.4).
    if any(member.flag_bits & 1 for member in members):
        raise SourceError(f"{name} is encrypted; save it without a password")
    return archive


def parse_xml(data: bytes, name: str) -> "_Element":
    """Parse XML from a stranger: no entities, no document types from elsewhere, no network.

    Raises:
        SourceError: It is not well-formed.
    """
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True
    )
    try:
        return etree.fromstring(data, parser)
    except (etree.LxmlError, ValueError) as error:
        raise SourceError(f"{name} is not well-formed XML: {error}") from error
