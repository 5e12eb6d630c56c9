"""Kills -9 during each command that changes or reads much, each followed by a look at what is left.

    python -m tests.benchmarks.kill_commands [--kills 6] [--articles 40] [--seed 7] [--only NAME]

Each command runs on a copy of one data folder: articles, an address on a server of its own, two
people's conversations, a key. It runs once to its end, by which its steps are counted (SQL
statements, commits, and files opened to write, renamed or removed); then it is killed at as many
steps, drawn by chance, every third time at a moment instead. After each kill

- ``check(repair=True)`` must end well, and a second check find nothing;
- every revision, address and removal that was there before and is after the whole command must be
  there, and none that is in neither;
- conversations and keys must be as before, or as after the whole command;
- the same command, run again, must do what was left;
- an export that was cut short must be told of when it is imported, and one that it was to replace
  must be whole.

Exits with 1 where one of these does not hold. ``tests.benchmarks.kill`` kills additions oftener.
"""

import argparse
import functools
import json
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from assistant.history.all_conversations import AllConversations
from assistant.history.conversations import KeptConversations
from assistant.history.saved_conversation import Conversation
from corpus import Corpus, Options
from tests.conftest import story
from tests.sources_server import LOOPBACK, Server, page, serving
from ui.api.api_keys import ApiKeys

ROOT = Path(__file__).parents[2]
STEPPING = """
import atexit, os, signal, sys
from pathlib import Path
stop, report = int(sys.argv[1]), Path(sys.argv[2])
steps, counting = 0, True
def step(*_):
    global steps
    steps += counting
    if counting and steps == stop:
        os.kill(os.getpid(), signal.SIGKILL)
from sqlalchemy import event
from sqlalchemy.engine import Engine
for name in ("before_cursor_execute", "after_cursor_execute", "commit"):
    event.listen(Engine, name, step)
changes = ("os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.chmod", "os.truncate")
def hear(name, given):
    if name in changes or name == "open" and given[2] & (os.O_WRONLY | os.O_RDWR):
        step()
sys.addaudithook(hear)
def tell():
    global counting
    counting = False
    report.write_text(str(steps))
atexit.register(tell)
from ui.cli.main import main
sys.argv[0:3] = ["onrecord"]
main()
"""
WORDS = "The council met on Thursday and agreed to send the letter to all members. " * 5
OWNERS = ("browser:one", "browser:two")


@dataclass(frozen=True, slots=True)
class Command:
    """A command as it is run on a copy of the data folder."""

    name: str
    arguments: tuple[str, ...]
    """``{folder}`` stands for a folder with the files that it needs."""
    harm: Callable[[Path], None] | None = None
    """What is done to the copy beforehand."""
    exports: str = ""
    """The file that it writes, in that folder."""
    done: str = ""
    """What it says when it runs again and had done all."""


@dataclass(slots=True)
class State:
    """Everything that is kept in a data folder."""

    lines: frozenset[str]
    conversations: frozenset[tuple[str, str]]
    keys: frozenset[str]

    @classmethod
    def of(cls, corpus: Corpus) -> "State":
        """Return what a corpus keeps."""
        everyone = AllConversations(corpus)
        return cls(
            frozenset(line for line in corpus.export_lines() if '"kind": "corpus"' not in line),
            frozenset(
                (who.owner, conversation.to_json())
                for who in everyone.people()
                for conversation in everyone.of(who)
            ),
            frozenset(key.name for key in ApiKeys(corpus).all()),
        )


@dataclass(slots=True)
class Tally:
    """Counts of what came of the kills of a command."""

    kills: int = 0
    repaired: int = 0
    faults: list[str] = field(default_factory=list)


def harm_indexes(home: Path) -> None:
    """Take vectors and full text away, to be made anew."""
    shutil.rmtree(home / "vectors")
    with Corpus.open(home) as corpus, corpus.database.writing() as connection:
        connection.exec_driver_sql("INSERT INTO chunks_text(chunks_text) VALUES('delete-all')")


