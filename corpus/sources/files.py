"""Text and Markdown files."""

from collections.abc import Iterator
from pathlib import Path

from corpus.article import Article, content_id
from corpus.errors import InvalidArticle, SourceError
from corpus.sources.decoding import decode
from corpus.sources.frontmatter import facts, split

__all__ = ["find_files", "read_file"]

SUFFIXES = {".txt": "text", ".text": "text", ".md": "markdown", ".markdown": "markdown"}
MAX_BYTES = 20_000_000
"""Of one file. The longest novels have a fifth of it; what is larger is no article."""


def find_files(path: Path) -> Iterator[Path]:
    """The file itself, or all text and Markdown files in a folder and the folders below it.

    Hidden files and folders are passed over.

    Raises:
        SourceError: There is nothing at that path, or nothing in the folder to read.
    """
    try:
        if not path.is_dir():
            yield path
            return
        found = sorted(
            each
            for each in path.rglob("*")
            if each.suffix.lower() in SUFFIXES
            and each.is_file()
            and not any(part.startswith(".") for part in each.relative_to(path).parts)
        )
    except OSError as error:
        raise SourceError(f"{path} cannot be read: {error.strerror}") from error
    if not found:
        raise SourceError(f"{path} holds no text or Markdown file ({', '.join(SUFFIXES)})")
    yield from found


def read_file(path: Path) -> Article:
    """Read a text or Markdown file, with front matter if it has any.

    The article's identity is the id in the front matter, else the URL there, else the file's
    absolute path. The title of a Markdown file without one in its front matter is its leading
    heading.

    Raises:
        SourceError: The file cannot be read, is too large, is no text, or has no text in it.
    """
    kind = SUFFIXES.get(path.suffix.lower())
    if kind is None:
        known = ", ".join(SUFFIXES)
        raise SourceError(f"{path} is not of a kind that can be read ({known})")
    text = decode(_bytes(path), str(path))
    found, body = split(text, str(path))
    given = facts(found, str(path))
    if kind == "markdown":
        from corpus.sources.markdown import plain_text

        heading, body = plain_text(body)
        if heading:
            given.setdefault("title", heading)
    try:
        if not given.get("url"):
            given.setdefault("id", content_id("path", str(path.resolve())))
        return Article(text=body.strip("\n"), **given)
    except InvalidArticle as error:
        raise SourceError(f"{path}: {error}") from error


def _bytes(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise SourceError(
                f"{path} has {size / 1e6:.1f} MB, the most is {MAX_BYTES / 1e6:.0f} MB; split it"
            )
        data = path.read_bytes()
    except OSError as error:
        raise SourceError(f"{path} cannot be read: {error.strerror}") from error
    if not data.strip():
        raise SourceError(f"{path} is empty")
    return data
