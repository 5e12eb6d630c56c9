"""What all sessions of a server share: the assistant, and its questions to begin with."""

from contextlib import suppress

import streamlit as st

from assistant import Answer, ArticleNotFound, Assistant
from assistant.catalogue import Summary, summary
from ui.view import Known

__all__ = ["count", "known_articles", "open_assistant", "suggestions"]

_SUGGESTIONS = 3
_MINUTE = 60
_SECONDS = 5
_KNOWN = 10_000


@st.cache_resource(show_spinner="Opening the corpus…")
def open_assistant() -> Assistant:
    """The assistant that all sessions of this server share; the page itself offers the samples."""
    return Assistant.open(samples=False)


@st.cache_data(ttl=_MINUTE, show_spinner=False)
def suggestions(_assistant: Assistant) -> tuple[str, ...]:
    """Questions to begin with; each is tried out, so they are kept for a minute."""
    return _assistant.suggestions(_SUGGESTIONS)


@st.cache_data(ttl=_SECONDS, show_spinner=False)
def count(_assistant: Assistant) -> Summary:
    """What is in the corpus; counting takes a moment where there is much."""
    return summary(_assistant.corpus)


def known_articles(assistant: Assistant, answer: Answer) -> dict[str, Known]:
    """What is known of an answer's articles, by their ids; none of those that were removed."""
    found = {}
    passages = {(c.article_id, c.revision) for c in answer.citations}
    passages |= {(variant.article_id, variant.revision) for _, variant in answer.differs}
    for id_, revision in passages | {(hit.article_id, hit.revision) for hit in answer.nearest}:
        with suppress(ArticleNotFound):
            found[id_] = _known(assistant, id_, revision)
    return found


@st.cache_data(max_entries=_KNOWN, show_spinner=False)
def _known(_assistant: Assistant, article_id: str, revision: str) -> Known:
    article = _assistant.corpus.article(article_id, revision)
    return Known(article.label, article.language)
