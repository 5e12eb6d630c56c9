"""Tells if a sentence settles a yes-or-no question, in whatever words it says what is asked.

The sentence must tell of the same subject, with the question's verb or another that says the same
or the opposite (``senses``), and the rest of the question must stand in it or near it. Then "not"
on either side, what failed or was put off, other figures and other days turn the verdict. What is
planned, possible, alleged, or only somebody's word settles nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from assistant.judge.yes_no.amounts import CALENDAR, days, figures, parts
from assistant.judge.yes_no.asking import Asked, is_adverb, read, root
from assistant.judge.yes_no.senses import opposite, same
from corpus.language.facts import antecedents, is_named, spellings
from corpus.language.tokens import Token
from corpus.language.vocabulary import BEING, HEDGES, PRONOUNS, ROLES, SAYING
from corpus.text.search_terms import IRREGULAR, stem

__all__ = ["Settled", "settles"]

_LEAST: Final = 0.62
"""Share, 0..1, of a question's words that a sentence must tell; words near it count half."""
# Half, for a headline or the sentence beside may tell of another matter.
_NEAR_IT: Final = 0.5
_ANYBODY: Final = 0.6
"""How surely, 0..1, a sentence is about the subject where anybody or "they" is asked about."""
_SUBJECTS: Final = frozenset("he she it they".split())
_STATES: Final = BEING | frozenset("remain remains remained stay stays stayed get got".split())
_CUTS: Final = frozenset(
    """but which who whom that because although though while when if unless after before until
    whether since where""".split()
)
"""Words between two clauses."""
_CONDITIONS: Final = frozenset("if unless whether".split())
_EARLIER: Final = frozenset("never earlier before again previously already".split())
_NOT_ONLY: Final = frozenset("else other others more further".split())
"""Words by which "nobody" is not all: "nobody else"."""
_BESIDE: Final = frozenset("of for from by at in on to with against between".split())
_NEAR_ROLE: Final = 4
"""Words after a role among which the name of who bears it is looked for."""
_AMOUNTS: Final = frozenset("percent half most all last each both none any some".split())
_PEOPLE: Final = frozenset(
    """members member leaders workers staff lawyers parents fans supporters owner owners wife
    husband son daughter brother sister""".split()
)
"""Who may be meant where another is named before: "the club's members"."""
# "May" is among what is able: see _ABLE.
_OPEN: Final = (HEDGES - {"may"}) | frozenset(
    """reportedly supposedly rumoured rumored accused suspect suspects charged if unless whether
    should would possible possibly expected hopes hope hoped wants want wanted intends intended
    plan plans planned proposed proposal proposals seeks sought considers considering
    demands demanded demand allegations claims claimed ask asked asks urged urges called fears
    feared believed thought attempt aim aims tried threatens threatened vows vowed promises
    promised pledges pledged threat threats risk risks warned warning warnings warns call calls
    rumours rumors""".split()
)
"""Words after which a thing is not told as being so."""
_DUE: Final = BEING | frozenset(
    "have has had having need needs needed due supposed ready set likely able free".split()
)
"""Words by which what follows "to" is only due: "has to approve"."""
_COMING: Final = frozenset("will shall".split())
_ABLE: Final = frozenset("can may cannot must".split())
_FAILING: Final = frozenset(
    map(
        stem,
        """fail refuse decline cancel postpone abandon scrap avoid avert prevent exclude stop block
        reject suspend delay lack""".split(),
    )
)
"""Stems of verbs by which another thing is not done."""
_NEAR_FAILING: Final = 4
"""Words between such a verb and what is not done, at most."""
_DENYING: Final = frozenset("deny denied denies denying".split())
_TELLING: Final = SAYING | frozenset(("suspects", "according_to"))
_HOLDING: Final = frozenset("hold holds held feel feels felt".split())
"""Verbs of thinking where "that" follows."""
_SPEAKERS_WORDS: Final = 5
"""Words beside a verb of saying among which its speaker is looked for."""
_OFFICIAL: Final = frozenset(
    map(
        stem,
        """police court judge judges jury council government ministry parliament officials
        authorities airline company firm zoo club bank agency hospital school university museum
        organisers organizers spokesman spokeswoman spokesperson mayor railway operator army navy
        brigade prosecutors airport union
        federation league party""".split(),
    )
)
"""Stems of bodies that are taken at their word."""
_DETERMINERS: Final = frozenset("the a an his her its their this that of any".split())
_BRINGING: Final = frozenset(
    map(
        stem,
        """give reach make take sign get receive win hold happen enter grant begin end come bring
        file score suffer lodge""".split(),
    )
)
"""Stems of verbs that make a verb of a noun: "given permission", "took a vote"."""


