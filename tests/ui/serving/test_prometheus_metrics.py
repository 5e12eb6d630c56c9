"""Metrics: each application has its own, and strangers make no series."""

from prometheus_client.parser import text_string_to_metric_families

from ui.serving.prometheus_metrics import Metrics


def samples(metrics: Metrics) -> dict[tuple[str, tuple[str, ...]], float]:
    text = metrics.text(articles=3).decode()
    return {
        (sample.name, tuple(value for _, value in sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def test_two_applications_count_apart() -> None:
    first, second = Metrics(), Metrics()
    first.count_request("/v1/ask", "POST", 200, 0.3)
    first.count_question("fact", answered=True)
    values = samples(first)
    assert values["onrecord_requests_total", ("POST", "/v1/ask", "200")] == 1
    assert values["onrecord_request_seconds_sum", ("/v1/ask",)] == 0.3
    assert values["onrecord_request_seconds_bucket", ("0.2", "/v1/ask")] == 0
    assert values["onrecord_request_seconds_bucket", ("0.5", "/v1/ask")] == 1
    assert values["onrecord_questions_total", ("fact", "answered")] == 1
    assert values["onrecord_articles", ()] == 3
    assert not any(name.startswith("onrecord_requests") for name, _ in samples(second))


def test_whatever_a_stranger_asks_for_is_one_series() -> None:
    metrics = Metrics()
    for number in range(50):
        metrics.count_request(None, f"ODD{number}", 404, 0.1)
    counted = {key: n for key, n in samples(metrics).items() if "requests_total" in key[0]}
    assert counted == {("onrecord_requests_total", ("other", "other", "404")): 50}
