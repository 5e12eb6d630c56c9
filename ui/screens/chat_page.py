"""The chat: a question box, the conversation, and the source being read beside it."""

from collections.abc import Sequence
from typing import Literal

import streamlit as st

from assistant import Assistant
from assistant.assistant import MAX_QUESTION
from assistant.history.conversations import Conversations
from assistant.history.saved_conversation import Conversation, Turn
from corpus.text.escape import escape_markdown
from ui.chat.actions import CONVERSATION_PARAMETER, ask, begin, keep, saying
from ui.chat.answer_question import answer_turn
from ui.chat.search_filters import draw_filters
from ui.chat.share_menu import SHARED
from ui.chat.source_pane import draw_open_source
from ui.chat.toolbar import draw_masthead
from ui.chat.turn import draw_halted, draw_turn
from ui.components.mount import draw_question
from ui.components.problems import draw_problem, explain
from ui.screens.add_articles import draw_first_run
from ui.screens.shared_page import draw_shared
from ui.session.open_conversations import open_shelf
from ui.session.owner import owner
from ui.session.session_choices import session_assistant
from ui.session.shared import open_assistant, suggestions, suggestions_after
from ui.session.survives_reload import memory

__all__ = ["draw_chat"]


def draw_chat() -> None:
    """Draw the page of the chat: a conversation of the user's own, or one that is shared."""
    assistant = session_assistant()
    shelf = open_shelf(assistant)
    if SHARED in st.query_params:
        draw_shared(assistant, shelf, st.query_params[SHARED])
        return
    begin(shelf)
    opened: Conversation = st.session_state.conversation
    draw_masthead(assistant, opened)
    with st.container(key="notices"):
        _draw_notices()
    conversation, pane = st.container(key="conversation"), st.container(key="source")
    with st.container(key="ask"):  # in the page, or Streamlit scrolls it away from the user
        draw_filters(assistant.corpus.publishers())
        st.chat_input(
            "Ask about the articles",
            key="question",
            max_chars=MAX_QUESTION,
            on_submit=_take_question,
            submit_mode="stop",
        )
    with pane:
        draw_open_source(assistant, opened.turns, "source")
    with conversation:
        try:
            if opened.turns:
                _draw_conversation(assistant, shelf, opened)
            else:
                _draw_welcome(assistant)
        except Exception as error:
            # Whatever it is, the question box and other conversations stay at hand.
            draw_problem(explain(error))


def _draw_notices() -> None:
    """Draw notices of the user's last action, where the page does not show its result."""
    state = st.session_state
    if state.get("problem"):
        draw_problem(state.pop("problem"))
    if state.missing:
        st.caption("You have no such conversation: it was deleted, or it is somebody else’s.")
    deleted = memory().deleted
    if deleted:
        with st.container(key="undo", horizontal=True, vertical_alignment="center"):
            st.caption(f"“{escape_markdown(deleted.title)}” is deleted.")
            st.button("Undo", on_click=_restore, type="tertiary")


def _draw_welcome(assistant: Assistant) -> None:
    """Draw an empty conversation: what this is, and three questions that have an answer."""
    with st.container(key="welcome"):
        st.header("Answers from your articles, with the quote to prove it.", anchor=False)
        questions = suggestions(open_assistant())
        if questions:
            st.caption("You could ask")
        _draw_questions(questions, "suggestion", width="stretch")
        reason = _why_passing(assistant)
        if reason:
            st.caption(f"Conversations here end with the page: {reason}.")
    if not assistant.corpus.count():
        draw_first_run(assistant)


def _draw_conversation(assistant: Assistant, shelf: Conversations, opened: Conversation) -> None:
    """Draw every turn, and answer the pending one as it is drawn."""
    for index, turn in enumerate(opened.turns):
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
                draw_turn(assistant, index, turn, last=turn is opened.turns[-1])
    _draw_suggestions_after(assistant, opened.turns[-1])


def _draw_suggestions_after(assistant: Assistant, last: Turn) -> None:
    """Draw what leads on from the last answer: the next page of a list, and questions."""
    if last.answer is None or not last.answer.citations:
        return
    questions = suggestions_after(assistant, last.answer)
    with st.container(key="next-question", horizontal=True):
        if last.answer.total and not last.answer.total.complete:
            st.button(
                "Show more",
                key=f"show-more-{last.id}",
                icon=":material/expand_more:",
                on_click=ask,
                # Under the list's own conditions, whatever is chosen now.
                args=("Show more", last.filters),
            )
        _draw_questions(questions, f"next-question-{last.id}")


def _draw_questions(
    questions: Sequence[str], key: str, width: Literal["content", "stretch"] = "content"
) -> None:
    """Draw questions as buttons that ask them; ``key`` begins the keys of the buttons."""
    for index, question in enumerate(questions):
        st.button(
            escape_markdown(question),
            key=f"{key}-{index}",
            on_click=ask,
            args=(question,),
            width=width,
        )


def _take_question() -> None:
    """Ask what was typed into the question box."""
    ask(st.session_state.question)


@saying
def _restore() -> None:
    """Bring back the conversation that was just removed."""
    conversation = memory().deleted
    if conversation:
        keep(conversation, *conversation.turns)
        st.query_params[CONVERSATION_PARAMETER] = conversation.id


def _why_passing(assistant: Assistant) -> str | None:
    """Return the reason that conversations end with the page, a clause; None if they are kept."""
    if assistant.corpus.read_only:
        return "this library is open for reading only"
    return None if owner() else "your browser sends no cookies"
