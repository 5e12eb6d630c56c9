"""The commands that keep a corpus: add, refresh, list, show, remove, back up, check."""

import glob
import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TextIO

import click

from corpus import (
    AddReport,
    ArticleNotFound,
    Corpus,
    Failure,
    InvalidInput,
    Note,
    Options,
    StoreError,
)
from corpus.database.locks import is_alive
from corpus.private import private
from corpus.text.printing import plain_line
from ui.cli.progress import progress_bar, reach
from ui.cli.terminal import (
    ANSWERED,
    ERROR,
    REFUSED,
    complain,
    print_json,
    print_lines,
    say,
)
from ui.cli.waiting import waiting_time

__all__ = ["COMMANDS"]

_JSON = click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
_ALLOW = click.option(
    "--allow",
    multiple=True,
    metavar="NETWORK",
    help="Reach addresses there though they are not public, as 10.0.0.0/8; repeatable.",
)


@click.command("add")
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@click.option(
    "--field",
    "fields",
    multiple=True,
    metavar="FACT=NAME",
    help="For JSON and CSV: which key or column holds title, text, url, ...; repeatable.",
)
@click.option("--no-follow", is_flag=True, help="Take of feeds what they say, without the pages.")
@_ALLOW
@click.pass_obj
def _add(
    home: Path | None,
    sources: tuple[str, ...],
    fields: tuple[str, ...],
    allow: tuple[str, ...],
    *,
    no_follow: bool,
) -> int:
    """Add articles, or update those that changed.

    A SOURCE is a file, a folder, a pattern, an address of a page, a feed or a list of feeds, or
    - for standard input. Text, Markdown, HTML, PDF, DOCX, EPUB, EML, JSON, JSONL and CSV are
    read. Addresses are remembered: 'onrecord refresh' reads them again. What was stored when this
    is interrupted stays, and the same command goes on from there. Exits with 0, with 1 when a
    part could not be read, with 2 when nothing could.
    """
    from corpus.adding.add import expected

    options = Options(fields=_pairs(fields), follow=not no_follow, allow=_allowed(allow))
    with (
        Corpus.open(home, wait=waiting_time()) as corpus,
        progress_bar(total=expected(sources)) as bar,
    ):
        report = corpus.add(list(sources), options=options, progress=lambda _: bar.update())
    _tell_notes(report.notes)
    _tell_failures(report.failed)
    click.echo(str(report))
    return _exit_code(report, some_read=report.read_any)


@click.command("refresh")
@click.option("--all", "every", is_flag=True, help="Also pages that have left their feeds.")
@click.option("-v", "--verbose", is_flag=True, help="Say so too when nothing has changed.")
@_ALLOW
@click.pass_obj
def _refresh(home: Path | None, allow: tuple[str, ...], *, every: bool, verbose: bool) -> int:
    """Read again, politely, what was added by address.

    Prints what was added, changed, gone, or could not be read, and nothing when there is nothing
    of that: made for cron. Exits with 0, with 1 when a part could not be read, with 2 when
    nothing could, or nothing was done, as when another refresh is at work.
    """
    options = Options(allow=_allowed(allow))
    with Corpus.open(home, wait=waiting_time()) as corpus, progress_bar(logged=verbose) as bar:
        report = corpus.refresh(every=every, options=options, progress=lambda _: bar.update())
        urls = {address.url for address in corpus.addresses() if every or not address.followed}
        changed = [(what, i) for what in ("added", "changed") for i in getattr(report, what)]
        lines = [
            f"{what:8} {plain_line(i):16}  {plain_line(corpus.article(i).label)}"
            for what, i in changed
        ]
    if verbose:
        _tell_notes(report.notes)
    _tell_failures(report.failed)
    print_lines([*lines, *(f"gone     {plain_line(url)}" for url in report.gone)])
    if verbose or not report.quiet:
        click.echo(str(report))
    # Of a feed without anything new the report tells nothing, though it was read.
    some_read = not urls <= {failure.source for failure in report.failed}
    return _exit_code(report, some_read=some_read)


