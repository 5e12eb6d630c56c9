"""The few words that say of an answer, or of a verified sentence, what kind it is."""

from typing import Literal

__all__ = ["Finding", "Kind", "Mode", "UserVerdict", "Verdict"]

Mode = Literal["extractive", "written"]
Kind = Literal[
    "fact", "conversation", "articles", "summary", "latest", "timeline", "said", "yes-no", "compare"
]
"""The kind of question that an answer answers: see ``assistant.question.understanding.kinds``."""
Verdict = Literal["yes", "no", "disputed"]
Finding = Literal["supported", "contradicted", "partly", "not told", "no claim"]
"""The finding on a sentence that is verified."""
UserVerdict = Literal["up", "down"]
"""A user's opinion of an answer."""
