"""Metrics of the API, in Prometheus's text format."""

from typing import Final

from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    generate_latest,
)

__all__ = ["MEDIA_TYPE", "Metrics"]

MEDIA_TYPE: Final = CONTENT_TYPE_LATEST
_OTHER: Final = "other"
"""Stands for every path and every method that is not the API's: a stranger makes no new series."""
_METHODS: Final = ("GET", "HEAD", "POST", "DELETE", "OPTIONS")
_SECONDS: Final = (0.005, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 30.0, 60.0)
"""Upper bounds: from health to answers that a chat model writes."""


class Metrics:
    """Counts of one application. Thread-safe."""

    def __init__(self) -> None:
        # Not prometheus_client's own, which all share: it refuses the same names a second time.
        self._registry = CollectorRegistry()
        self._requests = Counter(
            "onrecord_requests",
            "Requests that were answered",
            ["route", "method", "status"],
            registry=self._registry,
        )
        self._seconds = Histogram(
            "onrecord_request_seconds",
            "Seconds until the last byte of an answer",
            ["route"],
            buckets=_SECONDS,
            registry=self._registry,
        )
        self._questions = Counter(
            "onrecord_questions",
            "Questions, by the kind of their answer; refused where the articles do not answer",
            ["kind", "result"],
            registry=self._registry,
        )
        self._articles = Gauge(
            "onrecord_articles", "Articles in the corpus", registry=self._registry
        )
        # Memory and processor time: only prometheus_client's own registry has them by itself.
        ProcessCollector(registry=self._registry)

    def count_request(
        self, route: str | None, method: str, status: int | None, seconds: float
    ) -> None:
        """Count a request.

        Args:
            route: The template of its path; None where no route has the path.
            method: Of HTTP.
            status: Of HTTP; None if it had no answer.
            seconds: Until the last byte was sent.
        """
        route = route or _OTHER
        method = method if method in _METHODS else _OTHER
        self._requests.labels(route, method, status or "none").inc()
        self._seconds.labels(route).observe(seconds)

    def count_question(self, kind: str, *, answered: bool) -> None:
        """Count a question that was answered, or refused."""
        self._questions.labels(kind, "answered" if answered else "refused").inc()

    def text(self, articles: int) -> bytes:
        """Return all metrics.

        Args:
            articles: How many there are just now.
        """
        self._articles.set(articles)
        return generate_latest(self._registry)