@click.command("sources")
@click.option("--forget", multiple=True, metavar="ADDRESS", help="Ask for it no more; repeatable.")
@click.option("--all", "every", is_flag=True, help="Also the pages behind feeds.")
@_JSON
@click.pass_obj
def _sources(home: Path | None, forget: tuple[str, ...], *, every: bool, as_json: bool) -> int:
    """List the addresses that 'onrecord refresh' reads again."""
    with Corpus.open(home, wait=waiting_time()) as corpus:
        for url in forget:
            corpus.forget(url)
            say(f"forgot {url}", err=True)
        addresses = [address for address in corpus.addresses() if every or not address.followed]
    if as_json:
        print_json([address.to_dict() for address in addresses])
        return ANSWERED
    for address in addresses:
        state = "gone" if address.gone else "feed" if address.feed else "page"
        click.echo(f"{state}  {plain_line(address.url)}")
    return ANSWERED


@click.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print the articles as JSON, without text.")
@click.pass_obj
def _list(home: Path | None, *, as_json: bool) -> int:
    """List the articles: id, date, publisher, title."""
    with Corpus.open(home, wait=waiting_time()) as corpus:
        articles = corpus.articles()
    if as_json:
        print_json([{k: v for k, v in a.to_dict().items() if k != "text"} for a in articles])
        return ANSWERED
    for article in articles:
        day = article.published.isoformat() if article.published else "no date"
        publisher = plain_line(article.publisher or "-")
        label = plain_line(article.label)
        click.echo(f"{plain_line(article.id):16}  {day:10}  {publisher:20}  {label}")
    return ANSWERED


@click.command("show")
@click.argument("article_id", metavar="ID")
@click.option(
    "--revision",
    metavar="SHA|A..B",
    default="",
    help="An older revision, by the beginning of its SHA-256; with --diff also two of them.",
)
@click.option("--diff", is_flag=True, help="Show what changed since the revision before.")
@_JSON
@click.pass_obj
def _show(home: Path | None, article_id: str, revision: str, *, diff: bool, as_json: bool) -> int:
    """Show the article ID (its beginning will do) with its text, or what changed in it."""
    from corpus.article_record import ArticleRecord
    from ui.cli.output import article_lines, diff_lines

    before, dots, after = revision.rpartition("..")
    if dots and not diff:
        raise InvalidInput(f"--revision {revision} names two revisions; add --diff")
    with Corpus.open(home, wait=waiting_time()) as corpus:
        whole_id = corpus.resolve(article_id)
        revisions = corpus.revisions(whole_id)
        wanted = _revision(revisions, after) or revisions[0]
        if diff:
            difference = corpus.diff(whole_id, _revision(revisions, before), wanted)
            _print(as_json, difference.to_dict(), diff_lines(difference))
            return ANSWERED
        record = ArticleRecord.of(corpus, whole_id, wanted)
    _print(as_json, record.to_dict(), article_lines(record))
    return ANSWERED


@click.command("remove")
@click.argument("article_ids", nargs=-1, required=True, metavar="ID...")
@click.pass_obj
def _remove(home: Path | None, article_ids: tuple[str, ...]) -> int:
    """Remove the articles ID with all their revisions. No feed brings them back."""
    with Corpus.open(home, wait=waiting_time()) as corpus:
        # Looked up one by one: a beginning may be that of one article once another is removed.
        corpus.remove(map(corpus.resolve, article_ids), progress=lambda id_: say(f"removed {id_}"))
    return ANSWERED


@click.command("export")
@click.argument("file", default="-")
@click.pass_obj
def _export(home: Path | None, file: str) -> int:
    """Write the whole corpus to FILE as JSON Lines, with all revisions.

    Without FILE, or with -, to standard output. What FILE holds is replaced when all is written.
    """
    with Corpus.open(home, wait=waiting_time()) as corpus:
        if file == "-":
            print_lines(corpus.export_lines())
            return ANSWERED
        try:
            with _replacing(Path(file)) as out:
                out.writelines(f"{line}\n" for line in corpus.export_lines())
        except OSError as error:
            raise StoreError(f"{file} cannot be written: {error.strerror or error}") from error
    return ANSWERED


