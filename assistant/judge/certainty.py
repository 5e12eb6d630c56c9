"""Certainty that a sentence adds: "may" as "will", what was planned or put off as done."""

from collections.abc import Iterator, Sequence
from typing import Final

from corpus.language.tokens import Token, tokens
from corpus.language.vocabulary import BEING, HEDGES, SPEECH
from corpus.text.search_terms import stem

__all__ = ["added_certainty"]

_MODALS: Final = frozenset("may might could".split())
_INTENDING: Final = frozenset(
    map(
        stem,
        """plan hope want intend aim seek expect propose consider threaten offer suggest urge
        promise pledge vow likely""".split(),
    )
)
"""Stems of what somebody has in mind to do, and of what is not done yet, before "to"."""
_ALLEGING: Final = frozenset(
    """allege alleges alleged allegedly alleging allegation allegations accuse accuses accused
    accusing suspect suspects suspected reportedly unconfirmed rumour rumours rumor rumors purported
    purportedly supposedly""".split()
)
"""Words of an allegation; "claim" is none by itself, for a title is claimed too."""
_SOFT: Final = (
    HEDGES
    | _MODALS
    | SPEECH
    | frozenset(
        """would should can possible possibility potential potentially if unless whether reportedly
        purportedly supposedly rumoured rumored believed thought expected planned proposed intends
        willing ready open considering charged accused suspects trial over denies""".split()
    )
)
"""Words by which a sentence keeps its distance."""
_FUTURE: Final = frozenset("will would shall".split())
_PAST: Final = frozenset("has have had was were been did".split())
"""Words by which a sentence tells something as done."""
_OBLIGED: Final = frozenset("has have had needs need needed ought".split())
"""Words before "to" of what is still to be done."""
_UNDONE: Final = frozenset(
    map(
        stem,
        """stop stopped cease cancel cancelled postpone postponed delay delayed abandon abandoned
        scrap scrapped suspend suspended halt halted block blocked fail failed refuse refused reject
        rejected decline declined avert averted avoid avoided""".split(),
    )
)
_UNDONE_BY_TWO: Final = frozenset(("put off", "called off", "turned down", "ruled out"))
"""Verbs of what was not done, or is done no longer."""
_MOST_BETWEEN: Final = 3
"""Words between a modal and the verb that it governs."""
_CLOSE: Final = 0.6
"""Share, 0..1, of a sentence's words that its quote has, from which it is made of that."""


def added_certainty(statement: str, quote: str) -> str | None:
    """Say what the quote leaves open and the statement, made of it, does not; None if nothing.

    Args:
        statement: One sentence.
        quote: The sentences that are held to bear it out.
    """
    said, source = tokens(statement), tokens(quote)
    # What keeps its own distance adds no certainty.
    if any(token.form in _SOFT | _ALLEGING or token.stem in _INTENDING for token in said):
        return None
    stems = {token.stem for token in said if token.content}
    # A sentence in words of its own is no copy that lost its "may"; the model judges that.
    if len(stems & {token.stem for token in source}) < _CLOSE * max(1, len(stems)):
        return None
    alleged = next((token for token in source if token.form in _ALLEGING), None)
    if alleged is not None:
        return f"it tells as a fact what the words cited have as “{alleged.written}”"
    forms = {token.form for token in said}
    done = bool(forms & _PAST) or any(token.form.endswith("ed") for token in said)
    if undone := _undone(said, source):
        return f"it tells as done what the words cited have as “{undone}”"
    for soft, verb in _left_open(source):
        # "Will open" may become "opens", but not "opened".
        if soft.lower() in _FUTURE and (not done or forms & _FUTURE):
            continue
        if verb in stems:
            return f"it tells as certain what the words cited have as “{soft}”"
    return None


def _left_open(source: Sequence[Token]) -> Iterator[tuple[str, str]]:
    """Yield each word that leaves something open, with the stem of the verb it governs."""
    for index, token in enumerate(source):
        after = source[index + 1 : index + 2 + _MOST_BETWEEN]
        if token.form in _MODALS | _FUTURE or token.form == "likely":
            governed = [near for near in after if near.kind == "word"][:1]
        elif (
            (token.stem in _INTENDING or token.form in _OBLIGED) and after and after[0].form == "to"
        ):
            governed = [near for near in after[1:] if near.kind == "word"][:1]
        else:
            continue
        yield from ((token.written, verb.stem) for verb in governed)


def _undone(said: Sequence[Token], source: Sequence[Token]) -> str | None:
    """Return the verb by which the source has something as not done that is told as done."""
    stems = {token.stem for token in said}
    if stems & _UNDONE or any(token.kind == "negation" for token in said):
        return None
    content = {token.stem for token in said if token.kind == "word"}
    for index, token in enumerate(source):
        two = " ".join(near.form for near in source[index : index + 2])
        if token.stem not in _UNDONE and two not in _UNDONE_BY_TWO:
            continue
        after = source[index + 1 : index + 2 + _MOST_BETWEEN]
        # "The vote was put off": what was not done stands before the verb.
        passive = any(near.form in BEING for near in source[max(0, index - 2) : index])
        if passive or any(near.stem in content for near in after):
            return token.written if token.stem in _UNDONE else two
    return None
