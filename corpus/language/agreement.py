"""Agreement of a sentence with the words that it cites, as far as rules can tell.

Every number, date and name of the sentence must be in the quote, in the same place of what is
said, from the same mouth, and with the same polarity. Rules cannot judge paraphrase: what they
leave open (``uncovered``) is for a model of meaning.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, takewhile
from typing import Final

from corpus.language.facts import Fact, antecedents, facts, is_named, spellings
from corpus.language.swapped_facts import misplaced, replaced
from corpus.language.tokens import Token, tokens
from corpus.language.vocabulary import BEING, MEASURES, PRONOUNS, REFERRING, SEATS
from corpus.text.search_terms import stem

__all__ = ["REFUSING", "absent", "denials", "disagreement", "namesake", "refers_back"]

# Tokens: from a "not" to what it denies, from a verb of saying to who says it, and from a number to
# its unit.
_NEAR_NEGATION: Final = 3
_NEAR_SPEECH: Final = 4
_NEAR_MEASURE: Final = 2
_YEAR: Final = len("2025")
_DENYING: Final = frozenset(("un", "in", "im", "il", "ir", "dis", "non"))
_BEFORE_NAMES: Final = frozenset("non anti pro ex pre post mid trans pan".split())
"""What is joined to a name by a hyphen and names nothing itself: "non-European"."""
_ALTERNATIVES: Final = tuple(
    tuple(frozenset(map(stem, words.split())) for words in group.split("|"))
    for group in (
        "increase rise grow climb gain soar|decrease fall drop decline shrink lose",
        "more|less fewer",
        "most|least",
        "before|after",
        "win|lose|draw",
        "accept agree approve welcome support back|reject refuse deny oppose condemn",
        "confirm admit acknowledge concede|deny",
        "open|close shut",
        "begin start|end finish stop",
        "up|down",
        "high higher highest|low lower lowest",
        "allow permit|ban forbid prohibit",
        "largest biggest larger bigger|smallest smaller",
        "over above|under below",
        "always|rarely",
        "all|some few",
        "with|without",
        "for favour favor|against",
        "sign|veto",
        "positive|negative",
        "north northern|south southern|east eastern|west western",
        "early earlier|late later",
        "old older oldest|young younger youngest",
        "convict guilty|acquit innocent",
        "kill|injure wound hurt",
        "alive survive|dead",
        "legal lawful|illegal unlawful",
        "buy purchase|sell",
        "join|leave quit",
        "raise|lower cut",
        "succeed|fail",
        "strengthen|weaken",
        "temporary|permanent",
        "spring|summer|autumn fall|winter",
        "morning|afternoon|evening|night",
        "yesterday|today|tomorrow",
        "mr he him his|mrs ms miss she her hers",
        "son brother father husband man boy|daughter sister mother wife woman girl",
    )
)
"""Words of which each excludes the others, where one sentence has it in place of another."""


def disagreement(
    statement: str, quote: str, before: str = "", passage: str = "", year: int | None = None
) -> str | None:
    """Say, in words, what in ``statement`` the quote does not bear out; None when nothing.

    Args:
        statement: The sentence, without markers.
        quote: The words of articles that it rests on.
        before: The sentence before the quote, to which its pronouns may refer.
        passage: Where the quote stands: may complete a name ("Meloni", "Giorgia Meloni").
        year: Of the article's publication: may complete a date.
    """
    source = tokens(quote)
    said = _uncapitalised(tokens(statement), source)
    return (
        _unknown_number(said, source, () if year is None else (year,))
        or _unknown_measure(said, source)
        or _unknown_name(said, source, before, passage)
        or _speaker(said, source, before)
        or _polarity(said, source, tokens(before))
        or _opposite(said, source)
        or replaced(said, source)
        or misplaced(said, source, before)
    )


def _uncapitalised(said: Sequence[Token], source: Sequence[Token]) -> list[Token]:
    """Return the statement's tokens; its first word is no name if the quote has it as a word.

    Any ending will do: "Countries that" of "a country that".
    """
    words = {token.stem for token in source if token.kind == "word"}
    return [
        replace(token, kind="word")
        if token.initial and token.kind == "name" and stem(token.form) in words
        else token
        for token in said
    ]


def absent(
    statement: str, quote: str, header: str = "", passage: str = "", years: Iterable[int] = ()
) -> str | None:
    """Say, in words, which number, unit, date or name of a statement a text has nowhere; else None.

    Args:
        statement: The sentence.
        quote: What it rests on.
        header: What stands above the quote: its names count.
        passage: Where the quote stands: may complete a name ("Meloni", "Giorgia Meloni").
        years: Of the articles' publication: may complete a date.
    """
    source = tokens(quote)
    said = _uncapitalised(tokens(statement), source)
    named = tokens(f"{header}. {quote}")
    # "One of the leaders", "one third": "one" often counts nothing.
    counted = [token for token in said if token.written.casefold() != "one"]
    return (
        _unknown_number(counted, source, years)
        or _unknown_measure(said, source)
        or _unknown_name(said, named, "", passage)
    )


def namesake(statement: str, text: str) -> str | None:
    """Return a name of a text that shares the last word of one of the statement's, not the first.

    "Maren Holt" where it is about Peder Holt, whom the text does not name.

    Args:
        statement: A sentence or a question.
        text: What it rests on.
    """
    source = tokens(text)
    known = spellings(source)
    names = [fact for fact in facts(source) if fact.kind == "name" and len(fact.forms) > 1]
    for fact in facts(_uncapitalised(tokens(statement), source)):
        if fact.kind == "name" and len(fact.forms) > 1 and not is_named(fact.forms[0], known):
            for name in names:
                if name.forms[-1] == fact.forms[-1]:
                    return name.written
    return None


def refers_back(quote: str) -> bool:
    """Tell if a word of the quote may stand for something named before it."""
    return any(token.form in REFERRING for token in tokens(quote))


def _unknown_number(
    said: Sequence[Token], source: Sequence[Token], years: Iterable[int]
) -> str | None:
    known = {token.form for token in source if token.kind in ("number", "date")}
    months = {form.split("-")[0] + "-" for form in known if "-" in form}
    dated = any(token.kind == "date" and token.form in known for token in said)
    for token in said:
        if token.kind == "number" and token.form not in known:
            if _is_decade_of(token.form, known):
                continue
            if not (dated and token.form in map(str, years)):
                return f"the number {token.written} is not in the words cited"
        elif token.kind == "date" and token.form not in known | months:
            return f"the date “{token.written}” is not in the words cited"
    return None


def _is_decade_of(form: str, known: Iterable[str]) -> bool:
    """Tell if a form is the decade of a year among others: "90s" and "1990s" of 1994."""
    decade = form.removesuffix("0s")
    return form.endswith("0s") and any(
        len(year) == _YEAR and year.isdigit() and year[:-1].endswith(decade) for year in known
    )


def _unknown_measure(said: Sequence[Token], source: Sequence[Token]) -> str | None:
    known = list(_measured(source))
    for number, measure in _measured(said):
        there = {unit for value, unit in known if value == number}
        # Of "between 5 and 6 percent" only one number has its unit beside it.
        if measure and there and not there & {measure, ""}:
            return f"“{number} {measure}” is not in the words cited"
    return None


def _measured(sentence: Sequence[Token]) -> Iterator[tuple[str, str]]:
    """Yield each number with its unit, or with an empty string."""
    for index, token in enumerate(sentence):
        if token.kind == "number":
            near = takewhile(
                lambda following: following.kind != "break",
                sentence[index + 1 : index + 1 + _NEAR_MEASURE],
            )
            yield token.form, " ".join(MEASURES[e.form] for e in near if e.form in MEASURES)


def _unknown_name(
    said: Sequence[Token], source: Sequence[Token], before: str, passage: str
) -> str | None:
    known = spellings(source)
    earlier = antecedents(source, before)
    whole = [set(fact.forms) for fact in facts(tokens(passage)) if fact.kind == "name"]
    for fact in facts(said):
        if fact.kind != "name":
            continue
        missing = [f for f in fact.forms if f not in _BEFORE_NAMES and not is_named(f, known)]
        if not missing or all(is_named(form, earlier) for form in missing):
            continue
        # "Washington has welcomed it" of "The U.S. has welcomed it".
        if is_named(SEATS.get(" ".join(fact.forms), ""), known):
            continue
        # The family name is cited; the first name stands beside it elsewhere in the passage.
        if fact.forms[-1] in known and any(set(fact.forms) <= names for names in whole):
            continue
        return f"the name “{fact.written}” is not in the words cited"
    return None


def _speaker(said: Sequence[Token], source: Sequence[Token], before: str) -> str | None:
    mouths = list(chain(*_speakers(source)))
    pronouns = [token for token in source if token.form in PRONOUNS and token.form in mouths]
    earlier = antecedents(pronouns, before)
    if earlier:
        earlier |= set(chain(*_speakers(tokens(before))))
    for speaker in _speakers(said):
        names = [form for form in speaker if form not in PRONOUNS]
        if not names:
            continue
        if not mouths:
            return "the words cited are not attributed to anybody"
        known = {*mouths, *earlier}
        if not any(is_named(form, known) for form in names):
            return f"the words cited are not “{' '.join(names)}”’s"
    return None


def _speakers(sentence: Sequence[Token]) -> Iterator[tuple[str, ...]]:
    names = [fact for fact in facts(sentence) if fact.kind == "name"]
    for index, token in enumerate(sentence):
        if token.kind != "speech":
            continue
        after = next((f for f in names if index < f.start <= index + _NEAR_SPEECH), None)
        passive = any(near.form in BEING for near in sentence[max(0, index - 2) : index])
        if passive and not token.written.endswith("ing"):
            # "The plan was announced by Costa"; but "Costa was told" gives nobody's words.
            agent = any(near.form == "by" for near in sentence[index : after.start]) if after else 0
            yield after.forms if after and agent else ()
        elif token.written.casefold() == "according_to":
            yield after.forms if after else ()
        elif after and index and sentence[index - 1].kind == "break":
            # "…," said Costa; or the end of an apposition: "Costa, the president, said Meloni …"
            yield (*after.forms, *_before_verb(sentence, names, index))
        else:
            yield _before_verb(sentence, names, index)


def _before_verb(sentence: Sequence[Token], names: Sequence[Fact], index: int) -> tuple[str, ...]:
    """Find the nearest name or pronoun before a verb; over commas, that before the apposition."""
    for back in range(index - 1, max(-1, index - 3 * _NEAR_SPEECH), -1):
        token = sentence[back]
        if token.form in ("he", "she", "they", "it"):
            return (token.form,)
        fact = next((f for f in names if f.start <= back < f.end), None)
        if fact and back + 1 < index and sentence[index - 1].written == ",":
            opened = [f for f in names if f.end < fact.start and sentence[f.end].written == ","]
            return (*fact.forms, *(opened[-1].forms if opened else ()))
        if fact:
            # "Conyon of the Taxi Association said": he and it.
            joint = sentence[max(0, fact.start - 2) : fact.start]
            owner = next((f for f in names if fact.start - 3 <= f.end <= fact.start - 1), None)
            joined = owner and any(token.form in ("of", "at", "from", "for") for token in joint)
            return (*fact.forms, *(owner.forms if owner and joined else ()))
    return ()


def _polarity(
    said: Sequence[Token], source: Sequence[Token], before: Sequence[Token]
) -> str | None:
    """Say which negation has no counterpart, about the same words, on the other side; else None."""
    unmatched = list(denials(source))
    stems = {token.stem for token in said}
    for denial in denials(said):
        match = next((e for e in unmatched if e.about & denial.about or e == denial), None)
        if match is not None:
            unmatched.remove(match)
        # "Did not agree" may stand for "refused".
        elif not ({token.stem for token in source} & REFUSING) - stems:
            return f"it denies “{denial.word}”, which the words cited do not"
    # Neither may it tell what the sentence before the quote denies.
    for denial in (*denials(before), *unmatched):
        if denial.denied and denial.denied <= stems and not stems & REFUSING:
            return f"the words cited deny “{denial.word}”"
    return None


REFUSING: Final = frozenset(
    map(stem, "fail failed refuse refused reject rejected lack deny denied unable declined".split())
)
"""The stems of verbs that deny without a "not"."""


_NO: Final = frozenset(("no", "without", "nor", "none"))


@dataclass(frozen=True, slots=True)
class Denial:
    """A negation: the content word after it, and those near it on both sides."""

    word: str
    about: frozenset[str]
    denied: frozenset[str]
    """The word after it; and the one before, where it denies a thing: "set no date"."""


def denials(sentence: Sequence[Token]) -> Iterator[Denial]:
    """The negations of a sentence, in order."""
    for index, token in enumerate(sentence):
        if token.kind == "negation":
            # The nearest first.
            before = _meaning(sentence[max(0, index - _NEAR_NEGATION) : index][::-1])
            after = _meaning(sentence[index + 1 : index + 2 + _NEAR_NEGATION])
            word = (after or before or [""])[0]
            denied = (after + before)[:1] if token.form not in _NO else after[:1] + before[:1]
            yield Denial(word, frozenset(after[:2] + before[:1]), frozenset(denied))


def _meaning(some: Iterable[Token]) -> list[str]:
    """Return the stems of the content words and verbs of saying up to the first break."""
    near = takewhile(lambda token: token.kind != "break", some)
    return [token.stem for token in near if token.content or token.kind == "speech"]


def _opposite(said: Sequence[Token], source: Sequence[Token]) -> str | None:
    stems, known = (Counter(token.stem for token in sentence) for sentence in (said, source))
    only_said, only_cited = set(stems - known), set(known - stems)
    for group in _ALTERNATIVES:
        ours, others = (
            [words for words in group if own & words] for own in (only_said, only_cited)
        )
        # Of "rose and fell" it is not clear what would stand for what.
        if len(ours) == len(others) == 1 and ours != others:
            return f"it says “{min(only_said & ours[0])}” where the words cited say otherwise"
    for word in only_said:
        if any(_turns(word, other) or _turns(other, word) for other in only_cited):
            return f"it says “{word}” where the words cited say otherwise"
    return None


def _turns(word: str, other: str) -> bool:
    """Tell if the other word is the one with a prefix that denies it: "safe", "unsafe"."""
    return other.endswith(word) and other.removesuffix(word) in _DENYING
