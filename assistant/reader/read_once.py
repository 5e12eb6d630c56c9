"""A reader for one question, which reads nothing a second time."""

from collections.abc import Sequence

from assistant.reader.evidence import Evidence, EvidenceReader
from corpus import Hit

__all__ = ["ReadOnce"]


class ReadOnce:
    """An ``EvidenceReader`` that remembers what another found, as long as one question is answered.

    "Who said …?" is looked for among quotations, and read for once more where none of them answers.

    Args:
        reader: What reads.
    """

    def __init__(self, reader: EvidenceReader) -> None:
        self.threshold = reader.threshold
        self._reader = reader
        self._found: dict[tuple[str, tuple[Hit, ...]], list[Evidence]] = {}

    def read(self, question: str, hits: Sequence[Hit]) -> list[Evidence]:
        """Return the sentences of the passages, each once, by falling support."""
        asked = question, tuple(hits)
        if asked not in self._found:
            self._found[asked] = self._reader.read(question, hits)
        return list(self._found[asked])
