"""Words by which a question asks for a number or an amount: "how many", "how old"."""

from typing import Final

__all__ = ["HOW_ALONE", "HOW_IN_NUMBERS", "HOW_MANY", "HOW_MEASURED"]

HOW_MANY: Final = r"how\s(?:many|much)"
"""A pattern for what asks for a count or a sum."""
HOW_ALONE: Final = r"how\s(?:many|much|long|often)"
"""A pattern for what may be a question by itself: "how long?", where "how old?" lacks who."""
HOW_IN_NUMBERS: Final = r"how\s(?:many|much|old|tall)"
"""A pattern for what only a number answers; to "how far?" an answer is "to the coast", too."""
HOW_MEASURED: Final = (
    r"how\W+(?:many|much|old|long|far|big|large|tall|high|deep|wide|heavy|often|fast)"
)
"""A pattern for whatever an amount may answer."""
