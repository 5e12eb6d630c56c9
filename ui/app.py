"""The page: a question box, the conversation, and the source being read beside it."""

import logging

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from assistant import (
    Answer,
    Assistant,
    Finished,
    OnRecordError,
    Retrieved,
    Token,
    escape_markdown,
)
from ui.actions import ask, begin, close_source, open_source, start_again, take_question
from ui.conversation import Turn, history, resolve
from ui.parts import ICON, STYLE, draw_answer, draw_question, draw_source
from ui.source import source_view
from ui.view import answer_view

SUGGESTIONS = 3
MINUTE = 60

_log = logging.getLogger(__name__)


@st.cache_resource(show_spinner="Opening the corpus…")
def open_assistant() -> Assistant:
    """The assistant that all sessions of this server share."""
    return Assistant.open()


@st.cache_data(ttl=MINUTE, show_spinner=False)
def suggestions(_assistant: Assistant) -> tuple[str, ...]:
    """Questions to begin with; each is tried out, so they are kept for a minute."""
    return _assistant.suggestions(SUGGESTIONS)


def main() -> None:
    """Draw the page once, as Streamlit does after every action of the reader."""
    st.set_page_config(page_title="On Record", page_icon=ICON)
    st.html(STYLE)
    state = st.session_state
    begin()
    draw_masthead()
    conversation, pane = st.container(key="conversation"), st.container(key="source")
    with st.container(key="ask"):  # in the page, or Streamlit scrolls it away from the reader
        st.chat_input("Ask about the articles", key="question", on_submit=take_question)
    try:
        assistant = open_assistant()
        with pane:
            draw_open_source(assistant)
        with conversation:
            if state.turns:
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
    for place, turn in enumerate(st.session_state.turns):
        with st.chat_message("user"):
            draw_question(turn.question, f"question-{st.session_state.conversation}-{place}")
        with st.chat_message("assistant"):
            slot = st.empty()
            if turn.pending:
                answer_turn(assistant, place, slot)
            with slot.container():
                draw_turn(place, turn)


def draw_turn(place: int, turn: Turn) -> None:
    """An answer with its markers, or the one line that says why there is none."""
    if turn.answer is None:
        draw_problem(turn.problem or "")
        return
    key = f"answer-{st.session_state.conversation}-{place}"
    draw_answer(answer_view(turn.answer, place, turn.labels), key, open_source)


def answer_turn(assistant: Assistant, place: int, slot: DeltaGenerator) -> None:
    """Answer the turn at ``place``, showing the search and then the words as they come."""
    turns = st.session_state.turns
    text = ""
    try:
        with slot.container(key="streaming"):
            line = st.empty()
            line.caption("Searching the articles…")
            for event in assistant.stream(turns[place].question, history=history(turns[:place])):
                match event:
                    case Retrieved(hits=hits):
                        line.caption(f"Reading {len(hits)} passages…" if hits else "Nothing found…")
                    case Token(text=piece):
                        text += piece
                        line.text(text)
                    case Finished(answer=answer):
                        turns[place].labels = label_untitled(assistant, answer)
                        turns[place].answer = answer
    except Exception as error:
        turns[place].problem = explain(error)


def label_untitled(assistant: Assistant, answer: Answer) -> dict[str, str]:
    """What to call the articles of an answer that have no title, by their ids."""
    untitled = {(c.article_id, c.revision) for c in answer.citations if not c.title}
    untitled |= {(hit.article_id, hit.revision) for hit in answer.nearest if not hit.title}
    return {id_: assistant.corpus.article(id_, rev).label for id_, rev in sorted(untitled)}


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


def draw_problem(message: str) -> None:
    """One plain line; what it quotes is shown as text."""
    st.error(escape_markdown(" ".join(message.split())))


def explain(error: Exception) -> str:
    """What to tell the reader of ``error``; a defect of ours goes to the log with its trace."""
    if isinstance(error, OnRecordError):
        return str(error)
    _log.error("the page failed", exc_info=error)
    return "Something went wrong on our side; the server’s log has the details."


main()
