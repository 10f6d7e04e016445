"""The demo town's layout takes in what its simulated portal sends (見本の町の取込み)."""

from pathlib import Path

import pytest

from tsunagaru.conf.loading import load
from tsunagaru.engines.applications.testing import NOON
from tsunagaru.ground.files.testing import a_pdf
from tsunagaru.services.intake.gateways.portal import Contract
from tsunagaru.services.intake.gateways.simulator import (
    PASSWORD,
    USER,
    SimulatedPortal,
    a_package,
    running,
)
from tsunagaru.services.intake.models import Arrival
from tsunagaru.services.intake.queries import setup
from tsunagaru.services.intake.services.polling import poll

pytestmark = pytest.mark.django_db
TOWN = Path(__file__).resolve().parent.parent / "towns" / "oyama"
DOG = {
    "飼い主の姓": "小山",
    "飼い主の名": "花子",
    "飼い主のセイ": "コヤマ",
    "飼い主のメイ": "ハナコ",
    "郵便番号": "410-1395",
    "都道府県": "静岡県",
    "市区町村": "小山町",
    "町名": "藤曲",
    "番地": "57-2",
    "電話番号": "0550-76-1111",
    "犬の名前": "ポチ",
    "犬の種類": "柴犬",
    "毛の色": "茶",
    "性別": "めす（避妊）",
    "生年月日": "20260101",
    "飼い始めた日": "20260401",
    "飼う場所は住所と同じ": "はい",
    "マイクロチップ": "なし",
    "予防注射": "済み",
    "注射済証": "済証.pdf",
    "内容の確認": "はい",
    "申請先": "小山町",
}


def test_a_dog_registered_at_the_portal_is_a_case_of_the_section_in_charge():
    load(TOWN, at=NOON)
    layout = setup()
    assert layout is not None
    with running(SimulatedPortal()) as portal:
        portal.add("P-1", a_package("DEMO-DOG", DOG, {"attachments/済証.pdf": a_pdf()}))
        poll(Contract(portal.url, USER, PASSWORD), layout, at=NOON)
    row = Arrival.objects.get()
    assert (row.state, row.section, row.problems) == ("filed", "environment", None)
