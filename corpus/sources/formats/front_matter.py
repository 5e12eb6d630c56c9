"""Front matter: facts that a text file states between two lines of three dashes."""

import re
from typing import TYPE_CHECKING, Any

from corpus.errors import SourceError
from corpus.sources.draft import DATES, NAMES, Draft
from corpus.text.dates import written_date

if TYPE_CHECKING:
    import yaml

__all__ = ["split_front_matter", "take_facts"]

_BLOCK = re.compile(
    r"\A\s*---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE
)


def split_front_matter(text: str, name: str) -> tuple[dict[str, Any], str]:
    """Separate a text's front matter (YAML) from its body.

    A text without front matter, or whose first dashes are only a rule, is all body.

    Raises:
        SourceError: The block is not valid YAML.
    """
    import yaml

    block = _BLOCK.match(text)
    if not block:
        return {}, text
    try:
        loaded = yaml.load(block[1], _loader())  # noqa: S506  # it is a safe one
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        reason = " ".join(str(error).split())
        raise SourceError(f"the front matter of {name} is not valid YAML: {reason}") from error
    if not isinstance(loaded, dict):
        return {}, text
    return {str(k).lower().replace("-", "_"): v for k, v in loaded.items()}, text[block.end() :]


def _loader() -> "type[yaml.SafeLoader]":
    """Make a YAML loader that leaves dates as they were written.

    YAML has its own idea of them, and none of 0000-00-00.
    """
    import yaml

    class Loader(yaml.SafeLoader):
        pass

    Loader.yaml_implicit_resolvers = {
        first: [resolver for resolver in resolvers if not resolver[0].endswith(":timestamp")]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }
    return Loader


def take_facts(draft: Draft, stated: dict[str, Any], name: str, origin: str) -> None:
    """Give a draft what a file states under the usual names.

    A date that is none of publication is noted, and left unknown.

    Args:
        draft: Takes the facts.
        stated: What is stated, by name.
        name: What to call the source in an error.
        origin: What to call the statement in the article's origins.

    Raises:
        SourceError: A date is not one, or a string is something else.
    """
    for field, names in NAMES.items():
        value = next((stated[n] for n in names if stated.get(n) not in (None, "")), None)
        if value is None:
            continue
        if field == "authors":
            listed = value if isinstance(value, list) else [value]
            authors = (_string(one, field, name).strip() for one in listed)
            draft.offer(field, tuple(one for one in authors if one), origin)
            continue
        text = _string(value, field, name)
        # Digits may be a day that is written in a way of its own; words are a mistake.
        if field in DATES and not written_date(text) and not any(c.isdigit() for c in text):
            raise SourceError(
                f"{field} of {name} is {text.strip()!r}, not a date; write it as 2025-03-06"
            )
        draft.offer(field, text, origin)


def _string(value: object, field: str, name: str) -> str:
    """Convert a plain value to a string, and refuse a list or a mapping.

    300 bytes of YAML can be a list whose string fills the memory.
    """
    if isinstance(value, list | dict | set | tuple):
        raise SourceError(f"{field} of {name} is a {type(value).__name__}, not a string")
    return str(value)
