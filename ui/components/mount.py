"""Mounts our own browser components: a question, an answer, the source pane and others.

They exist because articles are data: every string reaches the page through ``textContent``,
where no HTML, Markdown, LaTeX, emoji code or link in it can take effect.
"""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from streamlit.components.v2.types import ComponentRenderer

__all__ = ["ICON", "STYLES", "draw_question", "mount"]

_FOLDER: Final = Path(__file__).parent
ICON: Final = _FOLDER / "icon.svg"
STYLES: Final = tuple(_FOLDER / f"{name}.css" for name in ("page", "sections", "verification"))
"""The page's style sheets, for the components and for Streamlit's own elements."""


def draw_question(question: str, key: str, *, stay: bool = False) -> None:
    """Draw a question as the heading of its turn; the page goes to it, unless it is to ``stay``."""
    _component("question")(key=key, data={"question": question, **({"stay": True} if stay else {})})


def mount(name: str, data: dict[str, Any], key: str, **events: Callable[[object], None]) -> None:
    """Draw ``components/NAME.js``; each of its events is passed on with the value it brings."""
    import streamlit as st

    def passing_on(event: str, then: Callable[[object], None]) -> Callable[[], None]:
        return lambda: then(st.session_state[key].get(event))

    callbacks: dict[str, Any] = {
        f"on_{event}_change": passing_on(event, then) for event, then in events.items()
    }
    _component(name)(key=key, data=data, **callbacks)


@cache
def _component(name: str) -> "ComponentRenderer":
    import streamlit as st

    files = ("shared.js", f"{name}.js")
    script = "\n".join((_FOLDER / file).read_text(encoding="utf-8") for file in files)
    # Unisolated, so that find-in-page, copying and screen readers treat it as page text.
    return st.components.v2.component(f"onrecord_{name}", js=script, isolate_styles=False)
