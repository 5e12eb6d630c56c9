"""Adding articles: files by drag and drop, an address, or the samples; and what came of it."""

from collections.abc import Callable

import streamlit as st

from assistant import Assistant, OnRecordError, escape_markdown
from assistant.editing import (
    KINDS,
    MOST_MEGABYTES,
    AddReport,
    Progress,
    add_address,
    add_files,
    add_samples,
)
from ui.problems import draw_problem, explain

__all__ = ["draw_adding", "draw_first_run"]

_SHOWN = 50
"""Lines of a report; of more, how many they are."""


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
            _add("Adding the samples", 7, lambda go: add_samples(assistant.corpus, go))
        _draw_ways(assistant)
        _draw_report(assistant)


def draw_adding(assistant: Assistant) -> None:
    """The ways to add articles, folded until they are wanted; none where nothing may change."""
    if assistant.corpus.read_only:
        return
    with st.expander("Add articles"):
        _draw_ways(assistant)
    _draw_report(assistant)


def _draw_report(assistant: Assistant) -> None:
    """What came of the last addition, item by item, until the reader puts it away."""
    report: AddReport | None = st.session_state.get("report")
    if report is None:
        return
    lines = [f"{failed.source}: {failed.reason}" for failed in report.failed]
    lines += [f"{note.source}: {note.text}" for note in report.notes]
    for what, ids in (("Added", report.added), ("Changed", report.changed)):
        lines += [f"{what}: {assistant.corpus.article(id_).label}" for id_ in ids[:_SHOWN]]
    with st.container(key="report", border=True, gap="xsmall"):
        st.markdown(f"**{escape_markdown(str(report)).capitalize()}**")
        for line in lines[:_SHOWN]:
            st.caption(escape_markdown(line))
        if len(lines) > _SHOWN:
            st.caption(f"and {len(lines) - _SHOWN:,} more")
        st.button("Close", on_click=st.session_state.pop, args=("report",), type="tertiary")


def _draw_ways(assistant: Assistant) -> None:
    with st.form("files", clear_on_submit=True, border=False):
        files = st.file_uploader(
            "Files",
            type=list(KINDS),
            accept_multiple_files=True,
            max_upload_size=MOST_MEGABYTES,
        )
        if st.form_submit_button("Add the files") and files:
            _add("Adding", len(files), lambda go: add_files(assistant.corpus, files, go))
    with st.form("address", clear_on_submit=True, border=False):
        address = st.text_input("Address of a page, a document or a feed", placeholder="https://")
        if st.form_submit_button("Add the address") and address:
            _add("Reading", 1, lambda go: add_address(assistant.corpus, address, go))


def _add(doing: str, expected: int, add: Callable[[Progress], AddReport]) -> None:
    """Add, showing how far it has come, and keep the report for the next drawing."""
    bar = st.progress(0.0, f"{doing}…")
    done = 0

    def show(name: str) -> None:
        nonlocal done
        done += 1
        bar.progress(min(1.0, done / expected), f"{doing}… {done:,}: {escape_markdown(name[:80])}")

    try:
        st.session_state.report = add(show)
    except OnRecordError as error:
        draw_problem(explain(error))
    else:
        st.cache_data.clear()
        st.rerun()
