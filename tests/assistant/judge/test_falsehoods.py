"""Small changes that make a sentence false, of kinds that only a model of meaning can tell."""

import pytest

from assistant.judge.verifier import Verifier
from corpus import Article, Hit
from tests.benchmarks.verification import passage

TEXT = (
    "Lena Brodd, who chairs the Orsund council, said on Tuesday that the town may sell its "
    "swimming hall next year. A few members oppose the sale, she said. Police suspect that the "
    "former manager, Olav Teig, took 30,000 pounds from the till between 2020 and 2022. Teig "
    "denies it. His lawyer, Greta Holm, said that the accounts were kept by somebody else.\n"
    "The hall was closed for eleven days in January after a pipe burst. Visits fell by 8 "
    "percent in 2023, when a rival pool opened in Nesby. Repairs cost 450,000 pounds; the "
    "insurer Vardan paid a third of that. Swimmers at Orsund pay less than those in Nesby. Holm "
    "defeated Brodd in the election of 2019. Teachers asked parents to sign the petition, and "
    "many of them did. Engineers could inspect the roof in March if the state lends the money. "
    "A survey found that some visitors prefer the old pool. The plan to heat the water with "
    "waste from a dairy was reportedly dropped."
)
FALSE = {
    "modality": [
        "The town will sell its swimming hall next year.",
        "The town has sold its swimming hall.",
        "Engineers will inspect the roof in March.",
        "Engineers inspected the roof in March.",
        "The town must sell its swimming hall next year.",
    ],
    "allegation": [
        "Olav Teig took 30,000 pounds from the till between 2020 and 2022.",
        "The former manager took money from the till.",
        "Teig stole 30,000 pounds.",
        "Olav Teig was convicted of taking 30,000 pounds from the till.",
        "Teig admits that he took the money.",
    ],
    "quantity": [
        "Most members oppose the sale.",
        "All members oppose the sale.",
        "Few parents signed the petition.",
        "All visitors prefer the old pool.",
        "The insurer Vardan paid all of the repairs.",
    ],
    "currency": [
        "Repairs cost 450,000 euros.",
        "Repairs cost 450,000 dollars.",
        "Police suspect that Olav Teig took 30,000 dollars from the till.",
        "Repairs cost $450,000.",
        "The repairs cost 450,000 kronor.",
    ],
    "cause": [
        "Visits fell because a pipe burst.",
        "The hall was closed because a rival pool opened in Nesby.",
        "The town may sell its swimming hall because Teig took money.",
        "The hall was closed in January because the roof leaked.",
        "Brodd lost the election because of the swimming hall.",
    ],
    "roles": [
        "Brodd defeated Holm in the election of 2019.",
        "Parents asked teachers to sign the petition.",
        "Swimmers in Nesby pay less than those at Orsund.",
        "The state could inspect the roof if engineers lend the money.",
        "Holm suspects that the police took 30,000 pounds.",
    ],
    "speaker": [
        "Olav Teig said that the town may sell its swimming hall next year.",
        "Lena Brodd said that the accounts were kept by somebody else.",
        "Greta Holm said that a few members oppose the sale.",
        "The police said that the accounts were kept by somebody else.",
        "Vardan said that the town may sell its swimming hall.",
    ],
}
FAITHFUL = [
    "The Orsund council's chair, Lena Brodd, said that the town may sell its swimming hall.",
    "Olav Teig is suspected of having taken 30,000 pounds from the till.",
    "According to Lena Brodd, a few members are against the sale.",
    "The hall was closed for 11 days after a pipe burst in January.",
    "Brodd was defeated by Holm in the 2019 election.",
    "In 2023 the number of visits dropped by 8 per cent.",
    "Greta Holm, who is Teig's lawyer, said that somebody else kept the accounts.",
    "Swimmers in Nesby pay more than those at Orsund.",
    "Parents were asked by teachers to sign the petition.",
    "Vardan, an insurer, paid one third of the cost of the repairs.",
]


@pytest.fixture(scope="module")
def verifier() -> Verifier:
    return Verifier()


@pytest.fixture(scope="module")
def hit() -> Hit:
    return passage(Article(text=TEXT, title="Orsund thinks of selling its swimming hall"))


@pytest.mark.parametrize("kind", FALSE)
def test_a_falsehood_is_withheld(verifier: Verifier, hit: Hit, kind: str) -> None:
    shown = [claim for claim in FALSE[kind] if verifier.check(claim, [hit]).supports]
    # A cause that two sentences put together seem to tell is the one that passes.
    assert len(shown) <= (kind == "cause")


def test_other_words_for_the_same_are_kept(verifier: Verifier, hit: Hit) -> None:
    kept = [claim for claim in FAITHFUL if verifier.check(claim, [hit]).supports]
    assert len(kept) >= 8
