"""The public names of every package, written out: a change to them is a decision."""

import importlib
from types import ModuleType

import pytest

PUBLIC = {
    "corpus": [
        "AddReport",
        "Address",
        "Article",
        "ArticleNotFound",
        "CheckReport",
        "Copy",
        "Corpus",
        "Diff",
        "Failure",
        "Filters",
        "Hit",
        "InvalidArticle",
        "InvalidInput",
        "ModelError",
        "Note",
        "OnRecordError",
        "Options",
        "Quote",
        "RefreshReport",
        "Retellings",
        "SettingsError",
        "SourceError",
        "StoreBusy",
        "StoreError",
        "Variant",
        "default_home",
    ],
    "assistant": [
        "REFUSAL",
        "Answer",
        "ArticleNotFound",
        "AskOptions",
        "Assistant",
        "Checked",
        "Citation",
        "CorpusRetriever",
        "Event",
        "Evidence",
        "EvidenceReader",
        "Filters",
        "Finished",
        "InvalidArticle",
        "InvalidInput",
        "ModelError",
        "OnRecordError",
        "Retrieved",
        "Settings",
        "SettingsError",
        "SourceError",
        "Statement",
        "StoreBusy",
        "StoreError",
        "Token",
        "Verification",
        "VerifiedSentence",
        "Withheld",
        "ask",
    ],
    "ui": ["serve"],
}


@pytest.mark.parametrize("package", PUBLIC)
def test_public_names(package: str) -> None:
    module = importlib.import_module(package)
    assert sorted(module.__all__) == sorted(PUBLIC[package])
    missing = [name for name in module.__all__ if not hasattr(module, name)]
    assert missing == []


@pytest.mark.parametrize("package", PUBLIC)
def test_no_name_is_public_by_accident(package: str) -> None:
    names = {
        name
        for name, value in vars(importlib.import_module(package)).items()
        if not name.startswith("_") and not isinstance(value, ModuleType)
    }
    assert names - {"TYPE_CHECKING", "Any"} <= set(PUBLIC[package])
