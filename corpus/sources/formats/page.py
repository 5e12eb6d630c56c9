"""HTML pages: an article and what the page says about it."""

from corpus.errors import OnRecordError, SourceError
from corpus.sources.draft import Draft, Raw
from corpus.sources.formats.html import article_text, decode_html, parse
from corpus.sources.formats.page_metadata import take_facts

__all__ = ["read_page"]


def read_page(raw: Raw) -> Draft:
    """Read the article of a page.

    Raises:
        SourceError: It is no text, or there is no article to be found in it.
    """
    try:
        tree = parse(decode_html(raw.data, raw.name, raw.charset), raw.name)
        draft = Draft()
        take_facts(draft, tree, raw.url)
        draft.text = article_text(tree, raw.name)
    except OnRecordError:
        raise
    except Exception as error:  # the extraction is heuristics over trees that nobody foresaw
        reason = str(error) or type(error).__name__
        raise SourceError(f"{raw.name} cannot be read as a page: {reason}") from error
    return draft
