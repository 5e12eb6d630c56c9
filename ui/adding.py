"""Adding articles: files by drag and drop, an address, or the samples; and what came of it."""

from collections.abc import Callable

import streamlit as st

from assistant import Assistant, OnRecordError, escape_markdown
from assistant.editing import (
    KINDS,
    MOST_FILES,
    MOST_MEGABYTES,
    MOST_MEGABYTES_HELD,
    AddReport,
    Progress,
    add_address,
    add_files,
    add_samples,
    report_lines,
)
from ui.problems import draw_problem, explain
from ui.uploads import allow_uploads, drop_uploads

__all__ = ["draw_adding", "draw_first_run"]


def draw_first_run(assistant: Assistant) -> None:
    """What an empty corpus offers: the samples, or articles of one's own."""
    with st.container(key="first-run"):
        if assistant.corpus.read_only:
            st.write("There are no articles, and none can be added here.")
            return
        st.write(
            "There are no articles yet. Begin with seven samples about European security, or "
            "add your own."
        )
        if st.button("Add the samples"):
            _add(assistant, lambda show: add_samples(assistant.corpus, show))
        _draw_ways(assistant)
        _draw_report()


def draw_adding(assistant: Assistant) -> None:
    """The ways to add articles, folded until they are wanted; none where nothing may change."""
    if assistant.corpus.read_only:
        return
    with st.expander("Add articles"):
        _draw_ways(assistant)
    _draw_report()


def _draw_report() -> None:
    """What came of the last addition, item by item, until the reader puts it away."""
    if "report" not in st.session_state:
        return
    whole, *lines = st.session_state.report
    with st.container(key="report", border=True, gap="xsmall"):
        st.markdown(f"**{escape_markdown(whole)}**")
        for line in lines:
            st.caption(escape_markdown(line))
        st.button("Close", on_click=st.session_state.pop, args=("report",), type="tertiary")


def _draw_ways(assistant: Assistant) -> None:
    corpus = assistant.corpus
    allow_uploads()
    with st.form("files", clear_on_submit=True, border=False):
        files = st.file_uploader(
            "Files",
            type=list(KINDS),
            accept_multiple_files=True,
            max_upload_size=MOST_MEGABYTES,
            help=f"Up to {MOST_FILES} files at a time, {MOST_MEGABYTES_HELD} MB together.",
        )
        if st.form_submit_button("Add the files") and files:
            try:
                _add(assistant, lambda show: add_files(corpus, files, show), len(files))
            finally:
                drop_uploads(files)
    with st.form("address", clear_on_submit=True, border=False):
        address = st.text_input("Address of a page, a document or a feed", placeholder="https://")
        if st.form_submit_button("Add the address") and address:
            _add(assistant, lambda show: add_address(corpus, address, show))


def _add(
    assistant: Assistant, add: Callable[[Progress], AddReport], expected: int | None = None
) -> None:
    """Add, showing how far it has come, and keep the report for the next drawing.

    Args:
        assistant: Whose corpus it is.
        add: Does it, and calls what it is given with the name of each that is done.
        expected: How many there are to add, where that is known beforehand.
    """
    line = st.empty()
    line.caption("Reading…")
    done = 0

    def show(name: str) -> None:
        nonlocal done
        done += 1
        words = f"{done:,} read, the last {escape_markdown(name[:80])}"
        if expected:
            line.progress(min(1.0, done / expected), words)
        else:
            line.caption(words)

    try:
        report = add(show)
        st.session_state.report = report_lines(assistant.corpus, report)
    except OnRecordError as error:
        draw_problem(explain(error))
    else:
        st.cache_data.clear()
        st.rerun()
