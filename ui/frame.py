"""The frame around every page: the pages there are, the sidebar, and what went wrong."""

import streamlit as st

from ui.actions import leave
from ui.chat import draw_chat
from ui.corpus_page import draw_corpus
from ui.history import HISTORY_STYLE, draw_history
from ui.parts import ICON, STYLE
from ui.problems import draw_problem, explain
from ui.settings_page import draw_settings
from ui.shared import open_assistant
from ui.shelf import open_shelf
from ui.sign_in import draw_gate, draw_reader, must_sign_in

__all__ = ["draw"]


def draw() -> None:
    """Draw the page once, as Streamlit does after every action of the reader."""
    st.set_page_config(page_title="On Record", page_icon=ICON)
    st.html(STYLE)
    st.html(HISTORY_STYLE)
    chat = st.Page(draw_chat, title="Chat", url_path="chat", default=True)
    pages = (
        chat,
        st.Page(draw_corpus, title="Articles", url_path="articles"),
        st.Page(draw_settings, title="Settings", url_path="settings"),
    )
    hidden = must_sign_in()
    page = st.navigation(pages, position="hidden" if hidden else "sidebar")
    try:
        if hidden:
            draw_gate()
            return
        with st.sidebar:
            draw_history(open_shelf(open_assistant()), chat)
            draw_reader()
        if page != chat:
            leave()
        page.run()
    except Exception as error:
        draw_problem(explain(error))
