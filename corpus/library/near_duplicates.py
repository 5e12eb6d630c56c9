"""Near-duplicates: articles that tell one story, detected by the words that they share.

Each article has a sketch: MinHash (Broder 1997) of its runs of three words, by which the share of
runs that two articles have in common is estimated without reading either. Pairs of hashes are
kept as bands, so that the articles that may be alike are found by look-up, however many there
are (Leskovec, Rajaraman and Ullman, "Mining of Massive Datasets", chapter 3). Two articles are
alike when enough of their hashes agree and they share a band; a story is the set of articles
that hang together by being alike. So stories depend on the articles alone, not on the order in
which they came, and what came is in a story when the transaction that stored it is done.

The constants were chosen by ``tests/benchmarks/copies.py``.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Select, delete, func, insert, select, update

from corpus.hit import Copy
from corpus.library.schema import articles, bands, revisions, sketches
from corpus.text.search_terms import plain_words

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Sketch = NDArray[np.uint32]

__all__ = ["Member", "NearDuplicates", "sketch", "word_runs"]

_RUN = 3
"""Words in a row. Longer runs break at every edit; shorter ones are common to many articles."""
_HASHES = 64
"""In a sketch; the estimate has a standard error of 0.06 at most."""
_BAND = "<u8"
"""Type of a band, which is two hashes. Of two articles that share 30% of their runs, 95 in 100
pairs are found."""
_ALIKE = 0.26
"""Share of two sketches' hashes that agree, from which the articles are alike."""
_AT_ONCE = 1000
"""Articles that one statement reads by id."""
# Another seed makes other hashes, which cannot be compared with those that libraries hold.
_SEED = 1


@dataclass(frozen=True, slots=True)
class Member:
    """An article of a story that has several."""

    copy: Copy
    story: str
    age: tuple[date, int]
    """Sorts the members: the earliest published first, those without a date last, in order of
    arrival."""
    revision: str
    text: str


def word_runs(text: str) -> set[str]:
    """The runs of three words in a text, without regard to case and punctuation."""
    words = plain_words(text.casefold())
    return {" ".join(words[i : i + _RUN]) for i in range(max(1, len(words) - _RUN + 1))}


def sketch(text: str) -> "Sketch":
    """The MinHash of a text, of shape (_HASHES,)."""
    import numpy as np
    from rensa import RMinHash

    minhash = RMinHash(num_perm=_HASHES, seed=_SEED)
    minhash.update(sorted(word_runs(text)))
    return np.array(minhash.digest(), dtype=np.uint32)


