"""A tiny network learns a few items, is taught, kept and exported with the same scores."""

from pathlib import Path

import numpy as np
import pytest

from assistant.reader.training.data import drawn
from assistant.reader.training.data.sampler import Item, item_of

torch = pytest.importorskip("torch")
pytest.importorskip("onnx")

from assistant.reader.training.fitting import export_reader, fit, network  # noqa: E402

torch.set_num_threads(1)  # two that wait for each other are slower, the more so in company
WORDS, ANSWER, YES, NO = 130, 50, 60, 61
PLAN = fit.Plan(rate=3e-3, examples=8_000, tokens=32 * 16, seed=3)


def tiny(layers: int = 1) -> network.Network:
    """A network of few words, whose vectors are random."""
    torch.manual_seed(5)
    made = network.Network(layers, width=48, heads=4, words=WORDS)
    made.words.normal_()
    made.distances.normal_(std=0.1)
    return made


def passages(kind: int | None, count: int, seed: int) -> list[Item]:
    """Return items about noise with at most one telling word, the answer where there is one."""
    chance = np.random.default_rng(seed)
    items = []
    for _ in range(count):
        passage = chance.integers(10, 40, chance.integers(6, 16)).tolist()
        index = int(chance.integers(len(passage)))
        if kind is not None:
            passage[index] = kind
        span = (index, index + 1) if kind == ANSWER else None
        items.append(item_of([5, 6], [], passage, span, kind in (ANSWER, YES)))
    return items


@pytest.fixture(scope="module")
def items() -> drawn.Drawn:
    questions = drawn.from_items([*passages(ANSWER, 150, 1), *passages(None, 150, 2)])
    told = drawn.from_items(passages(YES, 150, 3), claims=True)
    told["start"][:] = told["end"][:] = -1
    other = drawn.from_items(passages(NO, 150, 4), claims=True)
    other["start"][:] = other["end"][:] = -1
    other["label"][:75] = drawn.LABELS.index("contradicted")
    return drawn.join([questions, told, other])


@pytest.fixture(scope="module")
def trained(items: drawn.Drawn) -> network.Network:
    return fit.train(tiny(), items, PLAN)


def scores(of: network.Network, items: drawn.Drawn) -> tuple[fit.Batch, network.Scores]:
    kept = fit.Items(items, torch.device("cpu"))
    batch = kept.batch(np.arange(len(kept)), 32)
    with torch.no_grad():
        return batch, of(batch.ids, batch.mask, batch.types)


def test_it_learns_spans_answers_and_judgements(trained: network.Network) -> None:
    unseen = [passages(kind, 50, 20 + at) for at, kind in enumerate((ANSWER, None, YES, NO))]
    batch, said = scores(trained, drawn.from_items([item for part in unseen for item in part]))
    start = said.start.masked_fill(~batch.allowed, -1e4).argmax(1)
    assert float((start == batch.start)[:50].float().mean()) > 0.9
    assert float((said.answerable[:50] > 0).float().mean()) > 0.9
    assert float((said.answerable[50:100] < 0).float().mean()) > 0.9
    judged = said.judged.softmax(1)
    assert float((judged[100:150, 0] > 0.5).float().mean()) > 0.9
    assert float((judged[150:, 0] < 0.5).float().mean()) > 0.9


def test_the_same_seed_trains_the_same_network(items: drawn.Drawn) -> None:
    short = fit.Plan(examples=300, tokens=32 * 16, seed=4)
    one, two = (fit.train(tiny(), items, short).state_dict() for _ in range(2))
    assert all(torch.equal(one[name], two[name]) for name in one)
    assert not torch.equal(one["heads.weight"], tiny().heads.weight)
    assert torch.equal(one["words"], tiny().words)


