"""The trained reader at run time, which needs only ONNX Runtime and tokenizers."""

import os
import re
import unicodedata
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.reader.encoding import MAX_CLAIM, MAX_HEADER, MAX_QUESTION, Encoded, encode, windows
from assistant.reader.spans import MAX_ANSWER, Calibration, Scores
from corpus.models.onnx import loaded_once, open_session, read_files
from corpus.text.sentences import sentence_ranges

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from onnxruntime import InferenceSession
    from tokenizers import Encoding, Tokenizer

__all__ = ["Judged", "Passage", "Reader", "Reading"]

FOLDER = Path(__file__).parent / "model"
NAMES = ("model.onnx", "tokenizer.json", "config.json")
THREADS = min(4, os.cpu_count() or 1)
WINDOW = 320
"""Tokens of an input, at most: the longest the network was trained on."""
_OVERLAP = 64
"""Tokens that neighbouring windows of a long passage share: more than the longest span."""
_CLAIM_OVERLAP = 16
"""Tokens that the parts of a long claim share."""
# Cut before it becomes tokens, of which few are kept anyway: a long question costs no more.
_MAX_QUESTION_CHARACTERS = 2_000
_MAX_HEADER_CHARACTERS = 1_000
_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Passage:
    """A text to read, and its context.

    Attributes:
        header: "title (date)", a title, or empty.
        text: What spans are found in.
        within: Ranges of the text, in code points, in which spans begin and end; all of it when
            None.
    """

    header: str
    text: str
    within: tuple[tuple[int, int], ...] | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """The best span that the reader found in one passage, with its probability.

    Attributes:
        answerable: Calibrated probability, 0..1, that the passage answers the question, and
            the span is how.
        start: Where the best span begins, in code points of the passage's text.
        end: Where it ends, half-open; `start == end == 0` where no span may be.
    """

    answerable: float
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Judged:
    """Probabilities that evidence bears out a claim or denies it; the rest of 1: it does not tell.

    Attributes:
        supported: Probability, 0..1, that it says all that the claim says.
        contradicted: Probability, 0..1, that it says otherwise.
    """

    supported: float
    contradicted: float


