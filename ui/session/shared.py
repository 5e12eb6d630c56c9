"""State that all sessions of a server share: the assistant, suggestions and counts, cached."""

from contextlib import suppress

import streamlit as st

from assistant import Answer, Assistant
from corpus import ArticleNotFound, Filters
from corpus.listing import Summary
from ui.components.answer_view import Known

__all__ = [
    "count",
    "known_articles",
    "open_assistant",
    "suggestions",
    "suggestions_after",
    "titles",
]

_SUGGESTIONS = 3
_MINUTE = 60
_SECONDS = 5
_KNOWN = 10_000


@st.cache_resource(show_spinner="Opening the corpus…")
def open_assistant() -> Assistant:
    """Open the assistant that all sessions share, without samples: the page itself offers them."""
    return Assistant.open(samples=False)


# Streamlit caches by the arguments that have no underscore before them.
@st.cache_data(ttl=_MINUTE, show_spinner=False)
def suggestions(_assistant: Assistant) -> tuple[str, ...]:
    """Return questions to begin with; each is tried out, so they are cached for a minute."""
    return _assistant.suggestions(_SUGGESTIONS)


@st.cache_data(max_entries=_KNOWN, ttl=_MINUTE, show_spinner=False)
def suggestions_after(_assistant: Assistant, answer: Answer) -> tuple[str, ...]:
    """Return questions that lead on from an answer, cached for a minute."""
    return _assistant.suggestions_after(answer)


@st.cache_data(ttl=_SECONDS, show_spinner=False)
def count(_assistant: Assistant) -> Summary:
    """Return the counts of the corpus, cached for some seconds because counting can be slow."""
    return Summary.of(_assistant.corpus)


def known_articles(assistant: Assistant, answer: Answer) -> dict[str, Known]:
    """Return label and language of an answer's articles, by id, without those that were removed."""
    known = {}
    passages = {(c.article_id, c.revision) for c in answer.citations}
    passages |= {(variant.article_id, variant.revision) for _, variant in answer.differs}
    for id_, revision in passages | {(hit.article_id, hit.revision) for hit in answer.nearest}:
        with suppress(ArticleNotFound):
            known[id_] = _known(assistant, id_, revision)
    return known


def titles(assistant: Assistant, filters: Filters) -> list[str]:
    """Return the headlines of the articles that filters name, without those that were removed."""
    labels = []
    for id_ in filters.article_ids or ():
        with suppress(ArticleNotFound):
            labels.append(_label(assistant, id_))
    return labels


@st.cache_data(max_entries=_KNOWN, ttl=_MINUTE, show_spinner=False)
def _label(_assistant: Assistant, article_id: str) -> str:
    return _assistant.corpus.article(article_id).label


# For ever, since a revision never changes.
@st.cache_data(max_entries=_KNOWN, show_spinner=False)
def _known(_assistant: Assistant, article_id: str, revision: str) -> Known:
    article = _assistant.corpus.article(article_id, revision)
    return Known(article.label, article.language)
