"""Cards of people who do not exist (テスト用カード)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tsunagaru.ground.people.rules.card import CardPerson

PIN, SIGN_PASSWORD = "1234", "ABC123"
TRIES = 3


class CardState(StrEnum):
    """How it stands with a card (カードの状態)."""

    VALID = "valid"
    EXPIRED = "expired"
    REVOKED = "revoked"


@dataclass(frozen=True)
class TestCard:
    """One card (カード).

    Args:
        code: how the page of the stand-in calls it.
        serial: the number of its certificates; a renewed card has another one.
    """

    __test__ = False  # no test, whatever its name says

    code: str
    label: str
    person: CardPerson
    serial: int
    state: CardState = CardState.VALID


STRANGER = CardPerson(
    name="若葉　めぐみ",
    birth_on=date(1995, 3, 9),
    sex="female",
    address="静岡県駿東郡小山町菅沼100番地の1",
)
SAMPLE = (
    CardPerson("小山　花子", date(1988, 4, 2), "female", "静岡県駿東郡小山町藤曲57番地の2"),
    CardPerson("小山　次郎", date(1988, 4, 2), "male", "静岡県駿東郡小山町藤曲57番地の2"),
    CardPerson("見本　うめ", date(1946, 2, 20), "female", "静岡県駿東郡小山町須走45番地の6"),
)


def deck(people: Sequence[CardPerson] = SAMPLE) -> list[TestCard]:
    """Return the cards of some people and of a stranger (カード一式).

    The first person also has an expired card and a renewed one, the second a revoked one.
    """
    everybody = [*people, STRANGER]
    cards = [
        TestCard(f"card{number}", f"{person.name}（有効）", person, 1000 + number)
        for number, person in enumerate(everybody, start=1)
    ]
    first, second = everybody[0], everybody[1]
    return [
        *cards,
        TestCard("renewed", f"{first.name}（更新後の新しいカード）", first, 2001),
        TestCard("expired", f"{first.name}（有効期限切れ）", first, 3001, CardState.EXPIRED),
        TestCard("revoked", f"{second.name}（失効）", second, 4001, CardState.REVOKED),
    ]
