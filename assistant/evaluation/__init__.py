"""Measure the assistant on questions of one's own: ``onrecord eval FILE.jsonl``."""

from collections.abc import Sequence

from assistant.evaluation.cases import Case, load_cases
from assistant.evaluation.measures import Measure
from assistant.evaluation.metrics import Supports, verbatim
from assistant.evaluation.report import EvaluationReport
from assistant.evaluation.run import Asker, Outcome, Progress
from corpus import InvalidInput

__all__ = ["Case", "EvaluationReport", "Measure", "Outcome", "evaluate", "load_cases"]


def evaluate(
    assistant: Asker,
    cases: Sequence[Case],
    *,
    k: int = 10,
    progress: Progress | None = None,
    supports: Supports = verbatim,
) -> EvaluationReport:
    """Ask every question and measure what was found, answered, cited and refused.

    Args:
        assistant: An ``Assistant``. It is asked the first question twice, so that loading the
            models is not counted as time to answer.
        cases: At least one, as ``load_cases`` reads them.
        k: How many passages retrieval is judged on, from 1.
        progress: Called with how many questions are done and how many there are.
        supports: Says how likely a quote supports a statement. The default asks for the
            statement's own words, which is right for extractive answers only.

    Raises:
        InvalidInput: There is no case, ``k`` is less than 1, or a question cannot be asked.
        StoreError: The corpus cannot be read.
    """
    if not cases:
        raise InvalidInput("there is no question to evaluate; give at least one")
    if k < 1:
        raise InvalidInput(f"k is {k}; judge at least 1 passage")
    outcomes = []
    for done, case in enumerate((cases[0], *cases)):
        try:
            outcomes.append(Outcome.of(assistant, case, k=k, supports=supports))
        except InvalidInput as error:
            raise InvalidInput(f"question {max(done, 1)} of {len(cases)}: {error}") from error
        if progress and done:
            progress(done, len(cases))
    return EvaluationReport.of(outcomes[1:], k)
