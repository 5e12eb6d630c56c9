"""Questions of the API and the widget, kept with their answers beside those of the chat."""

import logging
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Final

from assistant.answer import Answer
from assistant.history.conversations import KeptConversations
from assistant.history.retention import forget_old
from assistant.history.saved_conversation import Conversation
from corpus import Corpus, StoreError
from corpus.config import Config

__all__ = ["KeptQuestions"]

_HOUR: Final = 3600.0
"""Seconds from one look for what is to be forgotten to the next."""
_log: Final = logging.getLogger(__name__)


class KeptQuestions:
    """Keeps what is asked by a key, each question a conversation of its own. Thread-safe.

    One by one, in a thread: no answer waits until somebody else has written into the library.

    Args:
        corpus: Beside whose articles they are kept; nothing is where it is only read.

    Raises:
        SettingsError: A variable of the environment cannot be used.
    """

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._keep_days = Config.from_environment().keep_days
        self._writer = ThreadPoolExecutor(1, "kept-questions")
        # Not 0: the clock may have begun just now, and the first question is to look.
        self._forgot = -_HOUR

    def keep(self, owner: str, answer: Answer) -> None:
        """Have a question and its answer kept soon; that it cannot be is a warning of the log.

        Args:
            owner: Who asked: "key:" and its name, or "local".
            answer: What was answered.
        """
        if not self._corpus.read_only:
            self._writer.submit(self._keep, owner, answer)

    def close(self) -> None:
        """End once the question that is being kept is; those behind it are lost."""
        self._writer.shutdown(cancel_futures=True)

    def _keep(self, owner: str, answer: Answer) -> None:
        # Its first question will name it.
        conversation = Conversation("")
        turn = conversation.ask(answer.question)
        turn.answer = answer
        try:
            KeptConversations.of(self._corpus, owner).keep(conversation, turn)
            if self._keep_days and time.monotonic() - self._forgot >= _HOUR:
                # Noted beforehand: what fails is tried again in an hour, not at every question.
                self._forgot = time.monotonic()
                forget_old(self._corpus, self._keep_days)
        except StoreError as error:
            # Whoever asked has the answer already: only the operator can do something about it.
            _log.warning("a question of the API is not kept: %s", error)
