"""The people with whom a demo is tried (デモの人). Names like those on a sample form."""

from datetime import date
from uuid import UUID

from tsunagaru.ground.people.rules.persons import Person

HOUSE, OTHER_HOUSE = (UUID(f"7d3c1f5e-0000-4000-8000-{number:012d}") for number in (1, 2))


def _one(number: int, name: tuple[str, str], kana: tuple[str, str], **more: object) -> Person:
    values = {
        "id": UUID(f"7d3c1f5e-0000-4000-9000-{number:012d}"),
        "family": name[0],
        "given": name[1],
        "kana_family": kana[0],
        "kana_given": kana[1],
        "household": HOUSE,
    }
    return Person(**(values | more))  # type: ignore[arg-type]  # keywords of Person


HANAKO = _one(
    1, ("小山", "花子"), ("コヤマ", "ハナコ"), birth_on=date(1989, 5, 14), sex="female",
    relation="spouse", phone="0550000001", email="hanako@resident.example.jp",
)  # fmt: skip
TARO = _one(
    2, ("小山", "太郎"), ("コヤマ", "タロウ"), birth_on=date(1987, 11, 3), sex="male",
    relation="head", phone="0550000001", email="taro@resident.example.jp",
)  # fmt: skip
UME = _one(
    3, ("見本", "うめ"), ("ミホン", "ウメ"), birth_on=date(1946, 2, 20), sex="female",
    relation="head", phone="0550000002", email="ume@resident.example.jp", household=OTHER_HOUSE,
)  # fmt: skip
# By sign-in name; the children have none.
RESIDENTS = {"hanako": HANAKO, "taro": TARO, "ume": UME}
CHILDREN = (
    _one(
        4, ("小山", "一花"), ("コヤマ", "イチカ"), birth_on=date(2017, 7, 8), sex="female",
        relation="child",
    ),
    _one(
        5, ("小山", "二郎"), ("コヤマ", "ジロウ"), birth_on=date(2023, 1, 15), sex="male",
        relation="child",
    ),
)  # fmt: skip
FAMILY_NAMES = (
    ("青葉", "アオバ"), ("若葉", "ワカバ"), ("朝日", "アサヒ"), ("夕日", "ユウヒ"),
    ("星空", "ホシゾラ"), ("花園", "ハナゾノ"), ("雪山", "ユキヤマ"), ("春野", "ハルノ"),
    ("夏木", "ナツキ"), ("秋原", "アキハラ"), ("冬木", "フユキ"), ("緑川", "ミドリカワ"),
    ("虹原", "ニジハラ"), ("雲井", "クモイ"), ("泉", "イズミ"), ("若草", "ワカクサ"),
)  # fmt: skip
# Another given name for every time the family names begin again.
CLERKS = (("さくら", "サクラ"), ("みどり", "ミドリ"), ("ひかり", "ヒカリ"), ("かえで", "カエデ"))
HEADS = (("一郎", "イチロウ"), ("健二", "ケンジ"), ("三枝子", "ミエコ"), ("四朗", "シロウ"))
# Holders of the roles for the whole town: family name, given name.
OFFICE = (("見本", "ミホン"), ("みらい", "ミライ"))
CIO = (("見本", "ミホン"), ("治", "オサム"))
AUDITOR = (("見本", "ミホン"), ("司", "ツカサ"))
