"""An invented population (模擬の住民): households, ages and names that look like a small town's.

Names are put together from generic kanji and their readings; no list of real people is used.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from uuid import UUID

from tsunagaru.ground.people.rules.persons import Person

# (kanji, reading) that make up family names in any combination.
FIRST = (
    ("山", "ヤマ"), ("川", "カワ"), ("田", "タ"), ("中", "ナカ"), ("上", "ウエ"), ("下", "シモ"),
    ("松", "マツ"), ("竹", "タケ"), ("杉", "スギ"), ("石", "イシ"), ("西", "ニシ"),
    ("東", "ヒガシ"), ("北", "キタ"), ("南", "ミナミ"), ("大", "オオ"), ("小", "コ"),
    ("高", "タカ"), ("森", "モリ"),
    ("岩", "イワ"), ("水", "ミズ"), ("野", "ノ"), ("古", "フル"), ("新", "ニイ"), ("宮", "ミヤ"),
)  # fmt: skip
LAST = (
    ("田", "ダ"), ("野", "ノ"), ("沢", "ザワ"), ("村", "ムラ"), ("原", "ハラ"), ("本", "モト"),
    ("島", "シマ"), ("口", "グチ"), ("崎", "サキ"), ("井", "イ"), ("谷", "ヤ"), ("木", "キ"),
    ("岡", "オカ"), ("畑", "ハタ"), ("坂", "サカ"), ("池", "イケ"), ("橋", "ハシ"), ("倉", "クラ"),
)  # fmt: skip
STEMS = (
    ("一", "カズ"), ("正", "マサ"), ("春", "ハル"), ("秋", "アキ"), ("千", "チ"), ("和", "カズ"),
    ("幸", "ユキ"), ("広", "ヒロ"), ("明", "アキ"), ("弘", "ヒロ"), ("友", "トモ"), ("信", "ノブ"),
    ("良", "ヨシ"), ("直", "ナオ"), ("光", "ミツ"), ("清", "キヨ"), ("美", "ミ"), ("文", "フミ"),
)  # fmt: skip
ENDS = {
    "male": (("男", "オ"), ("郎", "ロウ"), ("雄", "オ"), ("人", "ト"), ("之", "ユキ")),
    "female": (("子", "コ"), ("美", "ミ"), ("江", "エ"), ("代", "ヨ"), ("香", "カ"), ("菜", "ナ")),
}  # fmt: skip
# Heads of households by age (first year of ten): a town with many elderly people.
HEADS = ((20, 5), (30, 10), (40, 15), (50, 17), (60, 20), (70, 21), (80, 13))
YOUNG, OLD = 28, 74
ADULT = 18


@dataclass(frozen=True)
class Quarter:
    """Where simulated people live (地区): a district with its address and weight.

    Args:
        weight: share of the town's households, relative to the other quarters.
    """

    code: str
    town: str
    postal_code: str = ""
    prefecture: str = ""
    city: str = ""
    weight: int = 1


@dataclass
class Members:
    """Ages and relations in one household, before they have names."""

    family: tuple[str, str]
    people: list[tuple[int, str, str]]


def invent(size: int, *, quarters: Sequence[Quarter], day: date, rng: Random) -> list[Person]:
    """Return an invented population of exactly this size, household by household (模擬の住民).

    Args:
        size: number of people.
        quarters: where they may live; at least one.
        day: the day on which they have their ages.
    """
    people: list[Person] = []
    weights = [quarter.weight for quarter in quarters]
    while len(people) < size:
        quarter = rng.choices(quarters, weights)[0]
        people += _household(quarter, day, rng)
    return people[:size]


def _household(quarter: Quarter, day: date, rng: Random) -> Iterator[Person]:
    house = UUID(int=rng.getrandbits(128), version=4)
    members = _members(rng)
    address = {
        "prefecture": quarter.prefecture,
        "city": quarter.city,
        "town": quarter.town,
        "street": f"{rng.randrange(1, 2000)}番地",
    }
    landline = f"055000{rng.randrange(10**4):04d}"  # numbers that belong to nobody
    for age, relation, sex in members.people:
        given, kana = _given(sex, rng)
        yield Person(
            id=UUID(int=rng.getrandbits(128), version=4),
            family=members.family[0],
            given=given,
            kana_family=members.family[1],
            kana_given=kana,
            birth_on=_birthday(age, day, rng),
            sex=sex,
            postal_code=quarter.postal_code,
            address=address,
            phone=landline if age >= ADULT else "",
            district=quarter.code,
            household=house,
            relation=relation,
        )


def _members(rng: Random) -> Members:
    decade = rng.choices([d for d, _ in HEADS], [w for _, w in HEADS])[0]
    head = decade + rng.randrange(10)
    sex = "female" if rng.random() < (0.5 if head > OLD else 0.25) else "male"
    people = [(head, "head", sex)]
    alone = rng.random() < (0.6 if head < YOUNG or head > OLD else 0.25)
    if not alone:
        other = "male" if sex == "female" else "female"
        people.append((max(20, head + rng.randrange(-6, 5)), "spouse", other))
    if YOUNG <= head <= OLD and not alone:
        youngest = max(0, head - 42)
        oldest = min(head - 22, 30)
        for _ in range(rng.choices((0, 1, 2, 3), (28, 27, 34, 11))[0]):
            if oldest > youngest:
                child = "female" if rng.random() < 0.49 else "male"  # noqa: PLR2004 - about half
                people.append((rng.randrange(youngest, oldest), "child", child))
    if head < OLD and rng.random() < 0.12:  # noqa: PLR2004 - three generations
        people.append((min(head + 27, 99), "parent", "female" if rng.random() < 0.6 else "male"))  # noqa: PLR2004 - women live longer
    first, last = rng.choice(FIRST), rng.choice(LAST)
    return Members((first[0] + last[0], first[1] + last[1]), people)


def _given(sex: str, rng: Random) -> tuple[str, str]:
    stem, end = rng.choice(STEMS), rng.choice(ENDS[sex])
    return stem[0] + end[0], stem[1] + end[1]


def _birthday(age: int, day: date, rng: Random) -> date:
    turned = date(day.year - age, day.month, min(day.day, 28))
    return turned - timedelta(days=rng.randrange(365))
