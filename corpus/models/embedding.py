"""The embedder: texts to unit vectors of 384 numbers, by the model that ships with the package.

The model is all-MiniLM-L6-v2 with eight-bit weights (`corpus/models/embedder/CARD.md`), run by
ONNX Runtime. Its activations are quantised with one scale for all that is computed together,
so in a batch a text's vector would depend on the texts beside it. Texts are therefore run one
by one, several at a time on threads: nothing is padded, memory does not grow with their
number, and a text has one vector, whatever it is embedded with.
"""

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Self

from corpus.models.onnx import MANIFEST, checksum, loaded_once, open_session, read_files

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

__all__ = ["Embedder"]

FOLDER = Path(__file__).parent / "embedder"
THREADS = min(4, os.cpu_count() or 1)
_QUESTIONS = 64
"""Vectors of single texts that are kept: a question is told its kind, then searched for."""
_MAX_CHARACTERS = 16_384
"""Of a text, at most so many characters are tokenised: 256 word pieces are some 1,300."""


class Embedder:
    """Embedder of texts and questions alike; safe to share between threads.

    A text's first 256 word pieces (about 190 English words) are read. Any string has a
    vector: lone surrogates and control characters are passed over, and an empty text gets
    the vector of nothing.

    Attributes:
        dimension: the length of a vector.
        fingerprint: 64 hexadecimal digits that change when vectors may: those made under
            different fingerprints must not be compared.
    """

    dimension: int = 384

    def __init__(self, folder: Path | None = None) -> None:
        """Load the model in `folder`, the one that ships with the package when None.

        Raises:
            ModelError: a file is missing, or is not the one in the folder's SHA256SUMS.
        """
        from tokenizers import Tokenizer

        files = read_files(folder or FOLDER, ("model.onnx", "tokenizer.json"))
        sums = files[MANIFEST].decode("ascii").splitlines()
        # Of all files: with another tokenizer, too, the vectors are others.
        self.fingerprint: str = checksum("\n".join(sums).encode())
        self._tokenizer = Tokenizer.from_str(files["tokenizer.json"].decode())
        self._session = open_session(files["model.onnx"])

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The English words, in lower case, that the model knows as one piece."""
        pieces = self._tokenizer.get_vocab()
        return tuple(sorted(piece for piece in pieces if piece.isalpha() and piece.islower()))

    @classmethod
    @loaded_once
    def load(cls, folder: Path | None = None) -> Self:
        """Return `Embedder(folder)`, the same one each time in a process.

        Raises:
            ModelError: as the constructor.
        """
        return cls(folder)

    def embed(self, texts: Sequence[str]) -> "npt.NDArray[np.float32]":
        """Return the vectors of `texts`, in their order: shape (len(texts), 384), unit length.

        The same text gets the same vector, bit for bit, in any company.
        """
        import numpy as np

        vectors = np.empty((len(texts), self.dimension), dtype=np.float32)
        if len(texts) == 1:
            vectors[0] = self._of_question(texts[0])
        elif texts:
            with ThreadPoolExecutor(THREADS, thread_name_prefix="embedder") as pool:
                for row, vector in enumerate(pool.map(self._vector, texts)):
                    vectors[row] = vector
        return vectors

    @cached_property
    def _of_question(self) -> "Callable[[str], npt.NDArray[np.float32]]":
        """The vector of a text that is asked for alone, as a question is, more than once."""
        # Of the instance: a cache on the method would keep every embedder alive.
        return lru_cache(maxsize=_QUESTIONS)(self._vector)

    def _vector(self, text: str) -> "npt.NDArray[np.float32]":
        import numpy as np

        encoding = self._tokenizer.encode(_clean(text))
        ids = np.array([encoding.ids], dtype=np.int64)
        inputs = {
            "input_ids": ids,
            "attention_mask": np.ones_like(ids),
            "token_type_ids": np.zeros_like(ids),
        }
        (states,) = self._session.run(None, inputs)
        # Mean pooling, as the model was trained; without padding no mask is needed.
        mean: npt.NDArray[np.float32] = states[0].mean(axis=0)
        return mean / np.linalg.norm(mean)


def _clean(text: str) -> str:
    """Return the start of `text`, its lone surrogates replaced: tokenizers refuses them."""
    start = text[:_MAX_CHARACTERS]
    # By UTF-16, in which two surrogates that make a character become it.
    return start.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
