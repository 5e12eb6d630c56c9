"""Questions answered from a corpus of articles, with the quote to prove every sentence."""

from typing import TYPE_CHECKING, Any

from assistant.answer import REFUSAL, Answer, Citation, Statement, Withheld
from assistant.assistant import AskOptions, Assistant, ask
from assistant.events import Checked, Event, Finished, Retrieved, Token
from assistant.reader.evidence import Evidence, EvidenceReader
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

if TYPE_CHECKING:
    from assistant.judge.verification import Verification, VerifiedSentence
    from assistant.langchain.retriever import CorpusRetriever

__all__ = [
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
]


def __getattr__(name: str) -> Any:
    # LangChain's retriever takes a second to import, which an answer does not need.
    if name == "CorpusRetriever":
        from assistant.langchain.retriever import CorpusRetriever

        return CorpusRetriever
    if name in ("Verification", "VerifiedSentence"):  # likewise verification
        from assistant.judge import verification

        return getattr(verification, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
