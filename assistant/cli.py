"""The command line."""

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from assistant.output import answer_lines, article_lines, plain
from corpus import Corpus, Failure, InvalidInput, OnRecordError, Options

__all__ = ["main"]

ANSWERED, REFUSED, ERROR, INTERRUPTED = 0, 1, 2, 130
"""Exit codes, as grep's."""

_DAY = click.DateTime(["%Y-%m-%d"])
_HELP = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


@click.group(context_settings=_HELP)
@click.option(
    "--home",
    type=click.Path(path_type=Path, file_okay=False),
    envvar="ONRECORD_HOME",
    help="The data folder.  [default: the user's own]",
)
@click.version_option(package_name="onrecord")
@click.pass_context
def cli(context: click.Context, home: Path | None) -> None:
    """Answers from your articles, with the quote to prove it."""
    context.obj = home


@cli.command()
@click.argument("question")
@click.option("--json", "as_json", is_flag=True, help="Print the whole answer as JSON.")
@click.option("--after", type=_DAY, metavar="DATE", help="Only articles published since then.")
@click.option("--before", type=_DAY, metavar="DATE", help="Only articles published until then.")
@click.option("--publisher", "publishers", multiple=True, help="Only this publisher; repeatable.")
@click.pass_obj
def ask(
    home: Path | None,
    question: str,
    *,
    as_json: bool,
    after: datetime | None,
    before: datetime | None,
    publishers: tuple[str, ...],
) -> int:
    """Answer QUESTION from the articles.

    Exits with 0 when it is answered, 1 when the articles do not answer it, 2 on an error.
    """
    from assistant.assistant import Assistant

    with Assistant.open(home) as assistant:
        answer = assistant.ask(
            question,
            published_after=after.date() if after else None,
            published_before=before.date() if before else None,
            publishers=publishers or None,
        )
    if as_json:
        click.echo(json.dumps(answer.to_dict(), ensure_ascii=False, indent=2))
    else:
        _print(answer_lines(answer))
    return ANSWERED if answer.answered else REFUSED


@cli.command()
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@click.option(
    "--field",
    "fields",
    multiple=True,
    metavar="FACT=NAME",
    help="For JSON and CSV: which key or column holds title, text, url, ...; repeatable.",
)
@click.option(
    "--allow",
    multiple=True,
    metavar="NETWORK",
    help="Reach addresses there though they are not public, as 10.0.0.0/8; repeatable.",
)
@click.pass_obj
def add(
    home: Path | None, sources: tuple[str, ...], fields: tuple[str, ...], allow: tuple[str, ...]
) -> int:
    """Add articles, or update those that changed.

    A SOURCE is a file, a folder, a pattern, an address of a page, a feed or a list of feeds, or
    - for standard input. Text, Markdown, HTML, PDF, DOCX, EPUB, EML, JSON, JSONL and CSV are
    read.
    """
    options = Options(fields=_pairs(fields), allow=allow)
    with Corpus.open(home) as corpus, _counter() as count:
        report = corpus.add(list(sources), options=options, progress=count)
    for note in report.notes:
        click.echo(plain(f"note: {note.source}: {note.text}"), err=True)
    for failure in report.failed:
        click.echo(plain(f"onrecord: {_named(failure)}"), err=True)
    click.echo(str(report))
    return ERROR if report.failed else ANSWERED


@cli.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print the articles as JSON, without text.")
@click.pass_obj
def list_(home: Path | None, *, as_json: bool) -> int:
    """List the articles: id, date, publisher, title."""
    with Corpus.open(home) as corpus:
        articles = corpus.articles()
    if as_json:
        rows = [{k: v for k, v in a.to_dict().items() if k != "text"} for a in articles]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return ANSWERED
    for article in articles:
        day = article.published.isoformat() if article.published else "no date"
        publisher = article.publisher or "-"
        click.echo(plain(f"{article.id:16}  {day:10}  {publisher:20}  {article.label}"))
    return ANSWERED


@cli.command()
@click.argument("article_id", metavar="ID")
@click.option("--revision", help="An older revision, by the beginning of its SHA-256.")
@click.option("--json", "as_json", is_flag=True, help="Print the article as JSON.")
@click.pass_obj
def show(home: Path | None, article_id: str, revision: str | None, *, as_json: bool) -> int:
    """Show the article ID (its beginning will do) with its text."""
    with Corpus.open(home) as corpus:
        found = corpus.resolve(article_id)
        revisions = corpus.revisions(found)
        wanted = (
            next((r for r in revisions if r.startswith(revision)), revision) if revision else None
        )
        article = corpus.article(found, wanted)
    if as_json:
        click.echo(json.dumps(article.to_dict(), ensure_ascii=False, indent=2))
    else:
        _print(article_lines(article, revisions))
    return ANSWERED


