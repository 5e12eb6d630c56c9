"""The reader: a small model of our own that finds the answer, or knows that it is not there."""

from assistant.reader.span_model import Judged, Passage, Reader, Reading

__all__ = ["Judged", "Passage", "Reader", "Reading"]
