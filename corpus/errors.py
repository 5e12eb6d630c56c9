"""Every error that On Record raises on purpose.

    OnRecordError
    ├── InvalidInput        a question, a filter or an argument that makes no sense
    ├── InvalidArticle      an article that cannot be stored (no text, NUL bytes, …)
    ├── SourceError         a file, page or feed that cannot be read into an article
    │   ├── Refused         an address that is not public (``sources/web/public_addresses.py``)
    │   ├── Gone            an address where nothing is any more (``sources/web/fetch.py``)
    │   └── AskedToWait     a site that asks to be left alone for now (``sources/web/fetch.py``)
    ├── ArticleNotFound     no article, or no revision of it, has that id
    ├── StoreError          the data folder: unwritable, full, corrupt, too new
    │   ├── StoreBusy       another process uses it, and was not done in time
    │   └── Unavailable     an index that cannot be asked just now (``vectors/build.py``)
    ├── ModelError          a shipped model that is missing or altered
    ├── ModelFailure        a chat model that gives no reply (``assistant/writing/chat_model.py``)
    └── SettingsError       a setting with a value that it cannot have

A message says what was wrong, with the offending value, and what to do about it, in one
line: it is shown as it is at the command line and in the browser.
"""

__all__ = [
    "ArticleNotFound",
    "InvalidArticle",
    "InvalidInput",
    "ModelError",
    "OnRecordError",
    "SettingsError",
    "SourceError",
    "StoreBusy",
    "StoreError",
]


class OnRecordError(Exception):
    """Base of every error raised by On Record on purpose."""


class InvalidInput(OnRecordError, ValueError):
    """A question, a filter or an argument that makes no sense."""


class InvalidArticle(OnRecordError, ValueError):
    """An article that cannot be stored."""


class SourceError(OnRecordError):
    """A file, page or feed that cannot be read into an article."""


class ArticleNotFound(OnRecordError, LookupError):
    """No article, or no revision of it, has the id that was asked for."""


class StoreError(OnRecordError):
    """The data folder is unwritable, full, corrupt, or written by a newer version."""


class StoreBusy(StoreError):
    """Another process uses the data folder, and was not done in the time that we wait."""


class ModelError(OnRecordError):
    """A model that ships with the package is missing or altered."""


class SettingsError(OnRecordError, ValueError):
    """A setting has a value that it cannot have."""
