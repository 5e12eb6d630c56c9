"""The cost of large articles, and of many small ones: to add, ask about, show and remove.

    python -m tests.benchmarks.large [--scale 1.0]

At full scale: an article of 20 MB, one of 100,000 lines, and 10,000 small ones in one file, each in
a data folder of its own and by the commands, one process each. Printed are the seconds by the
clock, of the processor, and the most memory that a process had. Exits with 1 where a command
fails, the text is not shown as it was, something is left after the removal, or one takes more than
1 GiB.
"""

import argparse
import itertools
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from corpus import Article, Corpus
from tests.conftest import story

MEGABYTES, LINES, ARTICLES = 20, 100_000, 10_000
MEMORY = 1 << 30
"""Bytes at most that a process may have."""
QUESTION = "What does witness 2 of report 17 say?"


def megabytes(scale: float) -> list[Article]:
    """Return one article of 20 MB."""
    most, parts, length = int(scale * MEGABYTES * 1e6), list[str](), 0
    for number in itertools.count():
        parts.append(story(number).text)
        length += len(parts[-1]) + 2
        if length >= most:
            break
    return [Article(text="\n\n".join(parts), title="The long one")]


def lines(scale: float) -> list[Article]:
    """Return one article of 100,000 lines, each a few words."""
    count = int(scale * LINES)
    text = "\n".join(f"Line {number} tells of witness {number % 97}." for number in range(count))
    return [Article(text=text, title="The one of many lines")]


def many(scale: float) -> list[Article]:
    """Return 10,000 small articles."""
    return [story(number, sentences=2) for number in range(int(scale * ARTICLES))]


def run(home: Path, what: str, *arguments: str) -> tuple[bool, str]:
    """Run a command, print what it took, and return whether all went well, and what it said."""
    began = time.perf_counter()
    command = [sys.executable, "-m", "ui.cli.main", "--home", str(home), *arguments]
    with tempfile.TemporaryFile("w+") as out:
        process = subprocess.Popen(command, stdout=out, stderr=subprocess.PIPE, text=True)
        assert process.stderr
        errors = process.stderr.read()
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        process.stderr.close()
        out.seek(0)
        said = out.read()
    good = process.returncode == 0 or (arguments[0] == "ask" and process.returncode == 1)
    small = used.ru_maxrss * 1024 <= MEMORY
    print(
        f"{what:30} {time.perf_counter() - began:7.1f} s  {_processor(used):7.1f} s of a "
        f"processor  {used.ru_maxrss / 1000:6.0f} MB"
        + ("" if small else "  TOO MUCH")
        + ("" if good else f"  FAILED: {errors.strip()[-300:]}"),
        flush=True,
    )
    return good and small, said


def _processor(used: resource.struct_rusage) -> float:
    return used.ru_utime + used.ru_stime


def measure(name: str, articles: list[Article]) -> bool:
    """Add, ask, show, check and remove, and tell whether all went well."""
    results: list[bool] = []
    with tempfile.TemporaryDirectory() as folder:
        home, file = Path(folder) / "home", Path(folder) / "articles.jsonl"
        rows = (json.dumps(article.to_dict()) for article in articles)
        file.write_text("\n".join(rows), encoding="utf-8")
        size = sum(len(article.text.encode()) for article in articles)
        print(f"{name}: {len(articles):,} articles, {size / 1e6:.1f} MB of text")
        results.append(run(home, "  add", "add", str(file))[0])
        with Corpus.open(home) as corpus:
            ids = [article.id for article in corpus.articles()]
        if len(ids) != len(articles):
            print(f"  {len(ids)} articles are there  BROKEN")
            return False
        for what, arguments in (
            ("ask", ("ask", QUESTION)),
            ("show", ("show", ids[0], "--json")),
            ("check", ("check",)),
            ("remove", ("remove", *ids[:100])),
        ):
            good, said = run(home, f"  {what}", *arguments)
            results.append(good)
            if what == "show" and good and json.loads(said)["text"] != articles[0].text:
                print("  the text is not shown as it was  BROKEN")
                results.append(False)
        with Corpus.open(home) as corpus:
            left = corpus.count()
        if left != max(0, len(articles) - 100):
            print(f"  {left} articles are left  BROKEN")
            results.append(False)
    return all(results)


def main() -> int:
    """Print every figure; return the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--scale", type=float, default=1.0)
    scale = parser.parse_args().scale
    kinds: dict[str, Callable[[float], list[Article]]] = {
        "a large article": megabytes,
        "an article of many lines": lines,
        "small articles": many,
    }
    good = True
    for name, made in kinds.items():
        good &= measure(name, made(scale))
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
