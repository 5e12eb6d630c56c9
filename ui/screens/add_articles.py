"""Forms to add articles (files, an address, or the samples), and the report on what was added."""

from collections.abc import Callable
from contextlib import suppress

import streamlit as st

from assistant import Assistant
from corpus import AddReport, ArticleNotFound, Corpus, OnRecordError
from corpus.samples import TERMS, add_samples
from corpus.text.escape import escape_markdown
from ui.components.problems import draw_problem, explain
from ui.serving.json_log import acting
from ui.serving.upload_limits import allow_uploads, drop_uploads, forbid_uploads
from ui.session.owner import who
from ui.session.rights import may_edit
from ui.session.uploads import (
    KINDS,
    MOST_FILES,
    MOST_MEGABYTES,
    MOST_MEGABYTES_HELD,
    FileProgress,
    add_address,
    add_files,
)

__all__ = ["draw_adding", "draw_first_run"]

_MOST_LINES = 50
"""Of a report in lines, besides the first and the last."""


def draw_first_run(assistant: Assistant) -> None:
    """Draw the start of an empty corpus: buttons to add the samples, or one's own articles."""
    with st.container(key="first-run"):
        if not may_edit(assistant.corpus):
            forbid_uploads()
            st.write("There are no articles, and none can be added here.")
            return
        st.write(
            "There are no articles yet. Begin with seven samples about European security, or "
            "add your own."
        )
        if st.button("Add the samples"):
            _add(assistant, lambda show: add_samples(assistant.corpus, show))
        st.caption(f"Of the samples: {TERMS[0].lower()}{TERMS[1:]}")
        _draw_ways(assistant)
        _draw_report()


def draw_adding(assistant: Assistant) -> None:
    """Draw the forms to add articles, collapsed; nothing for who may add none."""
    if not may_edit(assistant.corpus):
        forbid_uploads()
        return
    with st.expander("Add articles"):
        _draw_ways(assistant)
    _draw_report()


def _report_lines(corpus: Corpus, report: AddReport) -> list[str]:
    """Return a report in lines: the counts, then failures, notes, and articles added or changed.

    Raises:
        StoreError: The corpus cannot be read.
    """
    told = [*map(str, report.failed), *(f"{note.source}: {note.text}" for note in report.notes)]
    new = [("Added", id_) for id_ in report.added] + [("Changed", id_) for id_ in report.changed]
    lines = told[:_MOST_LINES]
    for what, id_ in new[: _MOST_LINES - len(lines)]:
        with suppress(ArticleNotFound):  # another user may have removed it already
            lines.append(f"{what}: {corpus.article(id_).label}")
    left = len(told) + len(new) - _MOST_LINES
    return [str(report), *lines, *([f"and {left:,} more"] if left > 0 else [])]


def _draw_report() -> None:
    """Draw the report of the last addition, line by line, until the user closes it."""
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
    assistant: Assistant, add: Callable[[FileProgress], AddReport], expected: int | None = None
) -> None:
    """Add articles, showing the progress, and keep the report for the next drawing.

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
        with acting(who()):
            report = add(show)
        st.session_state.report = _report_lines(assistant.corpus, report)
    except OnRecordError as error:
        draw_problem(explain(error))
    else:
        # What was counted and suggested is of before.
        st.cache_data.clear()
        st.rerun()
