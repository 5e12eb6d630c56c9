"""The trained reader at run time, which needs only ONNX Runtime and tokenizers."""

import os
import re
import unicodedata
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.reader.encoding import MAX_HEADER, MAX_QUESTION, Encoded, encode, windows
from assistant.reader.spans import MAX_ANSWER, Calibration, Scores
from corpus.models.onnx import open_session, read_files

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from onnxruntime import InferenceSession
    from tokenizers import Encoding, Tokenizer

__all__ = ["Passage", "Reader", "Reading"]

FOLDER = Path(__file__).parent / "model"
NAMES = ("model.onnx", "tokenizer.json", "config.json")
THREADS = min(4, os.cpu_count() or 1)
WINDOW = 320
"""Tokens of an input, at most: the longest the network was trained on."""
_OVERLAP = 64
"""Tokens that neighbouring windows of a long passage share: more than the longest span."""
_CLAIM_OVERLAP = 16
"""Tokens that the parts of a long claim share."""
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
    """The best span that the reader found in one passage, with its probabilities.

    Attributes:
        answerable: Calibrated probability, 0..1, that the passage answers the question, and
            the span is how.
        start: Where the best span begins, in code points of the passage's text.
        end: Where it ends, half-open; `start == end == 0` where no span may be.
        confidence: Probability, 0..1, of that span given that there is an answer.
    """

    answerable: float
    start: int
    end: int
    confidence: float


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
    @lru_cache(maxsize=4)
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

    def supports(self, statement: str, quote: str, header: str = "") -> float:
        """Return the calibrated probability, 0..1, that `quote` supports all that `statement` says.

        A statement longer than a question may be is read in parts, and is worth its weakest.

        Args:
            statement: A sentence about what the quote says.
            quote: Words of an article.
            header: "title (date)" of the article, or empty.
        """
        claim = self._encode(statement[:_MAX_QUESTION_CHARACTERS]).ids
        parts = windows(len(claim), MAX_QUESTION, _CLAIM_OVERLAP)
        headers = [self._header(header)]
        scored = [
            self._scores(claim[low:high], headers, Passage(header, quote)) for low, high in parts
        ]
        return min(
            (self.calibration.supported(part[0]) if part and claim else 0.0) for part in scored
        )

    def scores(self, question: str, passage: Passage) -> tuple[Scores, tuple[int, int]] | None:
        """Return the best window's raw scores and the span's characters; None without any word."""
        asked = self._encode(question[:_MAX_QUESTION_CHARACTERS]).ids[:MAX_QUESTION]
        return self._read_both(asked, passage)

    def _read(self, question: list[int], passage: Passage) -> Reading:
        best = self._read_both(question, passage)
        if best is None:
            return Reading(0.0, 0, 0, 0.0)
        scores, (start, end) = best
        calibration = self.calibration
        return Reading(calibration.answerable(scores), start, end, calibration.confidence(scores))

    def _read_both(
        self, question: list[int], passage: Passage
    ) -> tuple[Scores, tuple[int, int]] | None:
        """Read a passage with its header and without it.

        Under a headline that answers the question every passage of its article would answer;
        without any header "he" in a passage would be nobody.
        """
        header = self._header(passage.header)
        return self._scores(question, [header, []] if header else [[]], passage)

    def _scores(
        self, question: list[int], headers: Sequence[list[int]], passage: Passage
    ) -> tuple[Scores, tuple[int, int]] | None:
        """Return the scores of the best window, the mean of those under each of the headers."""
        import numpy as np

        encoding = self._encode(passage.text)
        if not encoding.ids:
            return None
        # Three are for [CLS] and twice [SEP].
        room = WINDOW - 3 - len(question) - max(map(len, headers))
        allowed = _allowed(encoding.offsets, passage.within)
        best: tuple[float, Scores, int] | None = None
        for low, high in windows(len(encoding.ids), room, _OVERLAP):
            if not any(allowed[low:high]):
                continue
            tokens = encoding.ids[low:high]
            runs = [self._run(encode(question, header, tokens)) for header in headers]
            starts, ends, head = (np.mean(logits, axis=0) for logits in zip(*runs, strict=True))
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

    def _run(self, encoded: Encoded) -> list["NDArray[np.float32]"]:
        """Return start and end logits of the passage's tokens, and the answerability logit."""
        import numpy as np

        ids = np.array([encoded.ids], dtype=np.int64)
        types = np.zeros_like(ids)
        types[0, encoded.second :] = 1
        inputs = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": types}
        start, end, head = self._session.run(["start", "end", "answerable"], inputs)
        return [start[0, encoded.first : -1], end[0, encoded.first : -1], head]

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
