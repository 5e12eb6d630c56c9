"""The look of the chat, as options of Streamlit's server: a light and a dark theme.

Which of the two is shown follows the reader's system. The fonts are the ones that Streamlit
serves itself, so that no font is fetched from elsewhere. Contrasts of text and of links with
their background are 4.5:1 or more (WCAG 2.2, level AA).
"""

from typing import Final

__all__ = ["THEME"]

_LIGHT: Final[dict[str, str | list[str]]] = {
    "primaryColor": "#1c4f82",
    "backgroundColor": "#fdfcfa",
    "secondaryBackgroundColor": "#f3f1ec",
    "textColor": "#1f1d1a",
    "linkColor": "#1c4f82",
    "borderColor": "#dedad2",
    "chartCategoricalColors": ["#1c4f82"],
}
_DARK: Final[dict[str, str | list[str]]] = {
    "primaryColor": "#8fbbe8",
    "backgroundColor": "#161719",
    "secondaryBackgroundColor": "#202225",
    "textColor": "#e9e6e1",
    "linkColor": "#8fbbe8",
    "borderColor": "#3a3c40",
    "chartCategoricalColors": ["#8fbbe8"],
}

THEME: Final[dict[str, str | list[str]]] = {
    "theme.font": "sans-serif",
    "theme.headingFont": "serif",
    "theme.baseRadius": "6px",
    **{f"theme.light.{name}": value for name, value in _LIGHT.items()},
    **{f"theme.dark.{name}": value for name, value in _DARK.items()},
}
"""Option name → value, as ``streamlit config show`` lists them."""
