"""Line charts as inline SVG."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

__all__ = ["Series", "chart"]

_WIDTH, _HEIGHT = 320, 220
_LEFT, _RIGHT, _TOP, _BOTTOM = 38, 10, 10, 34
"""Margins around the plot, in the drawing's units."""
_TICKS = (0.0, 0.25, 0.5, 0.75, 1.0)


@dataclass(frozen=True, slots=True)
class Series:
    """One line; ``points`` are x and y, in order of x."""

    points: Sequence[tuple[float, float]]
    dots: bool = False
    dashed: bool = False


def chart(across: str, up: str, *lines: Series, width: float = 1.0) -> str:
    """Draw lines over x from 0 to ``width`` and y from 0 to 1.

    Args:
        across: Label of the x axis.
        up: Label of the y axis.
        lines: At least one; what is drawn first lies below.
        width: The largest x, above 0.
    """
    shapes = [_grid(width)]
    for line in lines:
        places = [_place(x / width, y) for x, y in line.points]
        joined = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
        shapes.append(f'<polyline class="{"two" if line.dashed else "one"}" points="{joined}"/>')
        if line.dots or len(places) == 1:  # a line of one point is not drawn
            shapes += [
                f'<circle class="dot" cx="{x:.1f}" cy="{y:.1f}" r="3.5">'
                f"<title>{across} {a:.3g}, {up} {b:.3f}</title></circle>"
                for (x, y), (a, b) in zip(places, line.points, strict=True)
            ]
    middle = _LEFT + (_WIDTH - _LEFT - _RIGHT) / 2
    half = _TOP + (_HEIGHT - _TOP - _BOTTOM) / 2
    label = escape(f"{up} by {across}")
    return (
        f'<svg viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" aria-label="{label}">{"".join(shapes)}'
        f'<text x="{middle}" y="{_HEIGHT - 4}" text-anchor="middle">{escape(across)}</text>'
        f'<text x="10" y="{half}" text-anchor="middle" transform="rotate(-90 10 {half})">'
        f"{escape(up)}</text></svg>"
    )


def _grid(width: float) -> str:
    shapes = []
    for tick in _TICKS:
        x, y = _place(tick, tick)
        left, bottom = _place(0, 0)
        right, top = _place(1, 1)
        shapes.append(
            f'<line class="grid" x1="{left}" y1="{y}" x2="{right}" y2="{y}"/>'
            f'<line class="grid" x1="{x}" y1="{top}" x2="{x}" y2="{bottom}"/>'
            f'<text x="{left - 4}" y="{y + 4}" text-anchor="end">{tick:g}</text>'
            f'<text x="{x}" y="{bottom + 14}" text-anchor="middle">{tick * width:g}</text>'
        )
    return "".join(shapes)


def _place(x: float, y: float) -> tuple[float, float]:
    """Map a point of the unit square to x and y in the drawing."""
    return _LEFT + x * (_WIDTH - _LEFT - _RIGHT), _HEIGHT - _BOTTOM - y * (_HEIGHT - _TOP - _BOTTOM)