@click.command("import")
@click.argument("file", default="-")
@click.pass_obj
def _import(home: Path | None, file: str) -> int:
    """Take in what 'onrecord export' wrote to FILE, or to standard input.

    Ids and revisions stay. What is there already is not taken twice; a line that is damaged is
    left out and named. Exits with 0, with 1 when lines were left out or are missing, with 2 when
    nothing could be taken in.
    """
    with Corpus.open(home, wait=waiting_time()) as corpus, progress_bar() as bar:
        try:
            # What is no UTF-8 is damage, and seen as such by the sum of its line.
            with click.open_file(file, encoding="utf-8", errors="replace") as lines:
                report = corpus.import_lines(lines, progress=lambda _: bar.update())
        except OSError as error:
            raise InvalidInput(f"{file} cannot be read: {error.strerror or error}") from error
    _tell_failures(report.failed)
    click.echo(str(report))
    return _exit_code(report, some_read=report.read_any)


@click.command("check")
@click.option("--repair", is_flag=True, help="Put right what is wrong.")
@click.pass_obj
def _check(home: Path | None, *, repair: bool) -> int:
    """Compare the parts of the store with each other.

    Exits with 0 when nothing is wrong or all was put right, else with 1.
    """
    with Corpus.open(home, wait=waiting_time()) as corpus:
        report = corpus.check(repair=repair)
    for problem in report.problems:
        say(problem)
    verdict = "repaired" if report.repaired else "damaged" if report.problems else "ok"
    click.echo(f"{report.articles} articles, {report.chunks} chunks: {verdict}")
    if not report.ok:
        click.echo("run 'onrecord check --repair' to put it right", err=True)
    return ANSWERED if report.ok else REFUSED


@click.command("rebuild")
@click.pass_obj
def _rebuild(home: Path | None) -> int:
    """Make the full-text and vector indexes anew from the library, and find its quotes anew."""
    with Corpus.open(home, wait=waiting_time()) as corpus, progress_bar("chunks") as bar:
        chunks = corpus.rebuild(partial(reach, bar))
    click.echo(f"rebuilt {chunks} chunks")
    return ANSWERED


COMMANDS = (_add, _refresh, _sources, _list, _show, _remove, _export, _import, _check, _rebuild)


def _pairs(given: tuple[str, ...]) -> dict[str, str]:
    """Parse the options of the form FACT=NAME."""
    for option in given:
        if "=" not in option:
            raise InvalidInput(f"--field {option!r} has no '='; write it as text=story")
    return dict(option.split("=", 1) for option in given)


def _allowed(given: tuple[str, ...]) -> tuple[str, ...]:
    """Return the networks allowed by the environment's setting and by the command."""
    return (*Options().allow, *given)


def _revision(revisions: list[str], prefix: str) -> str | None:
    """Find the one revision with that prefix; None for an empty prefix."""
    if not prefix:
        return None
    matching = [revision for revision in revisions if revision.startswith(prefix)]
    if len(matching) != 1:
        what = "more than one revision begins" if matching else "no revision of it begins"
        raise ArticleNotFound(f"{what} with {prefix!r}; it has {', '.join(revisions)}")
    return matching[0]


@contextmanager
def _replacing(path: Path) -> Iterator[TextIO]:
    """Open a file to write, which replaces the one at ``path`` once it is complete.

    A new one is its owner's alone, for it holds whole articles; else it is open to whom it was.
    """
    if path.exists() and not path.is_file():  # a pipe or a device has no place to be taken
        with path.open("w", encoding="utf-8") as out:
            yield out
        return
    # Beside it: only on the same disk can it take the file's place in one step.
    part = path.with_name(f".{path.name}.{os.getpid()}")
    for left in path.parent.glob(f".{glob.escape(path.name)}.*"):
        owner = left.name.rpartition(".")[2]
        if owner.isdecimal() and not is_alive(int(owner)):  # it was killed before the end
            left.unlink(missing_ok=True)
    try:
        with open(part, "w", encoding="utf-8", opener=private) as out:
            yield out
        if path.exists():
            # Whoever could read the old one may read the new one.
            part.chmod(path.stat().st_mode & 0o777)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _exit_code(report: AddReport, *, some_read: bool) -> int:
    """Return the code of a command that read sources: REFUSED where a part failed, else ERROR."""
    if not report.failed:
        return ANSWERED
    return REFUSED if some_read else ERROR


def _tell_failures(failures: list[Failure]) -> None:
    """Say on stderr what could not be read, and why."""
    for failure in failures:
        complain(str(failure))


def _tell_notes(notes: list[Note]) -> None:
    for note in notes:
        say(f"note: {note.source}: {note.text}", err=True)


def _print(as_json: bool, value: object, lines: list[str]) -> None:
    print_json(value) if as_json else print_lines(lines)