@dataclass(frozen=True, slots=True)
class Settled:
    """The verdict of one sentence on a question."""

    so: bool
    share: float
    """Share, 0..1, of the question's words that the sentence tells."""


def settles(
    asked: Asked, sentence: str, before: Sequence[str] = (), near: str = ""
) -> Settled | None:
    """Return what a sentence says to a question; None where it settles nothing.

    Args:
        asked: The question's parts.
        sentence: One statement of an article.
        before: The sentences before it, in order, for what "she" means.
        near: What else stands near it: the headline, and the sentence after it.
    """
    source, around = read(sentence), read(f"{near}. {' '.join(before)}")
    wanted = root(asked.predicate)
    verdicts = [
        settled
        for index, token in enumerate(source)
        if token.kind in ("word", "speech")
        and (same(wanted, root(token)) or opposite(wanted, root(token)))
        and (settled := _Told(asked, source, index, around, before).verdict())
    ]
    return max(verdicts, key=lambda settled: settled.share, default=None)


class _Told:
    """A sentence whose word at one place says what is asked, or its opposite."""

    def __init__(
        self,
        asked: Asked,
        source: Sequence[Token],
        told_at: int,
        around: Sequence[Token],
        before: Sequence[str],
    ) -> None:
        self.asked, self.source, self.told_at = asked, source, told_at
        self.known = (*asked.subject, *asked.rest)
        self.around, self.before = around, before
        self.start, self.end = told_at, told_at + 1
        # The clause alone: a "not" or a day of another clause is about another thing.
        while self.start > 0 and not _cut(source[self.start - 1]):
            self.start -= 1
        while self.end < len(source) and not _cut(source[self.end]):
            self.end += 1
        self.lead = source[self.start : told_at]
        self.after = source[told_at + 1 : self.end]

    def verdict(self) -> Settled | None:
        """Return what is told; None where that settles nothing."""
        asked, source, told_at = self.asked, self.source, self.told_at
        share = self.share()
        if share < _LEAST or not (self.as_asked() and self.vouched_for() and self.is_done()):
            return None
        # "The second tallest" is by itself a "no" to "is it the tallest?".
        if self.only_second():
            return Settled(asked.denied, share)
        # A day behind the next comma belongs to what is told there.
        ending = next((i for i in range(told_at, len(source)) if source[i].kind == "break"), None)
        compared = (
            figures(asked.words, source),
            days(asked.words, self.lead, source[told_at:ending]),
            parts(asked.words, source),
        )
        denials = self.denials()
        # What turns it round twice leaves it as it was.
        turned = opposite(root(asked.predicate), root(source[told_at])) + denials + asked.denied
        turned += any(self.opposes(w) and not _any_is(source, w) for w in asked.rest)
        # "It did not open on Friday" leaves open whether it did on Monday.
        if "open" in compared or denials > 1 or ("other" in compared and turned % 2):
            return None
        return Settled(turned % 2 == 0 and "other" not in compared, share)

    def share(self) -> float:
        """Return the share of the question's words that are told; 0 where one is nowhere."""
        if (about := self.subject()) < 0:
            return 0.0
        # The word that says it and the subject count as two.
        total, told = 2.0, 1.0 + about
        for wanted in self.asked.rest:
            # These are compared by themselves, in verdict().
            if wanted.kind in ("number", "date") or wanted.form in CALENDAR:
                continue
            total += 1
            if _any_is(self.source, wanted) or self.opposes(wanted):
                told += 1
            elif self.other_sort(wanted):
                return 0.0
            elif self.asked.words[0].form != "there" and _any_is(self.around, wanted):
                told += _NEAR_IT
            else:
                return 0.0
        return told / total

    def other_sort(self, wanted: Token) -> bool:
        """Tell if the sentence has what a word says the sort of, of another sort.

        A scissor keyboard is no butterfly keyboard, whatever stands near; the keyboard may be.
        """
        words = self.asked.words
        after = words[words.index(wanted) + 1 :][:1]
        if wanted.kind != "word" or not (after and after[0].kind == "word"):
            return False
        return any(
            before.kind in ("word", "name") and _is(token, after[0])
            for before, token in pairwise(self.source)
        )

    def opposes(self, wanted: Token) -> bool:
        """Tell if the opposite of one of the question's other words stands in the clause."""
        near = (*self.lead, *self.after)
        return any(t.kind == "word" and opposite(root(t), root(wanted)) for t in near)

    def subject(self) -> float:
        """Return how surely, 0..1, the sentence is about the question's subject; -1 if not."""
        wanted = self.asked.subject
        pointing = self.asked.words[0].form
        until = self.source[: self.told_at]
        # "Did he resign?" leaves open who he is: the sentence must say "he", too.
        if pointing in PRONOUNS and not any(token.form == pointing for token in until):
            return -1
        # "Did anyone resign?" is told by whoever did, though less surely.
        if not wanted or all(token.form.startswith(("any", "some")) for token in wanted):
            return _ANYBODY
        # The head of "the new Skarvik pier" stands last, as in most English names of things.
        last = wanted[-1]
        names = [token for token in wanted if token.kind == "name"]
        everything = (*self.source, *self.around)
        # Of several piers it is the one in Skarvik only if Skarvik is named somewhere near.
        if last.kind != "name" and not all(_any_is(everything, name) for name in names):
            return -1
        first = next((i for i, t in enumerate(self.source) if t.content and _is(t, last)), None)
        if first is not None:
            # A new pier is not the pier.
            whole = all(t.kind != "word" or _any_is(self.source, t) for t in wanted)
            return 1.0 if whole and self.does_it(first) else -1
        return self.meant_nearby(last) if _any_is(self.around, last) else -1

    def meant_nearby(self, last: Token) -> float:
        """Return how surely, 0..1, a subject that only stands near is meant; -1 if it is not."""
        until = self.source[: self.told_at]
        pronoun = any(token.form in _SUBJECTS for token in until)
        named = last.kind == "name" or any(
            t.kind == "name" and not t.initial and _is(t, last) for t in self.around
        )
        # "The minister" is here "he", or is called by the name that stands beside the role.
        if not named:
            return 0.7 if pronoun or self.bears(last, until) else -1
        if pronoun:
            # Backwards from the nearest, up to a sentence that has names.
            meant = (antecedents(until, sentence) for sentence in self.before[::-1])
            return 0.9 if is_named(last.form, next(filter(None, meant), set())) else -1
        # "The singer" is whoever the headline names, unless another is named before the verb.
        others = any(token.kind == "name" and token.form not in CALENDAR for token in until)
        described = [token.form for token in until[:1]] in (["the"], ["a"], ["an"])
        return 0.5 if described and not others else -1

    def bears(self, role: Token, until: Sequence[Token]) -> bool:
        """Tell if the sentence's name is that of who bears a role: "the minister, Olof Rand"."""
        beside = {
            name.form
            for index, token in enumerate(self.around)
            if token.form == role.form
            for name in self.around[index + 1 : index + 1 + _NEAR_ROLE]
            if name.kind == "name"
        }
        return any(token.kind == "name" and token.form in beside for token in until)

    def does_it(self, subject: int) -> bool:
        """Tell if the subject, by its place, is what the sentence tells something of."""
        asked, told_at = self.asked, self.told_at
        if subject < told_at and not self.is_head(subject):
            return False
        lead = [t for t in self.lead if t.content and not is_adverb(t.form)]
        # From an earlier clause the subject reaches here only past words of the question.
        if subject < self.start and not all(any(_is(t, w) for w in self.known) for t in lead):
            return False
        # A quality stands behind its noun, or just before it: "the popular old pier".
        if not asked.verb:
            near = subject <= told_at + 2 or self.source[told_at].form.endswith("ed")
            return near and not self.is_of_another()
        # Three words, for adverbs come between: "was never formally opened".
        passive = any(token.form in _STATES for token in self.lead[-3:])
        by = any(token.form == "by" for token in self.after[:4])
        # "Was the pier opened?" is told by "they opened the pier" and by "the pier opened", but not
        # by "the pier opened its doors".
        if asked.passive:
            return passive or subject > told_at or not self.has_object()
        # In "was opened by the mayor" the mayor did it, though he stands behind the verb.
        return not (passive and by) if subject < told_at else passive

    def is_of_another(self) -> bool:
        """Tell if a quality is that of a thing not asked of: "a popular book", of its writer."""
        return (
            any(token.form in ("a", "an") for token in self.lead[-2:])
            and any(t.kind == "word" and (t.content or t.form == "thing") for t in self.after[:1])
            and not any(_is(self.after[0], wanted) for wanted in self.known)
        )

    def is_head(self, subject: int) -> bool:
        """Tell if a noun stands for itself: not for "members of the council", "council staff"."""
        start = subject
        while start > 0 and (
            self.source[start - 1].content or self.source[start - 1].form == "the"
        ):
            start -= 1
        within = start > 1 and self.source[start - 1].form in _BESIDE
        # Near the sentence's beginning the first of these is another word; "within" is False then.
        head, following = self.source[start - 2], self.source[subject + 1]
        # "Half of the council" is the council still.
        within = within and head.content and head.form not in _AMOUNTS and head.kind != "number"
        within = within and not any(_is(head, wanted) for wanted in self.asked.subject)
        people = following.stem in _OFFICIAL or following.form in ROLES | _PEOPLE
        people = people and following.content and following is not self.source[self.told_at]
        return not within and not people

    def has_object(self) -> bool:
        """Tell if an object seems to follow the verb."""
        return any(t.content or t.form in _DETERMINERS for t in self.after[:1])

    def as_asked(self) -> bool:
        """Tell if a thing is told as done, as it is asked; as coming, where that is asked."""
        # Of "strikes will begin" the noun is asked for, and the modal comes after it.
        forms = [token.written.casefold() for token in (*self.lead, *self.after[:1])]
        asks = {token.written.casefold() for token in self.asked.words}
        said = any(t.written.casefold() in SAYING for t in self.source[: self.told_at])
        # In what somebody said, "would" is no more than "will".
        left_open = _OPEN - asks - ({"would"} if said else set())
        known = {token.form for token in self.source}
        if left_open.intersection(forms) or _CONDITIONS & known:
            return False
        return self.in_time(forms) and (not self.asked.earlier or bool(_EARLIER & known))

    def in_time(self, forms: Sequence[str]) -> bool:
        """Tell if a thing is told for the time that is asked.

        Args:
            forms: The words before it, and the one after.
        """
        # "It opens in June" does not tell that it opened.
        if self.asked.time == "done" and self.asked.verb and self.in_present():
            return False
        # Reported speech has "would" for "will": "he said that it would open".
        coming = bool(_COMING.intersection(forms)) or "would" in forms
        if self.asked.time == "coming":
            # "Will he sign?" is told by "he refuses to sign" as well as by "he is to sign".
            refused = any(token.stem in _FAILING for token in self.lead)
            return coming or refused or (bool(self.lead) and self.lead[-1].form == "to")
        able = bool(_ABLE.intersection(forms))
        if self.asked.time == "now" and self.asked.predicate.form.endswith("ing"):
            return not able
        return able if self.asked.time == "able" else not (coming or able)

    def in_present(self) -> bool:
        """Tell if a verb is in the present, which for what comes stands too: "begins in June"."""
        form = self.source[self.told_at].form
        # "The strikes", "two strikes".
        noun = any(t.kind == "number" or t.form in _DETERMINERS for t in self.lead[-1:])
        return form.endswith("s") and not form.endswith("ss") and not noun

    def vouched_for(self) -> bool:
        """Tell if the sentence itself tells it, or somebody whose word settles it."""
        before = self.source[: self.told_at]
        # Within quotation marks it is somebody's word.
        if sum(token.written == '"' for token in before) % 2:
            return False
        for index, token in enumerate(self.source):
            form = token.written.casefold() if token.form != "according_to" else token.form
            thinks = form in _HOLDING and any(
                t.form == "that" for t in self.source[index + 1 : index + 2]
            )
            if index == self.told_at or not (form in _TELLING or thinks):
                continue
            if index < self.told_at:
                told = self.source[index + 1 : self.told_at]
                # Behind "but" the article itself speaks again: "he said so, but the bridge opened".
                if not told or any(t.form in ("but", ";") for t in told):
                    continue
                speaker = self.source[max(0, index - _SPEAKERS_WORDS) : index]
            else:
                speaker = self.source[max(self.told_at, index - _SPEAKERS_WORDS) : index]
                # Only behind a comma is it who said so: "the pier opened, police said".
                if not any(t.kind == "break" for t in speaker):
                    continue
                told = before
                # "Said police", "police said": the speaker may stand on either side.
                speaker = [*speaker, *self.source[index : index + _SPEAKERS_WORDS]]
            if form == "according_to":
                speaker = self.source[index + 1 : index + 1 + _SPEAKERS_WORDS]
            if form in _DENYING or not self.may_say(speaker, told):
                return False
        return True

    def may_say(self, speaker: Sequence[Token], told: Sequence[Token]) -> bool:
        """Tell if a speaker is the subject itself, or a body that is taken at its word."""
        subject = self.asked.subject
        named = [token for token in speaker if token.content]
        if any(root(t) in _OFFICIAL or any(_is(t, w) for w in subject) for t in named):
            return True
        pronoun = any(token.form in ("he", "she", "it", "they") for token in speaker[-2:])
        return pronoun and not any(_any_is(told, wanted) for wanted in subject)

    def is_done(self) -> bool:
        """Tell if more is told than the name of what is asked: not "the move", for "moved"."""
        predicate, told = self.asked.predicate, self.source[self.told_at]
        before = [token.form for token in self.lead[-2:]]
        if before[1:] == ["to"] and before[0] in _DUE and self.asked.time in ("done", "now"):
            return False
        # That something is big does not tell that it is bigger.
        if not self.asked.verb and predicate.form.endswith("er") and not told.form.endswith("er"):
            return False
        if self.asked.words[0].form == "there":  # a tsunami warning is no tsunami
            return not _past(told) and not any(
                t.kind == "word" and not _past(t) for t in self.after[:1]
            )
        noun = any(token.form in _DETERMINERS for token in self.lead[-1:])
        # "The vote" alone does not tell that anybody voted; "took a vote" does.
        return (
            not noun
            or not self.asked.verb
            or any(
                t.stem in _BRINGING | _FAILING or t.form in ("without", "no")
                for t in (*self.lead, *self.after)
            )
        )

    def only_second(self) -> bool:
        """Tell if what is asked to be the most is the second of its kind."""
        most = self.asked.predicate.form.endswith("est")
        rank = self.lead[-1] if self.lead else None
        return bool(most and rank and rank.kind == "number" and rank.form != "1")

    def denials(self) -> int:
        """Return how many words deny what is told, in its clause."""
        count = 0
        for index, token in enumerate(self.lead):
            following = [near.form for near in self.lead[index + 1 : index + 2]]
            if token.kind == "negation" and _NOT_ONLY.intersection(following):
                # As two, so that it settles nothing: "nobody else" leaves open who did.
                count += 2
            # "Minus five" and "not only" deny nothing; of two in a row, one counts.
            elif token.kind == "negation" and token.form != "minus" and following != ["only"]:
                count += not (index and self.lead[index - 1].kind == "negation")
            elif token.stem in _FAILING and len(self.lead) - index <= _NEAR_FAILING:
                count += 1
        if count and any(is_adverb(t.form) for t in self.lead[-1:]):
            count += 1  # "none of them was badly hurt" leaves open who was hurt
        count += any(t.form in ("no", "nothing", "nobody", "none") for t in self.after[:2])
        for index, token in enumerate(self.after):
            being = any(near.form in BEING for near in self.after[max(0, index - 2) : index])
            # "The move was blocked": what failed stands before.
            count += being and token.stem in _FAILING
        return count


def _cut(token: Token) -> bool:
    return token.kind == "break" or token.form in _CUTS


def _past(token: Token) -> bool:
    """Tell if a word looks like a verb in the past: "opened", "broke"."""
    return token.form.endswith("ed") or IRREGULAR.get(token.form, token.form) != token.form


def _is(token: Token, wanted: Token) -> bool:
    """Tell if a word is one of the question's, or says the same."""
    if "name" in (wanted.kind, token.kind):
        return is_named(wanted.form, spellings([token])) or is_named(token.form, {wanted.form})
    return token.form == wanted.form or same(root(token), root(wanted))


def _any_is(words: Sequence[Token], wanted: Token) -> bool:
    return any(_is(t, wanted) for t in words if t.content or t.kind == "speech")
