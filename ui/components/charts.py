"""The two charts: articles over time, and the risk-coverage curve of the threshold."""

from collections.abc import Sequence
from typing import Any, Final

import streamlit as st

from assistant.reader.threshold_curve import Point
from corpus.listing import Timeline
from corpus.text.dates import spoken_day

__all__ = ["draw_curve", "draw_timeline"]

_HEIGHT: Final = 140
_UNITS: Final = {"day": "yearmonthdate", "month": "yearmonth", "year": "year"}
_SPOKEN: Final = {"day": "%-d %B %Y", "month": "%B %Y", "year": "%Y"}


def draw_timeline(timeline: Timeline) -> None:
    """Draw bars: how many articles were published when."""
    values = [{"from": day.isoformat(), "articles": count} for day, count in timeline.counts]
    most, busiest = max((count, day) for day, count in timeline.counts)
    spec = {
        "mark": {"type": "bar", "tooltip": True},
        "encoding": {
            "x": {
                "field": "from",
                "type": "temporal",
                # A day is that day, whatever time zone the browser is in.
                "timeUnit": f"utc{_UNITS[timeline.unit]}",
                "title": None,
                "axis": {"grid": False, "labelOverlap": True},
            },
            "y": {
                "field": "articles",
                "type": "quantitative",
                "title": None,
                "axis": {"tickCount": 3, "tickMinStep": 1, "format": ",d"},
            },
        },
    }
    alt = f"Articles by {timeline.unit}; the most are {most:,}, from {spoken_day(busiest)}."
    _draw(values, spec, _HEIGHT, alt)


def draw_curve(points: Sequence[Point], chosen: Point) -> None:
    """Draw a line: the share of wrong answers against the share of questions answered."""
    values = [
        {"answered": p.coverage, "wrong": p.risk, "threshold": p.threshold, "here": p == chosen}
        for p in points
    ]
    share = {"type": "quantitative", "axis": {"format": "%", "tickCount": 5, "grid": False}}
    across = {**share, "field": "answered", "title": "Questions that get an answer"}
    up = {**share, "field": "wrong", "title": "Answers that are wrong"}
    shown = [
        {"field": "threshold", "title": "Threshold", "format": ".2f"},
        {"field": "answered", "title": across["title"], "format": ".0%"},
        {"field": "wrong", "title": up["title"], "format": ".0%"},
    ]
    spec = {
        "encoding": {"x": across, "y": up},
        "layer": [
            {"mark": {"type": "line", "interpolate": "monotone"}},
            # Every point has its tooltip; only the chosen one is seen.
            {
                "mark": {"type": "point", "filled": True},
                "encoding": {
                    "tooltip": shown,
                    "size": {"value": 160},
                    "opacity": {"condition": {"test": "datum.here", "value": 1}, "value": 0},
                },
            },
        ],
    }
    alt = (
        f"Risk against coverage. At the chosen threshold {chosen.coverage:.0%} of the questions "
        f"get an answer, and {chosen.risk:.0%} of the answers are wrong."
    )
    _draw(values, spec, 2 * _HEIGHT, alt)


def _draw(values: list[dict[str, Any]], spec: dict[str, Any], height: int, alt: str) -> None:
    plain = {"data": {"values": values}, "height": height, **spec}
    st.vega_lite_chart(plain, width="stretch", alt=alt)
