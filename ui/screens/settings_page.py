"""The settings of one session: what writes the answers, and how sure it must be to answer."""

from dataclasses import replace
from typing import Final

import streamlit as st

from assistant import Assistant
from assistant.reader.sentence_reader import TrainedReader
from assistant.reader.threshold_curve import Point, curve
from assistant.writing.chat_model import name_of
from assistant.writing.providers import PROVIDERS, Choice, Provider
from corpus import OnRecordError
from corpus.text.escape import escape_markdown
from ui.components.charts import draw_curve
from ui.components.problems import draw_problem, explain
from ui.screens.articles_page import CORPUS_STYLE
from ui.session.owner import owner
from ui.session.rights import is_visitor
from ui.session.session_choices import choose, choose_model, secret, session_assistant
from ui.session.survives_reload import memory

__all__ = ["draw_settings"]

_MOST_READ: Final = TrainedReader.stages[-1]
_MOST_PASSAGES: Final = TrainedReader.compared
"""The reader compares those that it reads with no more."""
_STEP: Final = 0.01


def draw_settings() -> None:
    """Draw the page of the settings."""
    st.html(CORPUS_STYLE)
    with st.container(key="masthead", horizontal=True, vertical_alignment="center"):
        st.title("Settings", anchor=False)
    st.caption(
        "They hold for your browser, or your name where you signed in, until the server is "
        "started again; a key only until the page is closed or loaded again."
    )
    assistant = session_assistant()
    _draw_threshold(assistant)
    _draw_passages(assistant)
    if not is_visitor():
        _draw_model(assistant)
    if who := owner():
        st.caption(f"Your conversations are kept here under the name `{who}`.")


def _draw_threshold(assistant: Assistant) -> None:
    """Draw the threshold, what it means, and the curve behind it."""
    st.header("When to answer", anchor=False)
    given = assistant.settings.threshold
    threshold = st.slider(
        "Threshold",
        0.0,
        0.96,
        assistant.reader.threshold if given is None else given,
        _STEP,
        key="threshold",
        on_change=lambda: choose(threshold=st.session_state.threshold),
    )
    st.write(
        f"A sentence counts as an answer when the reader is at least {threshold:.0%} sure of it; "
        "below that the assistant says that the articles do not answer. A lower threshold answers "
        "more questions, and gets more of them wrong."
    )
    st.caption(f"{Point.at(threshold).meaning} This is the risk-coverage curve behind it:")
    draw_curve(curve(), Point.at(threshold))


def _draw_passages(assistant: Assistant) -> None:
    """Draw the setting of how many passages the search brings."""
    st.header("How much to search for", anchor=False)
    st.slider(
        "Passages",
        1,
        _MOST_PASSAGES,
        min(assistant.settings.passages, _MOST_PASSAGES),
        key="passages",
        on_change=lambda: choose(passages=st.session_state.passages),
    )
    st.caption(
        f"How many passages the search brings for each question. At most {_MOST_READ} of them are "
        "read, the best first; with the others they are compared. Fewer are done sooner; an answer "
        "that stands in none of those that are read is not found."
    )


def _draw_model(assistant: Assistant) -> None:
    """Draw what writes the answers now, and the form to choose something else."""
    st.header("Who writes the answers", anchor=False)
    model = assistant.model
    if model is None:
        st.write("The articles themselves: answers are in their own words.")
    else:
        name = model if isinstance(model, str) else name_of(model)
        st.write(escape_markdown(f"{name}, from the passages cited; each sentence is checked."))
        st.button("Use the articles’ own words", on_click=choose_model, args=(None,))
    with st.form("model", clear_on_submit=True, border=False):
        before = Choice.of(memory().model or f"{PROVIDERS[0].name}:")
        provider = st.selectbox(
            "Provider",
            PROVIDERS,
            PROVIDERS.index(before.provider),
            format_func=lambda provider: provider.label,
        )
        name = st.text_input(
            "Model", before.model, placeholder="The name that the provider gives it"
        )
        key = st.text_input(
            "Key",
            type="password",
            autocomplete="off",
            placeholder="Held for this session only",
            help="The server’s own key is for the model that its operator chose, and for others "
            "only where the operator sets `ONRECORD_SHARE_KEY=1`.",
        )
        if st.form_submit_button("Try it and use it"):
            _use(provider, name, key)


def _use(provider: Provider, name: str, key: str) -> None:
    if not name.strip():
        draw_problem("the model has no name; give the one that its provider lists")
        return
    try:
        choice = Choice(provider, name.strip(), key.strip() or None)
        choice.permit()
        with st.spinner("Asking the model for a word…"):
            choose_model(replace(choice, key=choice.key or secret(provider)))
    except OnRecordError as error:
        draw_problem(f"{explain(error)}; the answers are written as before")
    else:
        st.rerun()
