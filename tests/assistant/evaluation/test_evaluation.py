"""Evaluation of the assistant with a reader simple enough to know every right figure."""

import json
import re
from collections.abc import Iterator, Sequence
from html.parser import HTMLParser
from pathlib import Path

import pytest

from assistant import Assistant, Evidence
from assistant.evaluation import Case, EvaluationReport, evaluate
from assistant.evaluation.report_page import page
from corpus import Article, Corpus, Hit, InvalidInput

BRIDGE = Article(
    title="The bridge",
    text=(
        "The old bridge over the river Lorn was closed on Monday. Engineers found cracks in two "
        "of its pillars. Mayor Ada Quill said that repairs will cost nine million euros."
    ),
)
FAIR = Article(
    title="The book fair",
    text=(
        "The book fair in Marrow opened with 212 publishers from thirty countries. Its guest of "
        "honour is the novelist Ivo Brand. The fair closes on Sunday evening."
    ),
)
COST = Case("How much will the repairs of the bridge cost?", ("nine million euros",), (BRIDGE.id,))
GUEST = Case("Which novelist is the guest of honour?", ("Ivo Brand",))
PERU = Case("What is the capital of <b>Peru</b> & Chile?", answerable=False)
UNKNOWN = Case("Which fair closes on Sunday?")


class LongWords:
    """Finds sentences by the question's long words; takes their last two words for the answer."""

    threshold = 0.5

    def read(self, question: str, hits: Sequence[Hit]) -> list[Evidence]:
        wanted = set(re.findall(r"\w{4,}", question.lower()))
        evidence = {}
        for hit in hits:
            for start, end in hit.sentences:
                text = hit.text[start - hit.start : end - hit.start]
                shared = wanted & set(re.findall(r"\w{4,}", text.lower()))
                last = start + text.rindex(" ", 0, text.rindex(" ")) + 1
                support = len(shared) / len(wanted)
                evidence[start, text] = Evidence(hit, start, end, support, (last, end - 1))
        return sorted(evidence.values(), key=lambda piece: -piece.support)


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with Corpus.open(tmp_path_factory.mktemp("home")) as corpus:
        corpus.add([BRIDGE, FAIR])
        yield Assistant(corpus, reader=LongWords())


@pytest.fixture(scope="module")
def report(assistant: Assistant) -> EvaluationReport:
    return evaluate(assistant, [COST, GUEST, PERU, UNKNOWN], k=2)


def test_the_figures_of_a_corpus_that_answers(report: EvaluationReport) -> None:
    assert report["recall@2"] == report["sentence accuracy"] == 1
    assert report["refusal precision"] == report["refusal recall"] == 1
    assert report["answerable refused"] == 0
    assert report["citation precision"] == report["citation recall"] == 1
    assert report["AUROC"] == 1
    # "million euros" for "nine million euros" is .8, "Ivo Brand" is right, and so is a refusal.
    assert report["exact match"] == 0.5
    assert report["F1"] == pytest.approx(0.9)
    assert report["F1, refusals counted"] == pytest.approx(2.8 / 3)
    # Three of the five long words of the first question, three of the four of the second.
    assert report["calibration error"] == pytest.approx((0.4 + 0.25) / 2)
    assert report["risk-coverage area"] == pytest.approx(1 / 9)
    counts = {measure.name: measure.count for measure in report.measures}
    # Two cases say what is relevant or right, three are answerable, one is not.
    assert counts["recall@2"] == counts["sentence accuracy"] == 2
    assert counts["answerable refused"] == 3
    assert counts["refusal recall"] == 1
    assert counts["p50"] == 4


def test_every_figure_lies_in_its_interval(report: EvaluationReport) -> None:
    for measure in report.measures:
        assert measure.value is not None
        assert measure.low is not None
        assert measure.high is not None
        assert 0 <= measure.low <= measure.high
        if measure.group != "Seconds":
            assert measure.high <= 1


def test_outcomes_tell_what_was_said(report: EvaluationReport) -> None:
    cost, guest, peru, unknown = report.outcomes
    assert "nine million euros" in cost.sentence
    assert (cost.words, guest.words) == ("million euros", "Ivo Brand")
    assert cost.confidence == pytest.approx(3 / 5)
    assert (cost.right, guest.right, peru.right, unknown.right) == (True, True, False, None)
    assert not peru.answered
    assert peru.sentence == peru.words == ""
    assert [o.wrong for o in report.outcomes] == [False, False, False, False]
    assert cost.gains == (True, False)
    assert unknown.gains is None


