"""The frame around every page: the pages there are, the sidebar, and what went wrong."""

from typing import Final

import streamlit as st

from ui.chat.sidebar import HISTORY_STYLE, draw_history
from ui.components.mount import ICON, STYLES
from ui.components.problems import draw_problem, explain
from ui.screens.articles_page import draw_corpus
from ui.screens.chat_page import draw_chat
from ui.screens.people_page import draw_people_and_keys, leave_people_and_keys
from ui.screens.questions_page import draw_questions_asked
from ui.screens.quotes_page import draw_quotes
from ui.screens.settings_page import draw_settings
from ui.screens.sign_in_page import draw_gate, draw_reader, must_sign_in
from ui.screens.verify_page import draw_verify
from ui.session.open_conversations import open_shelf
from ui.session.rights import may_administer, may_edit
from ui.session.shared import open_assistant

__all__ = ["draw"]

_PEOPLE: Final = "people"
"""Path of the page of people and keys."""


def draw() -> None:
    """Draw the page once, as Streamlit does after every action of the user."""
    st.set_page_config(page_title="On Record", page_icon=ICON)
    for style in (*STYLES, HISTORY_STYLE):
        st.html(style)
    chat = st.Page(draw_chat, title="Chat", url_path="chat", default=True)
    pages = [
        chat,
        st.Page(draw_corpus, title="Articles", url_path="articles"),
        st.Page(draw_verify, title="Verify", url_path="verify"),
        st.Page(draw_quotes, title="Quotes", url_path="quotes"),
        st.Page(draw_settings, title="Settings", url_path="settings"),
    ]
    hidden = must_sign_in()
    problem = None
    try:
        if not hidden and may_edit(open_assistant().corpus):
            asked = st.Page(draw_questions_asked, title="Questions", url_path="questions")
            pages.insert(-1, asked)
        if not hidden and may_administer(open_assistant().corpus):
            kept = st.Page(draw_people_and_keys, title="People and keys", url_path=_PEOPLE)
            pages.insert(-1, kept)
    except Exception as error:
        # Drawn below: only the navigation makes a page on which it can be told.
        problem = explain(error)
    page = st.navigation(pages, position="hidden" if hidden else "sidebar")
    if problem:
        draw_problem(problem)
        return
    try:
        if hidden:
            draw_gate()
            return
        with st.sidebar:
            draw_history(open_shelf(open_assistant()), chat)
            draw_reader()
        if page != chat:
            _leave()
        if page.url_path != _PEOPLE:
            leave_people_and_keys()
        page.run()
    except Exception as error:
        draw_problem(explain(error))


def _leave() -> None:
    """Remember that the user went to another page: the conversation is open on coming back."""
    st.session_state.away = True
