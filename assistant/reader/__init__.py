"""The reader: a small model of our own that finds the answer, or knows that it is not there."""

from assistant.reader.span_model import Passage, Reader, Reading

__all__ = ["Passage", "Reader", "Reading"]
