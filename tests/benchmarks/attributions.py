"""Measures attributions: quotations found, and given to the right speaker, on invented news.

    python -m tests.benchmarks.attributions [--half tune|kept] [--verbose]

The sentences were written before the rules were tuned; ``kept`` were not looked at meanwhile.
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from corpus.language.attributions import Attribution, attributions

DATA: Final = Path(__file__).with_name("attributions.jsonl")
TITLES: Final = frozenset("the a an mr mrs ms sir dame dr".split())


def same(one: str | None, other: str | None) -> bool:
    """Tell if two words for a speaker are the same but for articles and titles."""
    if one is None or other is None:
        return one is other
    plain = [[w for w in name.casefold().split() if w not in TITLES] for name in (one, other)]
    return plain[0] == plain[1]


def covering(text: str, words: str, attributed: list[Attribution]) -> list[Attribution]:
    """Return the attributions whose content holds some words of the text."""
    start = text.index(words)
    end = start + len(words)
    return [
        attribution
        for attribution in attributed
        if any(a <= start and end <= b for a, b in attribution.content)
    ]


def measured(half: str | None) -> Iterator[tuple[dict[str, Any], dict[str, Any], bool, bool]]:
    """Yield each item, each of its quotations, if it was found, and with the right speaker."""
    for line in DATA.read_text(encoding="utf-8").splitlines():
        item = json.loads(line)
        if half in (None, item["half"]):
            attributed = attributions(item["text"])
            for said in item["said"]:
                held = covering(item["text"], said["words"], attributed)
                right = any(same(attribution.speaker, said["speaker"]) for attribution in held)
                yield item, said, bool(held), right


def main() -> None:
    """Print the figures by form."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--half", choices=("tune", "kept"))
    parser.add_argument("--verbose", action="store_true")
    options = parser.parse_args()
    count: Counter[tuple[str, str]] = Counter()
    for item, said, is_found, right in measured(options.half):
        count.update({(said["form"], "all"): 1, (said["form"], "found"): is_found})
        count.update({(said["form"], "right"): right})
        if options.verbose and not right:
            print(item["id"], said, item["text"])
            for attribution in attributions(item["text"]):
                print("    ", attribution.speaker, "|", attribution.cue, "|", attribution.content)
    for form in ("direct", "mixed", "indirect"):
        every = count[form, "all"]
        print(f"{form:<9} {every:>3}  found {count[form, 'found'] / every:.2f}", end="")
        print(f"  right speaker {count[form, 'right'] / every:.2f}")
    silent = [json.loads(line) for line in DATA.read_text(encoding="utf-8").splitlines()]
    silent = [i for i in silent if not i["said"] and options.half in (None, i["half"])]
    false = [i["id"] for i in silent if any(a.speaker for a in attributions(i["text"]))]
    print(f"sentences in which nobody says anything {len(silent)}, attributed {len(false)} {false}")


if __name__ == "__main__":
    main()
