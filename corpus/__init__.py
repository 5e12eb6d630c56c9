"""Articles, kept word for word and found again: sources, library, vectors, search."""

from corpus.article import Article
from corpus.corpus import Corpus, default_home
from corpus.errors import (
    ArticleNotFound,
    InvalidArticle,
    InvalidInput,
    ModelError,
    OnRecordError,
    SettingsError,
    SourceError,
    StoreError,
)
from corpus.filters import Filters
from corpus.hit import Hit
from corpus.reports import AddReport, CheckReport, Failure, Note
from corpus.sources.items import Options

__all__ = [
    "AddReport",
    "Article",
    "ArticleNotFound",
    "CheckReport",
    "Corpus",
    "Failure",
    "Filters",
    "Hit",
    "InvalidArticle",
    "InvalidInput",
    "ModelError",
    "Note",
    "OnRecordError",
    "Options",
    "SettingsError",
    "SourceError",
    "StoreError",
    "default_home",
]