def commands(ids: Sequence[str]) -> Iterator[Command]:
    """Yield the commands, of which the last two read only."""
    yield Command("add", ("add", "{folder}/more.jsonl"))
    yield Command("refresh", ("refresh", "--allow", LOOPBACK[0]))
    yield Command("remove", ("remove", *ids), done="no article")
    yield Command("import", ("import", "{folder}/other.export"))
    yield Command("rebuild", ("rebuild",))
    yield Command("check --repair", ("check", "--repair"), harm=harm_indexes)
    yield Command("keys add", ("keys", "add", "second", "--role", "reader"), done="already")
    yield Command("people delete", ("people", "delete", OWNERS[0]), done="no people")
    yield Command("export FILE", ("export", "{folder}/old.export"), exports="old.export")
    yield Command("export > FILE", ("export",), exports="new.export")


class Killer:
    """Runs commands on copies of a data folder, and kills them.

    Args:
        folder: Where all of it is.
        chance: Draws when.
    """

    def __init__(self, folder: Path, chance: random.Random) -> None:
        self._folder = folder
        self._chance = chance
        self._home = folder / "work"

    def _copy(self, command: Command) -> None:
        shutil.rmtree(self._home, ignore_errors=True)
        shutil.copytree(self._folder / "base", self._home)
        shutil.copy(self._folder / "base.export", self._folder / "old.export")
        (self._folder / "new.export").unlink(missing_ok=True)
        if command.harm:
            command.harm(self._home)

    def _run(self, command: Command, stop: int = 0, after: float | None = None) -> tuple[int, str]:
        """Run a command, perhaps to a step or a moment; its exit code, and what it said."""
        arguments = [argument.format(folder=self._folder) for argument in command.arguments]
        line = [sys.executable, "-c", STEPPING, str(stop), str(self._folder / "steps")]
        line += ["--home", str(self._home), *arguments]
        said = self._folder / "said"
        out = self._folder / "new.export" if command.exports == "new.export" else said
        with out.open("w") as output, said.open("a" if out == said else "w") as errors:
            process = subprocess.Popen(line, cwd=ROOT, stdout=output, stderr=errors)
            try:
                process.wait(after)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        return process.returncode, said.read_text()

    def kill(self, command: Command, kills: int) -> Tally:
        """Kill a command so many times, and look at what is left each time."""
        tally = Tally()
        self._copy(command)
        with Corpus.open(self._folder / "base") as corpus:
            before = State.of(corpus)
        began = time.perf_counter()
        code, said = self._run(command)
        seconds = time.perf_counter() - began
        if code:
            tally.faults.append(f"ends with {code}: {said}")
            return tally
        steps = int((self._folder / "steps").read_text())
        with Corpus.open(self._home) as corpus:
            after = State.of(corpus)
        for number in range(kills):
            self._copy(command)
            if number % 3 == 2:
                code, _ = self._run(command, after=self._chance.uniform(0.3, 1) * seconds)
            else:
                code, _ = self._run(command, self._chance.randint(1, steps))
            tally.kills += code == -signal.SIGKILL
            where = f"kill {number + 1}"
            tally.repaired += self._look(command, before, after, tally, where)
            code, said = self._run(self._left(command))
            if code and not (command.done and command.done in said):
                tally.faults.append(f"{where}: run again, it ends with {code}: {said[-300:]}")
            with Corpus.open(self._home) as corpus:
                if State.of(corpus) != after:
                    tally.faults.append(f"{where}: run again, it does not end as it should")
            if command.exports and not self._imported(self._folder / command.exports, after):
                tally.faults.append(f"{where}: run again, its export is not whole")
            if parts := [path.name for path in self._folder.glob(".*.export.*")]:
                tally.faults.append(f"{where}: {', '.join(parts)} is left")
        return tally

    def _left(self, command: Command) -> Command:
        """Return a command with those articles only that are still there to be removed."""
        if command.name != "remove":
            return command
        with Corpus.open(self._home) as corpus:
            there = {article.id for article in corpus.articles()}
        ids = [argument for argument in command.arguments[1:] if argument in there]
        return replace(command, arguments=("remove", *(ids or command.arguments[1:])))

    def _look(
        self, command: Command, before: State, after: State, tally: Tally, where: str
    ) -> bool:
        """Look at what a kill left; return whether something had to be repaired."""
        with Corpus.open(self._home) as corpus:
            first, second = corpus.check(repair=True), corpus.check()
            if not first.ok or second.problems:
                tally.faults.append(f"{where}: unsound: {first.problems}, {second.problems}")
            left = State.of(corpus)
        if lost := (before.lines & after.lines) - left.lines:
            tally.faults.append(f"{where}: {len(lost)} lines are lost: {min(lost):.100}")
        if odd := left.lines - before.lines - after.lines:
            tally.faults.append(f"{where}: {len(odd)} lines were never meant: {min(odd):.400}")
        for what in ("conversations", "keys"):
            if getattr(left, what) not in (getattr(before, what), getattr(after, what)):
                tally.faults.append(f"{where}: {what} are half there")
        if command.exports == "old.export" and not self._imported(
            self._folder / "old.export", before
        ):
            tally.faults.append(f"{where}: the export that was there is not whole")
        if command.exports == "new.export":
            text = (self._folder / "new.export").read_text()
            whole = set(text.split("\n")) >= before.lines
            if self._imported(self._folder / "new.export", None) != whole:
                tally.faults.append(f"{where}: whole is {whole}, and the import says otherwise")
        return bool(first.problems) and command.harm is None

    def _imported(self, file: Path, state: State | None) -> bool:
        """Tell if an import takes a file for a whole export, and finds that state in it."""
        home = self._folder / "imported"
        shutil.rmtree(home, ignore_errors=True)
        with Corpus.open(home) as corpus, file.open() as lines:
            failed = corpus.import_lines(lines).failed
            return not failed and (state is None or State.of(corpus).lines == state.lines)