@cli.command()
@click.argument("article_ids", nargs=-1, required=True, metavar="ID...")
@click.pass_obj
def remove(home: Path | None, article_ids: tuple[str, ...]) -> int:
    """Remove the articles ID with all their revisions."""
    with Corpus.open(home) as corpus:
        for prefix in article_ids:
            article_id = corpus.resolve(prefix)
            corpus.remove(article_id)
            click.echo(f"removed {article_id}")
    return ANSWERED


@cli.command()
@click.option("--repair", is_flag=True, help="Put right what is wrong.")
@click.pass_obj
def check(home: Path | None, *, repair: bool) -> int:
    """Compare the parts of the store with each other.

    Exits with 0 when nothing is wrong or all was put right, else with 1.
    """
    with Corpus.open(home) as corpus:
        report = corpus.check(repair=repair)
    for problem in report.problems:
        click.echo(plain(problem))
    verdict = "repaired" if report.repaired else "damaged" if report.problems else "ok"
    click.echo(f"{report.articles} articles, {report.chunks} chunks: {verdict}")
    if not report.ok:
        click.echo("run 'onrecord check --repair' to put it right", err=True)
    return ANSWERED if report.ok else REFUSED


@cli.command()
@click.pass_obj
def rebuild(home: Path | None) -> int:
    """Make the full-text and vector indexes anew from the library."""
    with Corpus.open(home) as corpus, _counter() as count:
        chunks = corpus.rebuild(lambda done, all_: count(f"{done} of {all_} chunks"))
    click.echo(f"rebuilt {chunks} chunks")
    return ANSWERED


@cli.command("eval")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("-k", type=click.IntRange(1), default=10, show_default=True, help="Passages judged.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
@click.option("--html", type=click.Path(path_type=Path), help="Write the report as a page here.")
@click.pass_obj
def evaluate(home: Path | None, file: Path, *, k: int, as_json: bool, html: Path | None) -> int:
    """Measure the assistant on the questions in FILE, one JSON object a line.

    Each has a "question" and any of "answers" (strings), "article_ids", "answerable" (true
    unless it says false) and "history".
    """
    from assistant.assistant import Assistant
    from assistant.evaluation import evaluate, load_cases

    cases = load_cases(file)
    with Assistant.open(home) as assistant, _counter() as count:
        report = evaluate(
            assistant, cases, k=k, progress=lambda done, all_: count(f"{done} of {all_} questions")
        )
    if html:
        html.write_text(report.to_html(), encoding="utf-8")
    click.echo(json.dumps(report.to_dict(), indent=2) if as_json else report.to_table())
    return ANSWERED


@cli.command()
@click.option("--port", type=click.IntRange(1, 65535), help="[default: the first free from 8501]")
@click.option("--browser/--no-browser", default=True, help="Open the chat in a browser.")
@click.pass_obj
def chat(home: Path | None, port: int | None, *, browser: bool) -> int:
    """Open the chat in the browser."""
    # The page lives in the layer above; a command is where the layers meet.
    from importlib import import_module

    from assistant.assistant import Assistant

    Assistant.open(home).close()
    if home is not None:
        os.environ["ONRECORD_HOME"] = str(home)
    import_module("ui.server").serve(port=port, open_browser=browser)
    return ANSWERED


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and exit."""
    sys.exit(_run(arguments))


def _run(arguments: list[str] | None) -> int:
    try:
        result: Any = cli.main(arguments, prog_name="onrecord", standalone_mode=False)
    except OnRecordError as error:
        return _fail(str(error))
    except click.ClickException as error:
        error.show()
        return ERROR
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except BrokenPipeError:
        # The reader of our output has gone; nothing more is to be said to it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ERROR
    except Exception as error:
        if os.environ.get("ONRECORD_DEBUG"):
            raise
        name = type(error).__name__
        return _fail(f"unexpected {name}: {error}; set ONRECORD_DEBUG=1 to see where")
    return int(result or 0)


def _pairs(given: tuple[str, ...]) -> dict[str, str]:
    """The options of the form FACT=NAME."""
    for each in given:
        if "=" not in each:
            raise InvalidInput(f"--field {each!r} has no '='; write it as text=story")
    return dict(each.split("=", 1) for each in given)


def _named(failure: Failure) -> str:
    return (
        failure.reason
        if failure.source in failure.reason
        else f"{failure.source}: {failure.reason}"
    )


def _fail(message: str) -> int:
    click.echo(plain(f"onrecord: {' '.join(message.split())}"), err=True)
    return ERROR


def _print(lines: list[str]) -> None:
    click.echo("\n".join(lines))


@contextmanager
def _counter() -> Iterator[Any]:
    """Show progress in one line of stderr, on a terminal only."""
    shown = sys.stderr.isatty()
    number = 0

    def count(what: str) -> None:
        nonlocal number
        number += 1
        if shown:
            click.echo(f"\r\x1b[K{number}  {plain(what)[:70]}", nl=False, err=True)

    try:
        yield count
    finally:
        if shown and number:
            click.echo("\r\x1b[K", nl=False, err=True)


if __name__ == "__main__":
    main()
