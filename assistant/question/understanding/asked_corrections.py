"""Questions about corrections that articles carry: any, which, or whether one was corrected."""

import re
from typing import Final

from assistant.question.understanding.wordings import ARTICLE, CORPUS, POLITE, TRIM
from corpus.language.corrections import CORRECTED

__all__ = ["corrections_asked"]

_NOTES: Final = (
    r"(?:corrections?|clarifications?|retractions?|errata|correction\snotes?)"
    r"(?:\s(?:and|or|&)\s(?:corrections?|clarifications?|retractions?|errata))?"
)
_CORRECTED: Final = (
    r"(?:(?:been|ever|later|since|subsequently|already|get|got|being|afterwards|in\sany\sway)\s)*"
    rf"(?:{CORRECTED})(?:\s(?:since|later|afterwards|yet|at\sall|so\sfar"
    r"|or\s(?:amended|clarified|retracted|updated)))*"
)
_ON: Final = r"(?:to|of|on|about|in|for|regarding|concerning)"
_LEAD: Final = (
    r"(?:(?:how\smany|which|what(?:'s|\sis|\sare|\swas|\swere)?|list|show|give|tell|find|name|count|see"
    r"|(?:(?:are|were|is|was|have|has|had)\sthere|(?:do|does|did)\s(?:you|we|they|it|i)|have\s(?:you|we))(?:\sbeen)?"
    r"|me|us|about|know\s(?:of|about)|have|got|any|some|all|every|each|the|an?|of|latest|recent|newest"
    r"|published|printed|issued|your|our|my|these|those|this|that)\s)*"
)
_NAMED: Final = (
    rf"{_LEAD}(?:(?P<before>[^,]{{3,80}}?)\s)?{ARTICLE}"
    r"(?:\s(?:about|on|of|regarding|concerning|covering)\s(?P<topic>.+?))?"
)
_ASKED: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        # "Any corrections to the article about the mine?"
        rf"{POLITE}{_LEAD}{_NOTES}(?:\s(?:were|are|was|is|have|has)(?:\sthere)?(?:\sbeen)?"
        r"(?:\s(?:made|published|printed|issued))?|\s(?:made|published|printed|issued))?"
        rf"(?:\s{_ON}\s(?P<topic>.+))?",
        # "Has the article about the mine been corrected?"
        rf"{POLITE}(?:(?:has|have|had|was|were|is|are|did)\s){_NAMED}\s{_CORRECTED}",
        # "Which articles have been corrected?"
        rf"{POLITE}{_NAMED}\s(?:(?:that|which)\s)?(?:(?:has|have|had|was|were|is|are)\s){_CORRECTED}"
        r"(?P<end>)",
        # "Which articles carry a correction?"
        rf"{POLITE}(?:(?:do|does|did|has|have|is\sthere|are\sthere)\s)?{_NAMED}\s"
        r"(?:(?:that|which)\s)?(?:has|have|had|with|carr(?:y|ies|ied)|contains?|includes?|gets?|got)\s"
        rf"(?:(?:an?|any|some|been|printed|published|issued)\s)*{_NOTES}(?:\s{_ON}\s(?P<end>.+))?",
    )
)
_ARTICLES = re.compile(
    rf"(?:(?:the|this|that|these|those|your|our|my|all|any|an?)\s)*{ARTICLE}(?:\s{_ON}\s(?P<topic>.+)|\s(?:here|in\s{CORPUS}))?"
    rf"|(?P<before>.+?)\s{ARTICLE}|in\s{CORPUS}|{CORPUS}",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"\b(?:department|officers?|system|facilit|prison|market|stock|share|price|house|bill|law|act|plan"
    r"|statement|figure|record)s?\b",
    re.IGNORECASE,
)
"""What else is corrected, and who else corrects."""


def corrections_asked(text: str) -> str | None:
    """Return the topic of a question about corrections, empty where it names none.

    Args:
        text: The question, without days and publishers.

    Returns:
        None for another question.
    """
    for pattern in _ASKED:
        if match := pattern.fullmatch(text.strip(TRIM)):
            named = match.groupdict()
            topic = named.get("topic") or named.get("end") or named.get("before") or ""
            # "Why was the article corrected?" is for the reader.
            if re.match(r"(?:who|when|where|why|how)\b", text, re.IGNORECASE) and not re.match(
                r"how\smany\b", text, re.IGNORECASE
            ):
                return None
            topic = _plain(topic)
            # "The correction in house prices" is no article's; the other wordings name an article.
            return None if _OTHER.search(topic) and pattern is _ASKED[0] else topic
    return None


def _plain(topic: str) -> str:
    """Return a topic without the words for articles around it."""
    topic = topic.strip(TRIM)
    if match := _ARTICLES.fullmatch(topic):
        topic = match["topic"] or match["before"] or ""
    topic = re.sub(
        r"^(?:(?:the|an?|this|that|any|all|these|those|of)\s)+(?=\w)", "", topic, flags=re.I
    )
    empty = r"(?:any|the|an?|all|this|that|these|those|some|them|it|here|your|our|of|news|\s)*"
    return "" if re.fullmatch(empty, topic, re.IGNORECASE) else topic
