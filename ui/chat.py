"""The chat: a question box, the conversation, and the source being read beside it."""

import streamlit as st

from assistant import Assistant, OnRecordError, escape_markdown
from ui.actions import ask, begin, close_source, open_source, start_again, take_question, widen
from ui.answering import answer_turn
from ui.conversation import Turn, resolve
from ui.filters import draw_filters
from ui.parts import draw_answer, draw_question, draw_source
from ui.problems import draw_problem, explain
from ui.shared import known_articles, open_assistant, suggestions
from ui.source import source_view
from ui.view import answer_view

__all__ = ["draw_chat"]


def draw_chat() -> None:
    """Draw the page of the chat."""
    begin()
    draw_masthead()
    conversation, pane = st.container(key="conversation"), st.container(key="source")
    with st.container(key="ask"):  # in the page, or Streamlit scrolls it away from the reader
        filters = st.container()
        st.chat_input("Ask about the articles", key="question", on_submit=take_question)
    try:
        assistant = open_assistant()
        with filters:
            draw_filters(assistant.corpus.publishers())
        with pane:
            draw_open_source(assistant)
        with conversation:
            if st.session_state.turns:
                draw_conversation(assistant)
            else:
                draw_welcome(assistant)
    except Exception as error:
        with conversation:
            draw_problem(explain(error))


def draw_masthead() -> None:
    """The name, and the way back to an empty page."""
    with st.container(key="masthead", horizontal=True, vertical_alignment="center"):
        st.title("On Record", anchor=False)
        if st.session_state.turns:
            st.button("New conversation", on_click=start_again, type="tertiary")


def draw_welcome(assistant: Assistant) -> None:
    """What an empty page offers: what this is, and three questions that have an answer."""
    with st.container(key="welcome"):
        st.header("Answers from your articles, with the quote to prove it.", anchor=False)
        questions = suggestions(assistant)
        if questions:
            st.caption("You could ask")
        for place, question in enumerate(questions):
            st.button(
                escape_markdown(question),
                key=f"suggestion-{place}",
                on_click=ask,
                args=(question,),
                width="stretch",
            )


def draw_conversation(assistant: Assistant) -> None:
    """Every turn, the pending one being answered as it is drawn."""
    turns: list[Turn] = st.session_state.turns
    for place, turn in enumerate(turns):
        with st.chat_message("user"):
            draw_question(turn.question, f"question-{st.session_state.conversation}-{place}")
        with st.chat_message("assistant"):
            slot = st.empty()
            if turn.pending:
                answer_turn(assistant, turns, place, slot)
            with slot.container():
                draw_turn(assistant, place, turn)


def draw_turn(assistant: Assistant, place: int, turn: Turn) -> None:
    """An answer with its markers, or the one line that says why there is none."""
    if turn.answer is None:
        draw_problem(turn.problem or "")
        return
    key = f"answer-{st.session_state.conversation}-{place}"
    known = known_articles(assistant, turn.answer)
    view = answer_view(turn.answer, place, known, turn.filters.words())
    draw_answer(view, key, open_source, lambda _: widen(turn.question))


def draw_open_source(assistant: Assistant) -> None:
    """The passage that the reader opened, in its article."""
    reference = st.session_state.source
    passage = resolve(st.session_state.turns, reference) if reference else None
    if not reference or not passage:
        return
    try:
        article = assistant.corpus.article(passage.article_id, passage.revision)
    except OnRecordError as error:
        st.session_state.source = None
        draw_problem(str(error))
    else:
        draw_source(source_view(article, passage, reference), "source-pane", close_source)
