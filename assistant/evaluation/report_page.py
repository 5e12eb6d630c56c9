"""An evaluation as one HTML page: figures, curves, and the questions that went wrong."""

from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING

from assistant.evaluation.chart import Series, chart

if TYPE_CHECKING:
    from assistant.evaluation.measures import Measure
    from assistant.evaluation.report import EvaluationReport
    from assistant.evaluation.run import Outcome

__all__ = ["page"]

_MOST_WRONG = 200
"""Questions listed as gone wrong, at most; the JSON has them all."""

_STYLE = """
:root { color-scheme: light dark; --ink: #1c1f24; --dim: #5b6470; --line: #d8dce2;
  --paper: #ffffff; --one: #1f5fbf; --two: #7a8794; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8eaed; --dim: #a2abb6; --line: #3a414a;
  --paper: #15181c; --one: #7fb0ff; --two: #8b96a3; } }
body { margin: 0 auto; max-width: 60rem; padding: 1.5rem 1rem 3rem; background: var(--paper);
  color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: break-word; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.15rem; margin-top: 2rem; }
p, td.dim, th, small, figcaption { color: var(--dim); } small { display: block; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .3rem .75rem .3rem 0;
  border-bottom: 1px solid var(--line); font-weight: normal; }
th[scope=rowgroup] { color: var(--ink); font-weight: 600; padding-top: 1rem; }
td.number { white-space: nowrap; font-variant-numeric: tabular-nums; }
th { white-space: nowrap; } td { min-width: 3rem; } td.said { min-width: 9rem; }
.scroll { overflow-x: auto; }
.charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(17rem, 1fr)); gap: 1.5rem; }
figure { margin: 0; } svg { width: 100%; height: auto; }
svg text { fill: var(--dim); font: 11px system-ui, sans-serif; }
.grid { stroke: var(--line); } .one { stroke: var(--one); fill: none; stroke-width: 2; }
.two { stroke: var(--two); fill: none; stroke-dasharray: 4 4; } .dot { fill: var(--one); }
"""


def page(report: "EvaluationReport") -> str:
    """Return the page in one string, with every text from articles and questions escaped.

    It needs nothing else: no script, no style sheet, no request.
    """
    count = len(report.outcomes)
    questions = f"{count:,} question{'s' if count != 1 else ''}"
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        # Nothing on the page needs anything, so nothing is allowed.
        '<meta http-equiv="Content-Security-Policy" '
        "content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        f"<title>On Record: evaluation on {questions}</title>\n<style>{_STYLE}</style>\n</head>\n"
        f"<body>\n<h1>Evaluation on {questions}</h1>\n"
        "<p>With 95% confidence intervals, from a bootstrap over questions.</p>\n"
        f"{_figures(report.measures)}{_charts(report)}{_wrong(report.outcomes)}</body>\n</html>\n"
    )


def _figures(measures: "Sequence[Measure]") -> str:
    rows, group = [], ""
    for measure in measures:
        if measure.group != group:
            group = measure.group
            rows.append(f'<tr><th scope="rowgroup" colspan="4">{escape(group)}</th></tr>')
        value, interval = measure.shown()
        rows.append(
            f"<tr><td>{escape(measure.name)}<small>{escape(measure.meaning)}</small></td>"
            f"<td class='number'>{value}</td>"
            f"<td class='number dim'>{interval}</td>"
            f"<td class='number dim'>{measure.count:,}</td></tr>"
        )
    head = "".join(
        f'<th scope="col">{name}</th>' for name in ("", "value", "95% interval", "questions")
    )
    return f'<div class="scroll"><table>\n<tr>{head}</tr>\n{chr(10).join(rows)}\n</table></div>\n'


def _charts(report: "EvaluationReport") -> str:
    figures = []
    if report.risk_coverage:
        figures.append(
            _figure(
                "Risk and coverage: the share of wrong answers when only the surest are given.",
                chart("share answered", "share wrong", Series(report.risk_coverage)),
            )
        )
    if report.reliability:
        points = [(bin_.confidence, bin_.accuracy) for bin_ in report.reliability]
        figures.append(
            _figure(
                "Reliability: answers on the dashed line are right as often as they claim.",
                chart(
                    "confidence",
                    "share right",
                    Series(points, dots=True),
                    Series([(0.0, 0.0), (1.0, 1.0)], dashed=True),
                ),
            )
        )
    if report.recall_at:
        last = report.recall_at[-1][0]
        figures.append(
            _figure(
                f"Recall: the share of what is relevant among the first 1 to {last} passages.",
                chart("passages", "recall", Series(report.recall_at, dots=True), width=last),
            )
        )
    return f'<h2>Curves</h2>\n<div class="charts">\n{"".join(figures)}</div>\n' if figures else ""


def _figure(caption: str, drawing: str) -> str:
    return f"<figure>{drawing}<figcaption>{escape(caption)}</figcaption></figure>\n"


def _wrong(outcomes: "Sequence[Outcome]") -> str:
    wrong = [o for o in outcomes if o.wrong]
    if not wrong:
        return ""
    rows = []
    for outcome in sorted(wrong, key=lambda o: -o.confidence)[:_MOST_WRONG]:
        expected = " / ".join(outcome.case.answers) if outcome.case.answerable else "(no answer)"
        rows.append(
            f"<tr><td class='said'>{escape(outcome.case.question)}</td><td>{escape(expected)}</td>"
            f"<td class='said'>{escape(outcome.sentence) or '(refused)'}</td>"
            f"<td class='number'>{outcome.confidence:.2f}</td></tr>"
        )
    head = "".join(
        f'<th scope="col">{name}</th>' for name in ("question", "expected", "said", "confidence")
    )
    return (
        f"<h2>What went wrong: {len(wrong):,} of {len(outcomes):,}, the surest first</h2>\n"
        f'<div class="scroll"><table>\n<tr>{head}</tr>\n{chr(10).join(rows)}\n</table></div>\n'
    )
