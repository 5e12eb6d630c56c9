"""Articles, kept word for word and found again: sources, library, vectors, search."""

from corpus.article import Article
from corpus.config import default_home
from corpus.corpus import Corpus
from corpus.diff import Diff
from corpus.errors import (
    ArticleNotFound,
    InvalidArticle,
    InvalidInput,
    ModelError,
    OnRecordError,
    SettingsError,
    SourceError,
    StoreBusy,
    StoreError,
)
from corpus.filters import Filters
from corpus.hit import Copy, Hit, Quote, Retellings, Variant
from corpus.reports import AddReport, CheckReport, Failure, Note, RefreshReport
from corpus.sources.draft import Address, Options

__all__ = [
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
]
