"""What adding and checking report."""

from dataclasses import dataclass, field

__all__ = ["AddReport", "CheckReport", "Failure", "Note"]


@dataclass(frozen=True, slots=True)
class Failure:
    """Something that could not be added, and why."""

    source: str
    reason: str


@dataclass(frozen=True, slots=True)
class Note:
    """Something about a source that a careful reader wants to know, in one line."""

    source: str
    text: str


@dataclass(slots=True)
class AddReport:
    """What ``Corpus.add`` did: the ids of the articles, in the order in which they came."""

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    failed: list[Failure] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    def __str__(self) -> str:
        counts = {name: len(getattr(self, name)) for name in self.__slots__ if name != "notes"}
        return ", ".join(f"{n} {name}" for name, n in counts.items() if n) or "nothing to add"


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What ``Corpus.check`` found, one line each, and whether it was put right."""

    articles: int
    chunks: int
    problems: tuple[str, ...] = ()
    repaired: bool = False

    @property
    def ok(self) -> bool:
        """Nothing is wrong, or everything was put right."""
        return not self.problems or self.repaired
