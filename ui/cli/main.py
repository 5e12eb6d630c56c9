"""The command line."""

import gc
import os
import signal
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import datetime
from functools import partial
from io import StringIO
from pathlib import Path
from typing import Any

import click

from corpus import Corpus, OnRecordError, SettingsError
from corpus.config import Config
from corpus.private import private
from corpus.text.printing import plain
from ui.cli import agent_command, api_commands, corpus_commands, people_commands
from ui.cli.progress import progress_bar, reach
from ui.cli.terminal import (
    ANSWERED,
    ERROR,
    INTERRUPTED,
    REFUSED,
    complain,
    print_json,
    print_lines,
    say,
)
from ui.cli.waiting import WAIT, waiting_time
from ui.serving.json_log import start_log

__all__ = ["main"]

_DAY = click.DateTime(["%Y-%m-%d"])


class _Folder(click.Path):
    """A folder that has a name: an empty one would be that where the command runs."""

    name = "directory"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return its path."""
        if value == "":
            self.fail("It is empty; give the path of a folder.", param, ctx)
        return super().convert(value, param, ctx)


_HELP = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


@click.group(context_settings=_HELP)
@click.option(
    "--home",
    type=_Folder(path_type=Path, file_okay=False),
    envvar="ONRECORD_HOME",
    help="The data folder.  [default: the user's own]",
)
@click.version_option(package_name="onrecord")
@click.pass_context
def cli(context: click.Context, home: Path | None) -> None:
    """Answers from your articles, with the quote to prove it."""
    context.obj = home
    start_log()


@cli.command("ask")
@click.argument("words", nargs=-1, required=True, metavar="QUESTION...")
@click.option("--json", "as_json", is_flag=True, help="Print the whole answer as JSON.")
@click.option("--after", type=_DAY, metavar="DATE", help="Only articles published since then.")
@click.option("--before", type=_DAY, metavar="DATE", help="Only articles published until then.")
@click.option("--publisher", "publishers", multiple=True, help="Only this publisher; repeatable.")
@click.option(
    "--conversation",
    metavar="NAME",
    help="Go on with the conversation of that name, so that 'And why?' is understood.",
)
@click.pass_context
def _ask(
    context: click.Context,
    words: tuple[str, ...],
    *,
    as_json: bool,
    after: datetime | None,
    before: datetime | None,
    publishers: tuple[str, ...],
    conversation: str | None,
) -> int:
    """Answer QUESTION, with or without quotes around it, from the articles.

    Exits with 0 when it is answered, 1 when the articles do not answer it, 2 on an error.
    """
    home: Path | None = context.obj
    # All that is imported stays, and would be searched for garbage again and again.
    gc.disable()
    context.call_on_close(_collect_garbage_again)
    # Both models are loaded in the background: most of that needs no turn of the interpreter, which
    # imports the rest meanwhile. What goes wrong there is told where they are loaded to be used.
    background = ThreadPoolExecutor(1, "models")
    # Small talk is answered before that: it waits for no model that is not being loaded yet.
    context.call_on_close(partial(background.shutdown, wait=False, cancel_futures=True))
    from corpus.models.embedding import Embedder

    background.submit(Embedder.load)
    from assistant.assistant import AskOptions, Assistant
    from assistant.reader import Reader
    from ui.cli.output import answer_lines
    from ui.cli.terminal_conversation import ask_in_conversation, rest_lines

    background.submit(Reader.load)

    conditions: AskOptions = {
        "published_after": after.date() if after else None,
        "published_before": before.date() if before else None,
        "publishers": publishers or None,
    }
    with Assistant.open(home, samples=False, wait=waiting_time()) as assistant:
        _offer_samples(assistant.corpus)
        if conversation is None:
            answer = assistant.ask(" ".join(words), **conditions)
        else:
            answer = ask_in_conversation(assistant, conversation, " ".join(words), conditions)
    if as_json:
        print_json(answer.to_dict())
    else:
        print_lines([*answer_lines(answer), *rest_lines(answer, conversation, conditions)])
    return ANSWERED if answer.answered else REFUSED


@cli.command("verify")
@click.argument("file", metavar="FILE|-")
@click.option("--json", "as_json", is_flag=True, help="Print all findings as JSON.")
@click.option("--markdown", "as_markdown", is_flag=True, help="Print them as Markdown.")
@click.option("--after", type=_DAY, metavar="DATE", help="Only articles published since then.")
@click.option("--before", type=_DAY, metavar="DATE", help="Only articles published until then.")
@click.option("--publisher", "publishers", multiple=True, help="Only this publisher; repeatable.")
@click.pass_obj
def _verify(
    home: Path | None,
    file: str,
    *,
    as_json: bool,
    as_markdown: bool,
    after: datetime | None,
    before: datetime | None,
    publishers: tuple[str, ...],
) -> int:
    """Check the sentences of a draft in FILE, or in standard input, against the articles.

    Each comes back supported, contradicted, supported in part or not confirmed, with the
    quotes; questions, opinions and the author's own words are told apart. Text, Markdown, HTML,
    PDF and DOCX are read. Exits with 0 when the articles bear out every claim, 1 when they do
    not, 2 on an error.
    """
    from assistant.assistant import Assistant
    from corpus.sources.files import draft_text
    from ui.cli.output import verification_lines

    text = draft_text(file)
    with Assistant.open(home, wait=waiting_time()) as assistant:
        verification = assistant.verify(
            text,
            published_after=after.date() if after else None,
            published_before=before.date() if before else None,
            publishers=publishers or None,
        )
    if as_json:
        print_json(verification.to_dict())
    elif as_markdown:
        click.echo(verification.to_markdown(), nl=False)
    else:
        print_lines(verification_lines(verification))
    return ANSWERED if verification.verified else REFUSED


@cli.command("completion")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def _completion(shell: str) -> int:
    """Print what makes SHELL complete commands and options: eval "$(onrecord completion bash)"."""
    from click.shell_completion import get_completion_class

    # The shell's script calls the program with _ONRECORD_COMPLETE set, and click answers it.
    complete = get_completion_class(shell)
    if complete is None:
        raise click.UsageError(f"{shell} is not known")
    click.echo(complete(cli, {}, "onrecord", "_ONRECORD_COMPLETE").source())
    return ANSWERED


@cli.command("man")
def _man() -> int:
    """Print the manual page: onrecord man > onrecord.1, then man -l onrecord.1."""
    from ui.cli.manual_page import manual_page

    click.echo(manual_page(cli), nl=False)
    return ANSWERED


@cli.command("eval")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("-k", type=click.IntRange(1), default=10, show_default=True, help="Passages judged.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
@click.option("--html", type=click.Path(path_type=Path), help="Write the report as a page here.")
@click.pass_obj
def _evaluate(home: Path | None, file: Path, *, k: int, as_json: bool, html: Path | None) -> int:
    """Measure the assistant on the questions in FILE, one JSON object a line.

    Each has a "question" and any of "answers" (strings), "article_ids", "answerable" (true
    unless it says false) and "history".
    """
    from assistant.assistant import Assistant
    from assistant.evaluation import evaluate, load_cases
    from assistant.evaluation.report_page import page

    cases = load_cases(file)
    with Assistant.open(home, wait=waiting_time()) as assistant, progress_bar("questions") as bar:
        report = evaluate(assistant, cases, k=k, progress=partial(reach, bar))
    if html:
        with open(html, "w", encoding="utf-8", opener=private) as file_of_page:
            file_of_page.write(plain(page(report)))
    if as_json:
        print_json(report.to_dict())
    else:
        click.echo(report.to_table())
    return ANSWERED


@cli.command("chat")
@click.option("--port", type=click.IntRange(1, 65535), help="[default: the first free from 8501]")
@click.option("--browser/--no-browser", default=True, help="Open the chat in a browser.")
@click.pass_obj
def _chat(home: Path | None, port: int | None, *, browser: bool) -> int:
    """Open the chat in the browser."""
    from assistant.assistant import Assistant
    from ui.serving.server import serve

    wait = waiting_time()
    # Opened once before the server starts, so that what is wrong is said here.
    Assistant.open(home, samples=False, wait=wait).close()
    # The page opens its own, by these.
    if home is not None:
        os.environ["ONRECORD_HOME"] = str(home)
    if wait is not None:
        os.environ["ONRECORD_WAIT"] = str(wait)
    serve(port=port, open_browser=browser)
    return ANSWERED


def _collect_garbage_again() -> None:
    """Have garbage collected again, but for what is there by now: it goes with the process."""
    gc.freeze()  # else the interpreter searches through all of it twice before it exits
    gc.enable()


def _offer_samples(corpus: Corpus) -> None:
    """Add the samples to a new corpus, and say whose they are."""
    if corpus.is_new and not corpus.read_only:
        from corpus.samples import TERMS, add_samples

        say(f"The corpus is new: seven sample articles are added to it. {TERMS}", err=True)
        add_samples(corpus)


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and exit.

    SIGTERM and SIGHUP end it as Ctrl-C does: what it is about is closed first.
    """
    ended: list[int] = []

    def end(number: int, _frame: object) -> None:
        if not ended:  # else what is being closed would be cut off
            ended.append(number)
            raise SystemExit

    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)  # Windows has no SIGHUP
        if number and signal.getsignal(number) is signal.SIG_DFL:  # nohup has it ignored
            signal.signal(number, end)
    code: int | str | None = None
    with suppress(SystemExit):
        code = _run(arguments)
    # Nothing is left to be closed: a signal is no error of the interpreter's end.
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    if ended:
        signal.signal(ended[0], signal.SIG_DFL)
        signal.raise_signal(ended[0])  # whoever sent it sees that it did it
    sys.exit(code)


def _run(arguments: list[str] | None) -> int:
    try:
        # Not standalone: click would end the process itself, with codes of its own.
        result: Any = cli.main(arguments, prog_name="onrecord", standalone_mode=False)
    except OnRecordError as error:
        complain(str(error))
        return ERROR
    except click.ClickException as error:
        shown = StringIO()
        error.show(shown)
        click.echo(plain(shown.getvalue()), nl=False, err=True)
        return ERROR
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except BrokenPipeError:
        # The reader of our output has gone; nothing more is to be said to it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ERROR
    except Exception as error:
        with suppress(SettingsError):  # an odd setting is not what went wrong
            if Config.from_environment().debug:
                raise
        name = type(error).__name__
        complain(f"unexpected {name}: {error}; set ONRECORD_DEBUG=1 to see where")
        return ERROR
    return int(result or 0)


for command in (
    *corpus_commands.COMMANDS,
    *people_commands.COMMANDS,
    *api_commands.COMMANDS,
    agent_command.mcp,
):
    cli.add_command(command)
for command in (cli, *cli.commands.values()):
    WAIT(command)  # every command opens the corpus

if __name__ == "__main__":
    main()