class Reader:
    """Reads passages for a question's answer; safe to share between threads.

    The weights are eight-bit (`model/CARD.md`). Activations are quantised with one scale for
    all that is computed together, so each passage is run by itself, several at a time on
    threads: a passage has one reading, in whatever company it is read.
    """

    def __init__(
        self, session: "InferenceSession", tokenizer: "Tokenizer", calibration: Calibration
    ) -> None:
        """Wrap a model that is still being made; for a finished one use `load`."""
        self._session = session
        self._tokenizer = tokenizer
        self.calibration = calibration
        # One for all: many who ask at once would only get in each other's way with more threads.
        self._pool = ThreadPoolExecutor(THREADS, thread_name_prefix="reader")

    @classmethod
    @loaded_once
    def load(cls, folder: Path | None = None) -> "Reader":
        """Load the model in `folder`, the one that ships when None; once in a process.

        Raises:
            ModelError: a file is missing, or is not the one in the folder's SHA256SUMS.
        """
        from tokenizers import Tokenizer

        files = read_files(folder or FOLDER, NAMES)
        tokenizer = Tokenizer.from_str(files["tokenizer.json"].decode())
        tokenizer.no_truncation()
        tokenizer.no_padding()
        calibration = Calibration.from_json(files["config.json"])
        return cls(open_session(files["model.onnx"]), tokenizer, calibration)

    def read(self, question: str, passages: Sequence[Passage]) -> list[Reading]:
        """Read each of `passages` for the answer to `question`; readings in their order.

        Any strings will do: a passage longer than a window is read in overlapping ones.
        """
        asked = self._encode(question[:_MAX_QUESTION_CHARACTERS]).ids[:MAX_QUESTION]
        read = partial(self._read, asked)
        if len(passages) == 1:
            return [read(passages[0])]
        return list(self._pool.map(read, passages))

    def knows(self, word: str) -> bool:
        """Tell if a word in lower case is among the 30,000 of the model's own vocabulary."""
        return self._tokenizer.token_to_id(word) is not None

    def judge(self, claim: str, evidence: str) -> Judged:
        """Tell if evidence bears out a claim, contradicts it, or does not tell.

        Several sentences, and one longer than `MAX_CLAIM`, are judged in parts and are worth their
        weakest; of evidence longer than a window the window counts that supports it most. It is
        read without a header: the network learnt to judge mostly without, and under one it doubts
        paraphrases.

        Args:
            claim: A sentence.
            evidence: Sentences of an article.
        """
        claim = claim[:_MAX_QUESTION_CHARACTERS]
        tokens = self._encode(evidence).ids
        judged = [
            self._judge_part(said[low:high], tokens)
            for start, end in sentence_ranges(claim)
            if (said := self._encode(claim[start:end]).ids) and tokens
            for low, high in windows(len(said), MAX_CLAIM, _CLAIM_OVERLAP)
        ]
        return min(judged, key=lambda part: part.supported, default=Judged(0.0, 0.0))

    def _judge_part(self, claim: list[int], evidence: list[int]) -> Judged:
        """Judge a claim of at most `MAX_CLAIM` tokens."""
        room = WINDOW - 3 - len(claim)
        judged = []
        for low, high in windows(len(evidence), room, _OVERLAP):
            (logits,) = self._run(encode(claim, [], evidence[low:high], MAX_CLAIM), ["judged"])
            supported, contradicted, _ = _shares(logits[0])
            judged.append(Judged(supported, contradicted))
        return max(judged, key=lambda judged_chunk: judged_chunk.supported)

    def verdict(self, question: str, passage: Passage) -> tuple[float, float]:
        """Return how likely a passage says yes to a question, and how likely no, 0..1 each.

        What is left of 1 is that it does not settle it.

        Args:
            question: Standalone, one of yes or no.
            passage: A sentence or a few under their header; cut to what is read at once.
        """
        asked = self._encode(question[:_MAX_QUESTION_CHARACTERS]).ids[:MAX_QUESTION]
        header = self._header(passage.header)
        room = WINDOW - 3 - len(asked) - len(header)
        told = self._encode(passage.text).ids[:room]
        (logits,) = self._run(encode(asked, header, told), ["verdict"])
        yes, no, _ = _shares(logits[0])
        return yes, no

    def scores(self, question: str, passage: Passage) -> tuple[Scores, tuple[int, int]] | None:
        """Return the best window's raw scores and the span's characters; None without any word."""
        asked = self._encode(question[:_MAX_QUESTION_CHARACTERS]).ids[:MAX_QUESTION]
        return self._scores(asked, passage)

    def _read(self, question: list[int], passage: Passage) -> Reading:
        best = self._scores(question, passage)
        if best is None:
            return Reading(0.0, 0, 0)
        scores, (start, end) = best
        return Reading(self.calibration.answerable(scores), start, end)

    def _scores(
        self, question: list[int], passage: Passage
    ) -> tuple[Scores, tuple[int, int]] | None:
        """Return the scores of the best window, and its span as characters of the text."""
        import numpy as np

        encoding = self._encode(passage.text)
        if not encoding.ids:
            return None
        # Three are for [CLS] and twice [SEP].
        header = self._header(passage.header)
        room = WINDOW - 3 - len(question) - len(header)
        allowed = _allowed(encoding.offsets, passage.within)
        best: tuple[float, Scores, int] | None = None
        for low, high in windows(len(encoding.ids), room, _OVERLAP):
            if not any(allowed[low:high]):
                continue
            tokens = encoding.ids[low:high]
            encoded = encode(question, header, tokens)
            starts, ends, head = self._run(encoded, ["start", "end", "answerable"])
            starts, ends = (side[0, encoded.first : -1] for side in (starts, ends))
            barred = ~np.array(allowed[low:high])
            starts[barred] = ends[barred] = -np.inf
            scores = _score(starts, ends, head)
            support = self.calibration.answerable(scores)
            if best is None or support > best[0]:
                best = support, scores, low
        if best is None:
            return None
        _, scores, low = best
        start = encoding.offsets[low + scores.start][0]
        end = encoding.offsets[low + scores.end][1]
        return scores, _characters(passage.text, start, end)

    def _run(self, encoded: Encoded, outputs: list[str]) -> list["NDArray[np.float32]"]:
        """Return some of the network's outputs."""
        import numpy as np

        ids = np.array([encoded.ids], dtype=np.int64)
        types = np.zeros_like(ids)
        types[0, encoded.second :] = 1
        logits: list[NDArray[np.float32]] = self._session.run(
            outputs, {"input_ids": ids, "token_type_ids": types}
        )
        return logits

    def _header(self, header: str) -> list[int]:
        return self._encode(header[:_MAX_HEADER_CHARACTERS]).ids[:MAX_HEADER]

    def _encode(self, text: str) -> "Encoding":
        # Lone surrogates are no text, and tokenizers refuses them; one for one keeps offsets.
        return self._tokenizer.encode(_SURROGATE.sub("\ufffd", text), add_special_tokens=False)


def _allowed(
    offsets: Sequence[tuple[int, int]], within: Sequence[tuple[int, int]] | None
) -> list[bool]:
    """Tell for each token if a span may begin or end there."""
    if within is None:
        return [True] * len(offsets)
    return [any(low <= start < high for low, high in within) for start, _ in offsets]


def _shares(logits: "NDArray[np.float32]") -> list[float]:
    """Return logits as probabilities (softmax)."""
    import numpy as np

    # Less the greatest, so that exp never overflows.
    shares = np.exp(logits - logits.max())
    return (shares / shares.sum()).tolist()  # type: ignore[no-any-return]


def _score(
    start: "NDArray[np.float32]",
    end: "NDArray[np.float32]",
    head: "NDArray[np.float32]",
) -> Scores:
    """Return the best span of one window, with its share and the answerability logit.

    Args:
        start: Start logits of the passage's tokens, of which there is one at least.
        end: End logits of the same tokens.
        head: Logit of the answerability head, shape (1,).
    """
    import numpy as np

    pairs = start[:, None].astype(np.float64) + end[None, :]
    size = len(pairs)
    # A span ends where it begins, or later, and is of MAX_ANSWER tokens at most.
    valid = np.triu(np.ones((size, size), dtype=bool)) & ~np.triu(
        np.ones((size, size), dtype=bool), MAX_ANSWER
    )
    pairs[~valid] = -np.inf
    best = int(pairs.argmax())
    top = float(pairs.flat[best])
    # Softmax over all pairs; the best one's own term is exp(0).
    share = 1 / float(np.exp(pairs - top).sum())
    return Scores(best // size, best % size, float(head[0]), share)


def _characters(text: str, start: int, end: int) -> tuple[int, int]:
    """Extend `[start, end)` to the end of its last character as it is displayed.

    Word pieces leave out combining marks, joiners and variation selectors that belong to the
    letter or emoji before them.
    """
    while end < len(text) and (
        unicodedata.category(text[end]) in ("Mn", "Mc", "Me") or text[end] == "\u200d"
    ):
        end += 1
    return start, end
