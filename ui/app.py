"""The frame around every page: the pages there are, the masthead, and what went wrong."""

import streamlit as st

from ui.chat import draw_chat
from ui.parts import ICON, STYLE
from ui.problems import draw_problem, explain

PAGES = (st.Page(draw_chat, title="Chat", url_path="chat", default=True),)
"""In the order of the menu. Each is drawn by a function without arguments."""


def main() -> None:
    """Draw the page once, as Streamlit does after every action of the reader."""
    st.set_page_config(page_title="On Record", page_icon=ICON)
    st.html(STYLE)
    page = st.navigation(PAGES)
    try:
        page.run()
    except Exception as error:
        draw_problem(explain(error))


main()
