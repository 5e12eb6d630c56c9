"""Questions answered from a corpus of articles, with the quote to prove every sentence."""

from assistant.answer import REFUSAL, Answer, Citation, Statement, Withheld
from assistant.assistant import Assistant, ask
from assistant.events import Checked, Event, Finished, Retrieved, Token
from assistant.evidence import Evidence, EvidenceReader
from assistant.markdown import escape_markdown
from assistant.settings import Settings
from corpus import (
    ArticleNotFound,
    Filters,
    InvalidArticle,
    InvalidInput,
    ModelError,
    OnRecordError,
    SettingsError,
    SourceError,
    StoreBusy,
    StoreError,
)

__all__ = [
    "REFUSAL",
    "Answer",
    "ArticleNotFound",
    "Assistant",
    "Checked",
    "Citation",
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
    "Withheld",
    "ask",
    "escape_markdown",
]