@contextmanager
def prepared(articles: int) -> Iterator[tuple[Path, list[str]]]:
    """A folder with all that the commands need, and the ids of articles to remove."""
    with serving({}) as server, tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        server.pages |= {f"/{n}": page(_letter(n, "letter")) for n in range(6)}
        with Corpus.open(folder / "base") as corpus:
            corpus.add(map(story, range(articles)))
            ids = [article.id for article in corpus.articles()][: articles // 2]
            options = Options(allow=LOOPBACK, delay=0)
            corpus.add([f"{server.url}/{n}" for n in range(6)], options=options)
            corpus.remove(story(articles - 1).id)
            for owner in OWNERS:
                kept = KeptConversations.of(corpus, owner)
                for number in range(10):
                    said = Conversation("")
                    said.ask(f"What does report {number} say?").problem = "nothing"
                    kept.keep(said, *said.turns)
            ApiKeys(corpus).add("first", "reader", 10)
            _write(folder / "base.export", corpus.export_lines())
        with Corpus.open(folder / "other") as other:
            other.add(map(story, range(articles // 2, 2 * articles)))
            _write(folder / "other.export", other.export_lines())
        more = (story(number).to_dict() for number in range(articles, 2 * articles))
        _write(folder / "more.jsonl", map(json.dumps, more))
        _change(server)
        yield folder, ids


def _change(server: Server) -> None:
    """Have every other page say something else, and one be gone."""
    server.pages |= {f"/{n}": page(_letter(n, "parcel")) for n in (0, 2, 4)}
    del server.pages["/5"]


def _letter(number: int, what: str) -> str:
    words = WORDS.replace("letter", f"{what} of {number}")
    return (
        f"<html lang=en><head><title>Letter {number}</title></head><body><article>"
        f"<h1>Letter {number}</h1><p>{words}</p><p>Nobody objected to {number}.</p></article>"
    )


def _write(file: Path, lines: "Iterator[str] | map[str]") -> None:
    file.write_text("".join(f"{line}\n" for line in lines))


def main() -> int:
    """Print a line for each command; return the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--kills", type=int, default=6)
    parser.add_argument("--articles", type=int, default=40)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--only", default="", help="the commands whose name has this in it")
    given = parser.parse_args()
    say = functools.partial(print, flush=True)
    faults = 0
    with prepared(given.articles) as (folder, ids):
        killer = Killer(folder, random.Random(given.seed))
        for command in commands(ids):
            if given.only not in command.name:
                continue
            tally = killer.kill(command, given.kills)
            faults += len(tally.faults)
            say(
                f"{command.name:14}  {tally.kills:3} killed  {tally.repaired:3} repaired  "
                f"{len(tally.faults):3} faults"
            )
            for fault in tally.faults:
                say(f"  {fault}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