def test_a_teacher_is_followed_where_the_truth_is_not_told(trained: network.Network) -> None:
    unknown = drawn.from_items(passages(ANSWER, 64, 9))
    unknown["start"][:] = unknown["end"][:] = -1
    batch, said = scores(tiny(), unknown)
    _, taught = scores(trained, unknown)
    assert float(fit.loss_of(batch, taught, taught)) < float(fit.loss_of(batch, said, taught))
    log: list[dict[str, float]] = []
    plan = fit.Plan(rate=3e-3, examples=3_000, tokens=32 * 16)
    student = fit.train(tiny(), unknown, plan, trained, log.append)
    learnt = scores(student, unknown)[1].start.masked_fill(~batch.allowed, -1e4).argmax(1)
    right = taught.start.masked_fill(~batch.allowed, -1e4).argmax(1)
    assert float((learnt == right).float().mean()) > 0.9
    assert log[-1]["items"] >= 3_000


def test_either_of_two_will_do_for_what_is_not_supported() -> None:
    made = drawn.from_items([passages(None, 1, 1)[0]] * 2, claims=True)
    made["label"][:] = drawn.LABELS.index("unsupported"), drawn.LABELS.index("contradicted")
    batch, said = scores(tiny(), made)
    told = torch.tensor([[-9.0, -9.0, 9.0]] * 2)
    loss = fit._judge_loss(batch, said._replace(judged=told), None)
    assert float(loss[0]) == pytest.approx(0.0, abs=1e-3)
    assert float(loss[1]) > 10


def test_the_verdict_counts_where_it_is_known() -> None:
    made = drawn.from_items(passages(None, 2, 1))
    made["verdict"][:] = drawn.VERDICTS.index("no"), -1
    batch, said = scores(tiny(), made)
    for told, loss in (([-9.0, 9.0, -9.0], 0.36), ([9.0, -9.0, -9.0], 17.82)):
        lost = fit._verdict_loss(batch, said._replace(verdict=torch.tensor([told] * 2)), None)
        assert float(lost[0]) == pytest.approx(loss, abs=0.01)
        assert float(lost[1]) == 0


def test_each_item_comes_once_a_round_in_batches_of_its_length() -> None:
    made = drawn.from_items(
        item_of([5], [], [number] * (10 + 40 * (number % 2)), None, answerable=False)
        for number in range(10, 26)
    )
    kept = fit.Items(made, torch.device("cpu"))
    stream = fit.batches(kept, tokens=128, seed=1)
    lengths: dict[int, list[int]] = {32: [], 64: []}
    while min(map(len, lengths.values())) < 16:
        batch = next(stream)
        lengths[batch.ids.shape[1]] += batch.ids[:, 3].tolist()
        assert batch.ids.numel() == 128
    for length, parity in ((32, 0), (64, 1)):
        assert sorted(lengths[length][:8]) == [n for n in range(10, 26) if n % 2 == parity]


def test_the_rate_rises_and_falls_and_the_clock_may_decide() -> None:
    plan = fit.Plan(rate=1.0, seconds=100)
    assert plan.done(50, 10**9) == 0.5
    assert fit.Plan(examples=200).done(10**9, 50) == 0.25
    rates = [plan.rate_at(done) for done in (0, 0.02, 0.05, 0.5, 0.99)]
    assert rates[0] < rates[1] < rates[2] > rates[3] > rates[4] > 0
    assert rates[2] == pytest.approx(1.0)


def test_filling_up_changes_no_score(trained: network.Network) -> None:
    ids = torch.tensor([[101, 5, 6, 102, 11, 12, ANSWER, 102]])
    types = torch.tensor([[0, 0, 0, 0, 1, 1, 1, 1]])
    short = trained(ids, torch.ones_like(ids), types)
    filled, more = torch.nn.functional.pad(ids, (0, 24)), torch.nn.functional.pad(types, (0, 24))
    long = trained(filled, filled > 0, more)
    assert torch.allclose(short.start, long.start[:, :8], atol=1e-4)
    assert torch.allclose(short.judged, long.judged, atol=1e-4)