def test_wrong_articles_and_words_are_wrong(assistant: Assistant) -> None:
    cases = [
        Case(COST.question, article_ids=(FAIR.id,)),
        Case(COST.question, answers=("ten million euros",)),
        Case(COST.question, answerable=False),
        Case(PERU.question, answers=("Lima",)),
    ]
    report = evaluate(assistant, cases, k=1)
    assert [o.right for o in report.outcomes] == [False, False, False, False]
    assert [o.wrong for o in report.outcomes] == [True, True, True, True]
    assert report["recall@1"] == report["refusal recall"] == 0
    assert report["answerable refused"] == pytest.approx(1 / 3)
    assert report["refusal precision"] == 0


def test_progress_and_what_makes_no_sense(assistant: Assistant) -> None:
    done: list[tuple[int, int]] = []
    evaluate(assistant, [COST, PERU], progress=lambda now, all_: done.append((now, all_)))
    assert done == [(1, 2), (2, 2)]
    with pytest.raises(InvalidInput, match="no question"):
        evaluate(assistant, [])
    with pytest.raises(InvalidInput, match="k is 0"):
        evaluate(assistant, [COST], k=0)
    with pytest.raises(InvalidInput, match="question 2 of 2: the question is empty"):
        evaluate(assistant, [COST, Case("\0")])


def test_what_supports_can_be_judged_otherwise(assistant: Assistant) -> None:
    report = evaluate(assistant, [COST], supports=lambda _statement, _quote: 0.0)
    assert report["citation precision"] == report["citation recall"] == 0


def test_a_relevant_article_counts_once(assistant: Assistant) -> None:
    (hit,) = assistant.corpus.search("bridge", k=1)
    both = Case("?", article_ids=(hit.article_id, "elsewhere"))
    assert both.gains([hit, hit]) == (True, False)
    assert Case("?", answers=("Mayor Ada Quill",)).gains([hit, hit]) == (True, False)
    assert Case("?", answers=("Ada",), article_ids=("elsewhere",)).gains([hit]) == (False,)


def test_the_table_has_every_figure(report: EvaluationReport) -> None:
    lines = report.to_table().splitlines()
    assert max(map(len, lines)) <= 80
    for measure in report.measures:
        assert any(line.startswith(f"  {measure.name} ") for line in lines)
    assert any(re.fullmatch(r"  recall@2 +1\.000  1\.000 to 1\.000 +2", line) for line in lines)


def test_a_figure_without_questions_is_a_dash(assistant: Assistant) -> None:
    table = evaluate(assistant, [COST]).to_table()
    assert re.search(r"refusal recall +– +0\n", table)


def test_json_holds_it_all(report: EvaluationReport) -> None:
    report_json = json.loads(json.dumps(report.to_dict()))
    assert report_json["questions"] == 4
    assert {m["name"]: m["value"] for m in report_json["measures"]}["recall@1"] == report[
        "recall@1"
    ]
    assert report_json["recall_at"][-1] == [2, 1.0]
    assert report_json["risk_coverage"][-1][0] == 1
    assert sum(band["count"] for band in report_json["reliability"]) == 2
    assert [o["answered"] for o in report_json["outcomes"]] == [True, True, False, True]
    assert list(report_json["outcomes"][0]) == (
        "question answerable answers answered sentence words confidence right ranks seconds".split()
    )


class _Page(HTMLParser):
    """The tags of a page, and whether they close in order."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.open: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        if tag != "meta":
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_page_is_whole_and_needs_nothing(report: EvaluationReport) -> None:
    parsed = _Page()
    html = page(report)
    parsed.feed(html)
    assert not parsed.open
    assert parsed.tags.count("svg") == parsed.tags.count("figure") == 3
    assert {"script", "link", "img", "iframe", "a", "b"}.isdisjoint(parsed.tags)
    names = {name for name, _ in parsed.attributes}
    assert {"src", "href", "style", "onload"}.isdisjoint(names)
    assert "http://" not in html
    assert "https://" not in html
    assert "prefers-color-scheme: dark" in html


def test_the_page_escapes_questions_and_articles(tmp_path: Path) -> None:
    attack = '<img src=x onerror="alert(1)"> said that repairs of the bridge cost nine euros.'
    with Corpus.open(tmp_path) as corpus:
        corpus.add(Article(text=attack))
        cases = [
            Case("How much do repairs of the <i>bridge</i> cost?", answers=("<u>ten</u>",)),
            PERU,
        ]
        html = page(evaluate(Assistant(corpus, reader=LongWords()), cases))
    assert "&lt;img src=x onerror=" in html
    assert "&lt;i&gt;bridge&lt;/i&gt;" in html
    assert "&lt;u&gt;ten&lt;/u&gt;" in html
    for tag in ("<img", "<i>", "<u>"):
        assert tag not in html
