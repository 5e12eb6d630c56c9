"""The page that checks a draft, a speech or one claim against the articles."""

from contextlib import closing
from typing import TYPE_CHECKING, Final

import streamlit as st

from assistant import Assistant, Verification
from assistant.judge.verification import MAX_TEXT
from corpus import OnRecordError
from corpus.sources.detect import read_one, source_kind
from ui.components.mount import mount
from ui.components.problems import draw_problem, explain
from ui.components.verification_view import verification_view
from ui.screens.articles_page import CORPUS_STYLE
from ui.serving.upload_limits import allow_uploads, drop_uploads
from ui.session.rights import may_edit
from ui.session.session_choices import session_assistant
from ui.session.uploads import MOST_MEGABYTES, uploaded

if TYPE_CHECKING:
    from streamlit.runtime.uploaded_file_manager import UploadedFile

__all__ = ["draw_verify"]

_KINDS: Final = ("txt", "md", "html", "pdf", "docx")
_HEIGHT: Final = 220
"""Of the field for the text, in pixels."""


def draw_verify() -> None:
    """Draw the form and, once a text was verified, its sentences with their marks."""
    st.html(CORPUS_STYLE)
    with st.container(key="masthead", horizontal=True, vertical_alignment="center"):
        st.title("Verify", anchor=False)
    assistant = session_assistant()
    st.caption(
        "Paste a draft, a speech or one claim. Each sentence is held against the articles. "
        "Nothing of it is kept."
    )
    uploads = may_edit(assistant.corpus)  # as on the page of the articles
    if uploads:
        allow_uploads()
    with st.form("verify", border=False):
        text = st.text_area(
            "Text",
            height=_HEIGHT,
            max_chars=MAX_TEXT,
            placeholder="Meloni proposed extending Article 5 to Ukraine.",
        )
        file = None
        if uploads:
            kinds = list(_KINDS)
            file = st.file_uploader("Or a file", type=kinds, max_upload_size=MOST_MEGABYTES)
        asked = st.form_submit_button("Verify")
    if asked:
        _verify(assistant, text, file)
    verification = st.session_state.get("verification")
    if verification is not None:
        mount("verification", dict(verification_view(verification)), "verified-text")


def _verify(assistant: Assistant, text: str, file: "UploadedFile | None") -> None:
    """Verify the file's text, or what was written, and keep the result for this session."""
    st.session_state.pop("verification", None)
    try:
        if file is not None:
            raw = uploaded(file)
            text = read_one(raw, source_kind(raw)).text
        words = "Holding each sentence against the articles…"
        # Drawn after each: there Streamlit ends it when the user leaves, or asks for another text.
        progress = st.progress(0.0, words)
        with closing(assistant.stream_verification(text)) as steps:
            for step in steps:
                if isinstance(step, Verification):
                    st.session_state.verification = step
                else:
                    progress.progress(step.end / len(text), words)
        progress.empty()
    except OnRecordError as error:
        draw_problem(explain(error))
    finally:
        if file is not None:
            drop_uploads([file])
