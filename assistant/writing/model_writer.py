"""Writes an answer with a chat model, and keeps only the sentences that are supported."""

from collections.abc import Callable, Generator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from assistant.answer import REFUSAL, Answer, Citation, Statement, Withheld
from assistant.answering.fact import Place, cited
from assistant.events import Checked, Event, Token
from assistant.judge.verifier import Check, Supporter, Verifier
from assistant.reader.evidence import Evidence
from assistant.settings import Settings
from assistant.writing.answer_draft import AnswerDraft, Sentence
from assistant.writing.chat_model import ModelFailure, context_tokens, load_model, name_of, pieces
from assistant.writing.prompt import fitting_passages, messages
from corpus import Hit

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.runnables import RunnableConfig

__all__ = ["ModelWriter"]

_REPLY: Final = 1_024
"""Tokens of the model's context that are kept for its reply."""
_NOTHING_HOLDS: Final = "no sentence that the model wrote is borne out by the articles"


class ModelWriter:
    """Has a chat model write answers. Safe to share between threads.

    Args:
        model: A chat model, or the name of one, which is loaded at the first answer.
        settings: How to answer.
        supporter: What judges meaning in the verification; by default the trained reader.
        whole: Gives the article of a passage as one, or None, for the verification.
    """

    def __init__(
        self,
        model: "BaseChatModel | str",
        settings: Settings,
        supporter: Supporter | None = None,
        whole: Callable[[Hit], Hit | None] | None = None,
    ) -> None:
        self._model = model
        self._settings = settings
        self._verifier = Verifier(supporter, whole)

    def write(
        self,
        plain: Answer,
        evidence: Sequence[Evidence],
        config: "RunnableConfig | None" = None,
    ) -> Generator[Event, None, tuple[bool, Answer]]:
        """Write the answer; yield the model's words as they come and each sentence's check.

        Args:
            plain: The extractive answer to the same question: what is given when the model
                fails or none of its sentences holds.
            evidence: What the reader found, by falling support; the model sees its passages.
            config: Callbacks, tags and metadata, passed to the model.

        Returns:
            Whether the model has written anything; and the whole answer: written, or ``plain``
            with a note that says why.
        """
        # Each passage once, in the order of its best sentence.
        passages = list({piece.hit.chunk_id: piece.hit for piece in evidence}.values())
        writing = _Writing(passages[: self._settings.shown], self._verifier)
        drafted = False
        try:
            model = self.model()
            with closing(self._reply(model, plain.standalone_question, writing, config)) as reply:
                draft = AnswerDraft()
                for piece in reply:
                    drafted = True
                    yield Token(piece)
                    yield from map(writing.check, draft.add(piece))
            yield from map(writing.check, draft.finish())
        except ModelFailure as failure:
            note, withheld = str(failure), tuple(writing.withheld)
            return drafted, replace(plain, note=note, withheld=withheld)
        return drafted, writing.answer(plain, name_of(model), self._settings.nearest)

    def model(self) -> "BaseChatModel":
        """Return the chat model, loaded when it was given by name.

        Raises:
            ModelFailure: It cannot be loaded.
        """
        if isinstance(self._model, str):
            self._model = load_model(self._model)
        return self._model

    def _reply(
        self,
        model: "BaseChatModel",
        question: str,
        writing: "_Writing",
        config: "RunnableConfig | None",
    ) -> Generator[str, None, None]:
        room = (self._settings.context or context_tokens(model)) - _REPLY
        writing.passages = fitting_passages(question, writing.passages, room)
        if not writing.passages:
            raise ModelFailure("the question and its passages do not fit the model's context")
        return pieces(model, messages(question, writing.passages), config)


@dataclass
class _Writing:
    """The state of a draft: its supported statements, their citations, and what was withheld."""

    passages: Sequence[Hit]
    verifier: Verifier
    statements: list[Statement] = field(default_factory=list)
    withheld: list[Withheld] = field(default_factory=list)
    citations: dict[Place, Citation] = field(default_factory=dict)
    refused: bool = False
    checked: int = 0

    def check(self, sentence: Sentence) -> Checked:
        """Verify a sentence, then add it to the answer or withhold it."""
        # The prompt asks for these very words where nothing answers.
        if sentence.text.rstrip(".") == REFUSAL.rstrip("."):
            self.refused = True
            check = Check(reason="it says that the articles do not answer")
        else:
            check = self._check(sentence)
        if check.supports:
            numbers = cited(self.citations, check.supports)
            statement = Statement(sentence.text, numbers, check.support)
            # Small models repeat themselves.
            if statement not in self.statements:
                self.statements.append(statement)
        # A refusal is no claim that was withheld.
        elif not self.refused:
            self.withheld.append(Withheld(sentence.text, check.reason))
        self.checked += 1
        return Checked(
            index=self.checked - 1,
            text=sentence.text,
            end=sentence.end,
            supported=bool(check.supports),
            reason=check.reason,
        )

    def answer(self, plain: Answer, model: str, nearest: int) -> Answer:
        """Return the written answer, or the extractive one when nothing of the draft holds."""
        withheld = tuple(self.withheld)
        if self.statements:
            return replace(
                plain,
                text=" ".join(statement.marked for statement in self.statements),
                remark="",
                sections=(),
                statements=tuple(self.statements),
                citations=tuple(self.citations.values()),
                mode="written",
                model=model,
                withheld=withheld,
            )
        if self.refused:
            return replace(
                plain,
                answered=False,
                text=REFUSAL,
                remark="",
                sections=(),
                statements=(),
                citations=(),
                nearest=tuple(self.passages[:nearest]),
                mode="written",
                model=model,
                withheld=withheld,
            )
        return replace(plain, note=_NOTHING_HOLDS, withheld=withheld)

    def _check(self, sentence: Sentence) -> Check:
        unknown = [n for n in sentence.markers if not 1 <= n <= len(self.passages)]
        if unknown:
            return Check(reason=f"the marker [{unknown[0]}] stands for no passage")
        cited = [self.passages[number - 1] for number in sentence.markers]
        return self.verifier.check(sentence.text, cited)
