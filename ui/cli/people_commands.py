"""Commands on what people asked: questions, verdicts, and whose conversations."""

from pathlib import Path

import click

from corpus import Corpus
from corpus.text.printing import plain_line
from ui.cli.terminal import ANSWERED, print_json, say
from ui.cli.waiting import waiting_time

__all__ = ["COMMANDS"]


@click.command("questions")
@click.option("--unanswered", is_flag=True, help="Only those that got no answer.")
@click.option(
    "--most", type=click.IntRange(1), default=50, show_default=True, help="How many at most."
)
@click.option("--json", "as_json", is_flag=True, help="Print all of it as JSON.")
@click.pass_obj
def _questions(home: Path | None, *, unanswered: bool, most: int, as_json: bool) -> int:
    """List what readers ask, the most asked first, and how often without an answer.

    In the chat, by the API and in the widget. Questions that differ in case, spaces or the last
    mark count as one. Those of all conversations that are kept are counted; who asked is not shown.
    """
    from assistant.history.all_conversations import AllConversations

    with Corpus.open(home, wait=waiting_time()) as corpus:
        questions = AllConversations(corpus).asked_questions(unanswered=unanswered)[:most]
    if as_json:
        print_json([question.to_dict() for question in questions])
        return ANSWERED
    for question in questions:
        silent = f"{question.unanswered} unanswered" if question.unanswered else ""
        asked = plain_line(question.question)
        click.echo(f"{question.asked:>5}  {silent:14}  {question.last:%Y-%m-%d}  {asked}")
    return ANSWERED


@click.command("verdicts")
@click.pass_obj
def _verdicts(home: Path | None) -> int:
    """Print the answers that readers of the chat judged, as questions for 'onrecord eval'.

    A good answer's citations are what is right. The line of a bad one, with what the reader said
    of it, is for you to complete.
    """
    from assistant.history.all_conversations import AllConversations
    from assistant.history.exports import judged_cases

    with Corpus.open(home, wait=waiting_time()) as corpus:
        click.echo("".join(judged_cases(AllConversations(corpus).rated())), nl=False)
    return ANSWERED


@click.group("people")
def _people() -> None:
    """List, export or delete people's conversations."""


@_people.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
@click.pass_obj
def _list(home: Path | None, *, as_json: bool) -> int:
    """List whose conversations are kept: name, how many, and the day of the last question.

    A name is a hash: of who is signed in ("reader:"), or of one browser ("browser:"). People find
    theirs in the settings of the chat. "terminal:" are those of 'onrecord ask --conversation';
    "key:" is a key of the API, by which each question is one; "local" needed none.
    """
    from assistant.history.all_conversations import AllConversations

    with Corpus.open(home, wait=waiting_time()) as corpus:
        people = AllConversations(corpus).people()
    if as_json:
        print_json([person.to_dict() for person in people])
        return ANSWERED
    for person in people:
        click.echo(f"{plain_line(person.owner)}  {person.conversations:>5}  {person.last:%Y-%m-%d}")
    return ANSWERED


@_people.command("export")
@click.argument("name")
@click.pass_obj
def _export(home: Path | None, name: str) -> int:
    """Print all that is kept of the conversations of NAME, as JSON.

    "shared" says which of them can be read by a link. The beginning of a name is enough where only
    one has it.
    """
    from assistant.history.all_conversations import AllConversations

    with Corpus.open(home, wait=waiting_time()) as corpus:
        everyone = AllConversations(corpus)
        kept = everyone.export(everyone.person(name))
    print_json(kept)
    return ANSWERED


@_people.command("delete")
@click.argument("name")
@click.pass_obj
def _delete(home: Path | None, name: str) -> int:
    """Delete all conversations of NAME for good, and with them the links to them.

    The beginning of a name is enough where only one has it.
    """
    from assistant.history.all_conversations import AllConversations

    with Corpus.open(home, wait=waiting_time()) as corpus:
        everyone = AllConversations(corpus)
        who = everyone.person(name)
        removed = everyone.delete(who)
    say(f"deleted {removed} {'conversation' if removed == 1 else 'conversations'} of {who.owner}")
    return ANSWERED


COMMANDS = (_questions, _verdicts, _people)
