"""One article: its text, what is known of it and from where, its revisions, and its removal."""

from typing import Final

import streamlit as st

from assistant import Assistant
from corpus import OnRecordError
from corpus.text.escape import escape_markdown
from ui.components.article_view import Run, reading_view
from ui.components.mount import mount
from ui.components.problems import draw_problem, explain
from ui.components.quote_view import place_of
from ui.serving.json_log import acting
from ui.session.owner import who
from ui.session.removed import Removed
from ui.session.rights import may_edit
from ui.session.survives_reload import memory

__all__ = ["ARTICLE_PARAMETER", "draw_article", "draw_undo", "open_article", "open_place"]

ARTICLE_PARAMETER: Final = "article"
"""The part of the page's address that names the article."""
_AT: Final = "at"
"""The part that names a place in it."""
_SHORT: Final = 8
"""Digits of a revision that are shown."""


def draw_article(assistant: Assistant, article_id: str, back: str = "All articles") -> None:
    """Draw one article, at the place that the page's address names, if it does.

    Args:
        assistant: With the corpus.
        article_id: The article.
        back: What the button back to the list says.

    Raises:
        ArticleNotFound: There is none with that id.
    """
    corpus = assistant.corpus
    with st.container(key="article-tools", horizontal=True):
        st.button(back, icon=":material/arrow_back:", on_click=_leave, type="tertiary")
        revisions = corpus.revisions(article_id)
        if may_edit(corpus):
            st.button("Remove", on_click=_take_out, args=(assistant, article_id), type="tertiary")
    revision, compared = revisions[0], False
    if len(revisions) > 1:
        revision, compared = _draw_revisions(article_id, revisions)
    runs = None
    if compared:
        changes = corpus.diff(article_id, new=revision).text
        runs = [Run(text=text, role=change) for change, text in changes]
    article = corpus.article(article_id, revision)
    origins = corpus.origins(article_id, revision)
    marked = place_of(st.query_params.get(_AT, ""), revision)
    view = reading_view(article, origins, corpus.copies(article_id), runs, marked)
    mount("reading", dict(view), f"reading-{article_id}", open=open_article)


def _draw_revisions(article_id: str, revisions: list[str]) -> tuple[str, bool]:
    """Let the user choose a revision, and whether to see what changed with it."""
    names = {
        revision: f"{len(revisions) - index} of {len(revisions)}, {revision[:_SHORT]}"
        for index, revision in enumerate(revisions)
    }
    with st.container(key="revisions", horizontal=True, vertical_alignment="bottom"):
        chosen = st.selectbox(
            "Revision", revisions, format_func=names.__getitem__, key=f"revision-{article_id}"
        )
        if chosen == revisions[-1]:  # before the first there is none
            return chosen, False
        return chosen, st.toggle("Show what changed", key=f"changed-{article_id}")


def draw_undo(assistant: Assistant) -> None:
    """Offer to put back what was removed last, or say why that could not be done."""
    if st.session_state.get("problem"):
        draw_problem(st.session_state.pop("problem"))
    removed = memory().removed
    if removed is None or not may_edit(assistant.corpus):
        return
    with st.container(key="undo", horizontal=True, vertical_alignment="center"):
        st.caption(f"“{escape_markdown(removed.label)}” is removed.")
        st.button("Undo", on_click=_put_back, args=(assistant, removed), type="tertiary")


def open_article(article_id: object) -> None:
    """Show one article."""
    # A place in the article before would be marked in this one.
    st.query_params.pop(_AT, None)
    st.query_params[ARTICLE_PARAMETER] = str(article_id)


def open_place(value: object) -> None:
    """Show one article at a place: "ID PLACE"."""
    article_id, _, at = str(value).rpartition(" ")
    open_article(article_id)
    st.query_params[_AT] = at


def _leave() -> None:
    """Go back to the list."""
    for part in (ARTICLE_PARAMETER, _AT):
        st.query_params.pop(part, None)


def _take_out(assistant: Assistant, article_id: str) -> None:
    """Remove the article, and go back to the list."""
    try:
        with acting(who()):
            memory().removed = Removed.remove(assistant.corpus, article_id)
    except OnRecordError as error:
        st.session_state.problem = explain(error)
    # What pages remember of the articles is read anew.
    st.cache_data.clear()
    _leave()


def _put_back(assistant: Assistant, removed: Removed) -> None:
    """Undo a removal."""
    try:
        with acting(who()):
            removed.restore(assistant.corpus)
    except OnRecordError as error:
        st.session_state.problem = explain(error)
    else:
        memory().removed = None
    st.cache_data.clear()
