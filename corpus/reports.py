"""Reports of adding, refreshing and checking."""

from dataclasses import dataclass, field, fields

__all__ = ["AddReport", "CheckReport", "Failure", "Note", "RefreshReport"]


@dataclass(frozen=True, slots=True)
class Failure:
    """Something that could not be added, and why."""

    source: str
    reason: str

    def __str__(self) -> str:
        """The reason, after the source where it does not name that."""
        return self.reason if self.source in self.reason else f"{self.source}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Note:
    """Something about a source that a careful reader wants to know, in one line."""

    source: str
    text: str


@dataclass(slots=True)
class AddReport:
    """Result of ``Corpus.add``: the ids of the articles, in the order in which they came."""

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    failed: list[Failure] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    @property
    def read_any(self) -> bool:
        """True if any article could be read, new or not."""
        return bool(self.added or self.changed or self.unchanged)

    def __str__(self) -> str:
        names = (entry.name for entry in fields(self) if entry.name != "notes")
        counts = ((len(getattr(self, name)), name) for name in names)
        return ", ".join(f"{n} {name}" for n, name in counts if n) or "nothing to add"


@dataclass(slots=True)
class RefreshReport(AddReport):
    """Result of ``Corpus.refresh``."""

    gone: list[str] = field(default_factory=list)
    """Addresses that answer 404 or 410 and did not at the last visit."""

    @property
    def quiet(self) -> bool:
        """True if nothing happened that anybody needs to be told."""
        return not (self.added or self.changed or self.gone or self.failed)


@dataclass(frozen=True, slots=True)
class CheckReport:
    """Result of ``Corpus.check``: the problems, one line each, and whether they were put right."""

    articles: int
    chunks: int
    problems: tuple[str, ...] = ()
    repaired: bool = False

    @property
    def ok(self) -> bool:
        """True if nothing is wrong, or everything was put right."""
        return not self.problems or self.repaired