def test_weights_are_kept_whole_or_the_lowest_layers_alone(tmp_path: Path) -> None:
    made = tiny(layers=2)
    network.save(made, tmp_path / "weights.npz")
    ids = torch.tensor([[101, 5, 102, 11, 102]])
    again = network.load(tmp_path / "weights.npz")
    for one, two in zip(made(ids, ids > 0, ids * 0), again(ids, ids > 0, ids * 0), strict=True):
        assert torch.equal(one, two)
    lower = network.load(tmp_path / "weights.npz", layers=1)
    assert len(lower.layers) == 1
    assert torch.equal(lower.layers[0].up.weight, made.layers[0].up.weight)


def test_the_weights_of_mpnet_are_found_under_the_ids_of_bert(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from safetensors.torch import save_file

    monkeypatch.setattr(network, "WORDS", WORDS)
    monkeypatch.setattr(network, "PLACES", 330)
    words = WORDS + network.SHIFT + 1
    theirs = {
        "embeddings.word_embeddings.weight": torch.arange(words).repeat(network.WIDTH, 1).T.float(),
        "embeddings.position_embeddings.weight": torch.randn(330, network.WIDTH),
        "embeddings.LayerNorm.weight": torch.ones(network.WIDTH),
        "embeddings.LayerNorm.bias": torch.zeros(network.WIDTH),
        "encoder.relative_attention_bias.weight": torch.randn(32, network.HEADS),
    }
    wide = network.TIMES * network.WIDTH
    layer = "encoder.layer.0."
    for name, outputs, inputs in (
        *((f"attention.attn.{name}", network.WIDTH, network.WIDTH) for name in "qkvo"),
        ("intermediate.dense", wide, network.WIDTH),
        ("output.dense", network.WIDTH, wide),
    ):
        theirs[f"{layer}{name}.weight"] = torch.randn(outputs, inputs)
        theirs[f"{layer}{name}.bias"] = torch.randn(outputs)
    for name in ("attention.LayerNorm", "output.LayerNorm"):
        theirs[f"{layer}{name}.weight"] = torch.ones(network.WIDTH)
        theirs[f"{layer}{name}.bias"] = torch.zeros(network.WIDTH)
    save_file({k: v.contiguous() for k, v in theirs.items()}, tmp_path / "model.safetensors")
    made = network.from_mpnet(tmp_path, layers=1)
    assert made.words[:, 0][[0, 5, 101, 102]].tolist() == [1, 9, 0, 2]
    query = theirs[f"{layer}attention.attn.q.weight"]
    assert torch.equal(made.layers[0].qkv.weight[: network.WIDTH], query)
    assert torch.equal(made.distances, theirs["encoder.relative_attention_bias.weight"])


@pytest.mark.filterwarnings("ignore")
def test_what_is_exported_gives_the_same_scores(trained: network.Network, tmp_path: Path) -> None:
    from corpus.models.onnx import open_session

    export_reader.export_fused(trained, tmp_path / "fp32.onnx")
    export_reader.quantise(tmp_path / "fp32.onnx", tmp_path / "model.onnx")
    assert (tmp_path / "model.onnx").stat().st_size < (tmp_path / "fp32.onnx").stat().st_size
    sessions = [
        open_session((tmp_path / name).read_bytes()) for name in ("fp32.onnx", "model.onnx")
    ]
    for item in (*passages(ANSWER, 4, 30), *passages(NO, 4, 31)):
        ids = torch.tensor([item.ids])
        types = (torch.arange(len(item.ids)) >= item.second).long()[None]
        with torch.no_grad():
            wanted = trained(ids, torch.ones_like(ids), types)
        inputs = {"input_ids": ids.numpy(), "token_type_ids": types.numpy()}
        for session, most in zip(sessions, (0.1, 1.0), strict=True):
            for one, two in zip(
                wanted, session.run(list(export_reader.OUTPUTS), inputs), strict=True
            ):
                assert np.abs(one.numpy() - two).max() < most


@pytest.mark.filterwarnings("ignore")
def test_an_export_with_other_scores_is_refused(tmp_path: Path) -> None:
    made = tiny()
    export_reader.export_fused(made, tmp_path / "fp32.onnx")
    made.heads.bias.data += 1
    with pytest.raises(SystemExit, match="differs from the trained one"):
        export_reader.check(export_reader.Exported(made).eval(), tmp_path / "fp32.onnx")
