"""Fixtures of the tests of the chat's pages."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st

from corpus import Corpus


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A data folder of one's own, with an empty corpus, which the pages open."""
    path = tmp_path / "home"
    monkeypatch.setenv("ONRECORD_HOME", str(path))
    Corpus.open(path).close()
    st.cache_resource.clear()
    st.cache_data.clear()
    yield path
    st.cache_resource.clear()
    st.cache_data.clear()
