"""Fees worked out by rule (手数料の計算)."""

import pytest
from django.urls import reverse

from tsunagaru.engines.applications.definitions import Fee, ProcedureDefinition
from tsunagaru.engines.applications.definitions.checking import _mistakes_in_fee
from tsunagaru.engines.applications.models import Application, Draft
from tsunagaru.engines.applications.queries.fees import assess
from tsunagaru.engines.applications.queries.procedures import current_version, form_of
from tsunagaru.engines.applications.testing import DOG, OWNER, a_procedure
from tsunagaru.engines.questionnaires.testing import TODAY

pytestmark = pytest.mark.django_db
DOGS = {
    "code": "dog",
    "title": "犬",
    "fields": [
        {"code": "dogs", "kind": "number", "label": "頭数", "minimum": 1},
        {"code": "guide", "kind": "number", "label": "盲導犬の頭数", "required": False},
    ],
}
FEE = {
    "text": {"ja": "1頭3,000円"},
    "rule": "3000 * dogs",
    "reductions": [{"name": {"ja": "盲導犬"}, "when": "guide > 0", "off": "3000 * guide"}],
}


def a_form(**fee):
    a_procedure(pages=[DOG["pages"][0], DOGS], fee=FEE | fee)
    return form_of(current_version("dog"))


@pytest.mark.parametrize(
    ("answers", "yen", "off"),
    [
        ({"dogs": 2}, 6000, 0),
        ({"dogs": 2, "guide": 1}, 3000, 3000),
        ({"dogs": 1, "guide": 5}, 0, 3000),
        ({}, None, 0),
    ],
)
def test_a_fee_follows_the_answers_and_never_falls_below_zero(answers, yen, off):
    found = assess(a_form(), answers, TODAY, "ja")
    assert found.yen == yen
    assert sum(less for _, less in found.reductions) == off


@pytest.mark.parametrize(
    ("fee", "path"),
    [
        ({"rule": "3000 * dgs"}, ("fee", "rule")),
        ({"rule": "dogs > 1"}, ("fee", "rule")),
        (
            {"reductions": [{"name": {"ja": "x"}, "when": "dogs", "off": "1"}]},
            ("fee", "reductions", 0, "when"),
        ),
        (
            {"reductions": [{"name": {"ja": "x"}, "when": "dogs > 1", "off": '"a"'}]},
            ("fee", "reductions", 0, "off"),
        ),
    ],
)
def test_a_wrong_formula_is_told_at_its_place(fee, path):
    data = DOG | {"pages": [DOG["pages"][0], DOGS], "fee": FEE | fee}
    definition = ProcedureDefinition.model_validate(data)
    found = list(_mistakes_in_fee(definition, a_form().questionnaire))
    assert [place for place, _, _ in found] == [path]


def test_amount_and_rule_are_not_both_written():
    with pytest.raises(ValueError, match="yen"):
        Fee.model_validate(FEE | {"yen": 1})


def test_the_fee_is_shown_before_handing_in_and_kept_with_the_application(client):
    a_form()
    client.post("/apply/dog/")
    draft = Draft.objects.get()
    client.post(reverse("applications:page", args=[draft.pk, "owner"]), OWNER)
    pages = reverse("applications:page", args=[draft.pk, "dog"])
    confirm = client.post(pages, {"dogs": "2", "guide": "1"})["Location"]
    text = client.get(confirm).content.decode()
    assert "3,000円" in text
    assert "盲導犬：3,000円の減額" in text
    done = client.post(reverse("applications:submit", args=[draft.pk]))["Location"]
    row = Application.objects.get()
    assert row.fee_yen == 3000
    assert client.get(done).status_code == 200
    status = client.get(reverse("applications:status", args=[row.pk])).content.decode()
    assert "3,000円" in status
    assert client.get(reverse("applications:receipt", args=[row.pk])).status_code == 200