@dataclass(frozen=True, slots=True)
class NearDuplicates:
    """The stories of the library's articles, within one transaction."""

    connection: Connection
    """Of the transaction."""

    def put(self, article_id: str, text: str) -> None:
        """Store the sketch of an article, which is new or has a new text, and find its story."""
        # Its old text may have held a story together that comes apart without it.
        self.drop(article_id)
        own_sketch = sketch(text)
        values = _bands(own_sketch)
        shared = select(bands.c.article_id).where(bands.c.value.in_(values))
        candidates = select(sketches.c.story, sketches.c.sketch).where(
            sketches.c.article_id.in_(shared)
        )
        rows = self.connection.execute(candidates).all()
        stories = (
            {rows[index].story for index in _alike(own_sketch, _stacked(rows))} if rows else set()
        )
        # The least id names it, so that a story does not depend on which article came first.
        story = min(stories | {article_id})
        # It may be alike to articles of several stories, which are one story from now on.
        self._rename(stories - {story}, story)
        row = {
            "article_id": article_id,
            "story": story,
            "sketch": own_sketch.astype("<u4").tobytes(),
        }
        self.connection.execute(insert(sketches).values(row))
        self.connection.execute(
            insert(bands), [{"value": value, "article_id": article_id} for value in values]
        )

    def drop(self, article_id: str) -> None:
        """Take an article out of its story; what it alone held together comes apart."""
        row = self.connection.execute(
            select(sketches).where(sketches.c.article_id == article_id)
        ).first()
        if row is None:
            return
        own_sketch = _stacked([row])[0]
        values = _bands(own_sketch)
        # Of the two the value leads in the table's key: by the article alone all rows are read.
        own_bands = (bands.c.article_id == article_id) & bands.c.value.in_(values)
        self.connection.execute(delete(bands).where(own_bands))
        self.connection.execute(delete(sketches).where(sketches.c.article_id == article_id))
        self._regroup(row.story, own_sketch)

    def fill(self) -> None:
        """Find the stories of all articles anew."""
        self.connection.execute(delete(bands))
        self.connection.execute(delete(sketches))
        current = (articles.c.id == revisions.c.article_id) & (
            articles.c.revision == revisions.c.revision
        )
        texts = select(articles.c.id, revisions.c.text).join(revisions, current)
        for rows in self.connection.execute(texts).partitions(1000):
            for row in rows:
                self.put(row.id, row.text)

    def members(self, article_ids: Collection[str], most: int | None = None) -> dict[str, Member]:
        """The articles of the stories that these articles are in, by id.

        An article that is alone in its story is left out.

        Args:
            article_ids: Those whose stories are read.
            most: How many others of each story are read, those most alike to any of these by
                their sketches, of equals those added first; None is all. A story may have
                thousands, by whole texts too many to compare.
        """
        stories = select(sketches.c.story).where(sketches.c.article_id.in_(list(article_ids)))
        several = (
            select(sketches.c.story)
            .where(sketches.c.story.in_(stories))
            .group_by(sketches.c.story)
            .having(func.count() > 1)
        )
        r = revisions.c
        current = (articles.c.id == r.article_id) & (articles.c.revision == r.revision)
        facts = (r.article_id, r.title, r.publisher, r.url, r.published, r.revision, r.text)
        query = (
            select(sketches.c.story, articles.c.sequence, *facts)
            .join_from(sketches, articles, sketches.c.article_id == articles.c.id)
            .join(revisions, current)
        )
        if most is None:
            queries = [query.where(sketches.c.story.in_(several))]
        else:
            ids = self._most_alike(several, article_ids, most)
            # A statement takes a limited number of values.
            queries = [
                query.where(sketches.c.article_id.in_(ids[begin : begin + _AT_ONCE]))
                for begin in range(0, len(ids), _AT_ONCE)
            ]
        return {
            row.article_id: Member(
                Copy(row.article_id, row.title, row.publisher, row.url, row.published),
                row.story,
                (row.published or date.max, row.sequence),
                row.revision,
                row.text,
            )
            for each in queries
            for row in self.connection.execute(each)
        }

    def _most_alike(
        self, stories: Select[Any], article_ids: Collection[str], most: int
    ) -> list[str]:
        """Return the ids of some articles of each story: of those given, and the most alike."""
        given = frozenset(article_ids)
        query = (
            select(sketches.c.story, sketches.c.article_id, sketches.c.sketch)
            .join(articles, sketches.c.article_id == articles.c.id)
            .where(sketches.c.story.in_(stories))
            .order_by(articles.c.sequence)
        )
        by_story: dict[str, list[Any]] = {}
        for row in self.connection.execute(query):
            by_story.setdefault(row.story, []).append(row)
        ids: list[str] = []
        for rows in by_story.values():
            known = [row for row in rows if row.article_id in given]
            others = [row for row in rows if row.article_id not in given]
            if len(others) > most:
                # The rows come in order of arrival, and a stable sort leaves equals in it.
                alike = _likeness(_stacked(known), _stacked(others))
                nearest = (-alike).argsort(kind="stable")[:most].tolist()
                others = [others[index] for index in nearest]
            ids += [row.article_id for row in (*known, *others)]
        return ids

    def _regroup(self, story: str, lost: "Sketch") -> None:
        """Split a story that lost an article into groups of articles that hang together."""
        wanted = select(sketches.c.article_id, sketches.c.sketch).where(sketches.c.story == story)
        rows = self.connection.execute(wanted.order_by(sketches.c.article_id)).all()
        groups = _groups(lost, _stacked(rows))
        for group in groups:
            # The rows are in the order of their ids, and the least id names the group.
            name = rows[min(group)].article_id
            if len(groups) == 1:
                self._rename({story} - {name}, name)
            elif name != story:
                ids = [rows[index].article_id for index in group]
                in_group = sketches.c.article_id.in_(ids)
                self.connection.execute(update(sketches).where(in_group).values(story=name))

    def _rename(self, stories: set[str], story: str) -> None:
        if stories:
            same = sketches.c.story.in_(sorted(stories))
            self.connection.execute(update(sketches).where(same).values(story=story))


def _groups(lost: "Sketch", others: "Sketch") -> list[list[int]]:
    """Return the groups of rows that hang together, of a story that lost an article.

    Each group has some that are alike to the lost one, as all hung together with it. So the rows
    are looked through only until each of those has its group: mostly they are alike to each other.
    """
    import numpy as np

    groups: list[list[int]] = []
    to_place = {*_alike(lost, others)}
    left = np.arange(len(others))
    while to_place:
        first = to_place.pop()
        group, reached = [first], [first]
        left = left[left != first]
        while reached and to_place:
            near = _alike(others[reached.pop()], others[left])
            numbers: list[int] = left[near].tolist()
            left = np.delete(left, near)
            to_place.difference_update(numbers)
            group += numbers
            reached += numbers
        groups.append(group)
    if groups:
        # Every group but the last was followed to its end, and each row is in some group: what was
        # not looked at can only be the last one's.
        groups[-1] += left.tolist()
    return groups


def _alike(one: "Sketch", others: "Sketch") -> list[int]:
    """Return the numbers of the rows, in a matrix of sketches, that are alike to one."""
    # ``put`` finds only those that share a band: whoever compares all must not find more.
    banded = (others.view(_BAND) == one.view(_BAND)).any(axis=1).nonzero()[0]
    same = (others[banded] == one).mean(axis=1)
    places: list[int] = banded[same >= _ALIKE].tolist()
    return places


def _likeness(some: "Sketch", others: "Sketch") -> "NDArray[np.float64]":
    """Return for each of the others the share of its hashes that the most alike of some has."""
    import numpy as np

    most = np.zeros(len(others))
    for one in some:  # one by one, so that memory does not grow with their number
        np.maximum(most, (others == one).mean(axis=1), out=most)
    return most


def _bands(one: "Sketch") -> list[int]:
    """The bands of a sketch, each a signed number of 64 bits that tells its place too."""
    import numpy as np

    pairs = one.astype("<u4").view(_BAND)
    # Multiplied by an odd constant, as hash tables do (Knuth), places are far from each other.
    places = np.arange(len(pairs), dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    values: list[int] = (pairs ^ places).view("<i8").tolist()
    return values


def _stacked(rows: Sequence[Any]) -> "Sketch":
    import numpy as np

    stored = b"".join(row.sketch for row in rows)
    return np.frombuffer(stored, dtype="<u4").reshape(len(rows), _HASHES)
