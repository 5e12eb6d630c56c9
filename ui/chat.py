"""The chat: a question box, the conversation, and the source being read beside it."""

import streamlit as st

from assistant import Assistant, OnRecordError, escape_markdown
from assistant.assistant import MAX_QUESTION
from assistant.conversations import Conversation, Conversations
from ui.actions import ask, begin, close_source, restore, take_question
from ui.adding import draw_first_run
from ui.answering import answer_turn
from ui.conversation import resolve
from ui.filters import draw_filters
from ui.masthead import draw_masthead
from ui.memory import memory
from ui.parts import draw_question, draw_source
from ui.problems import draw_problem, explain
from ui.session import session_assistant
from ui.shared import open_assistant, suggestions
from ui.shelf import open_shelf, why_passing
from ui.source import source_view
from ui.turns import draw_halted, draw_turn

__all__ = ["draw_chat"]


def draw_chat() -> None:
    """Draw the page of the chat."""
    assistant = session_assistant()
    shelf = open_shelf(assistant)
    begin(shelf)
    opened: Conversation = st.session_state.conversation
    draw_masthead(assistant, opened)
    with st.container(key="notices"):
        draw_notices()
    conversation, pane = st.container(key="conversation"), st.container(key="source")
    with st.container(key="ask"):  # in the page, or Streamlit scrolls it away from the reader
        draw_filters(assistant.corpus.publishers())
        st.chat_input(
            "Ask about the articles",
            key="question",
            max_chars=MAX_QUESTION,
            on_submit=take_question,
            submit_mode="stop",
        )
    with pane:
        draw_open_source(assistant)
    with conversation:
        try:
            if opened.turns:
                draw_conversation(assistant, shelf, opened)
            else:
                draw_welcome(assistant)
        except Exception as error:
            draw_problem(explain(error))


def draw_notices() -> None:
    """What became of the reader's last action, where the page does not show it."""
    state = st.session_state
    if state.get("problem"):
        draw_problem(state.pop("problem"))
    if state.missing:
        st.caption("You have no such conversation: it was deleted, or it is somebody else’s.")
    deleted = memory().deleted
    if deleted:
        with st.container(key="undo", horizontal=True, vertical_alignment="center"):
            st.caption(f"“{escape_markdown(deleted.title)}” is deleted.")
            st.button("Undo", on_click=restore, type="tertiary")


def draw_welcome(assistant: Assistant) -> None:
    """What an empty page offers: what this is, and three questions that have an answer."""
    with st.container(key="welcome"):
        st.header("Answers from your articles, with the quote to prove it.", anchor=False)
        questions = suggestions(open_assistant())
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
        reason = why_passing(assistant)
        if reason:
            st.caption(f"Conversations here end with the page: {reason}.")
    if not assistant.corpus.count():
        draw_first_run(assistant)


def draw_conversation(assistant: Assistant, shelf: Conversations, opened: Conversation) -> None:
    """Every turn, the pending one being answered as it is drawn."""
    for place, turn in enumerate(opened.turns):
        with st.chat_message("user"):
            draw_question(turn.question, f"question-{turn.id}")
        with st.chat_message("assistant"):
            slot = st.empty()
            if turn.pending:
                # In a place of its own: the browser draws what takes a place piece by piece.
                halted = draw_halted(turn)
                answer_turn(assistant, shelf, opened, turn, slot)
                halted.empty()
            with slot.container():
                draw_turn(assistant, place, turn, last=turn is opened.turns[-1])


def draw_open_source(assistant: Assistant) -> None:
    """The passage that the reader opened, in its article."""
    reference = st.session_state.source
    passage = resolve(st.session_state.conversation.turns, reference) if reference else None
    if not reference or not passage:
        return
    try:
        article = assistant.corpus.article(passage.article_id, passage.revision)
    except OnRecordError as error:
        st.session_state.source = None
        draw_problem(explain(error))
    else:
        draw_source(source_view(article, passage, reference), "source-pane", close_source)
