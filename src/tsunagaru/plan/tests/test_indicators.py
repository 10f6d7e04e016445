"""The plan measures itself: events in, figures out, nothing typed."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from uuid import uuid4

import pytest
from django.db import transaction

from tsunagaru.engines.applications.events import ApplicationSubmitted
from tsunagaru.ground.ledger.api import publish
from tsunagaru.ground.ledger.events import DayEnded
from tsunagaru.kernel.access import Actor, Kind
from tsunagaru.kernel.clock import JST
from tsunagaru.kernel.events import AgeBand
from tsunagaru.plan import tasks
from tsunagaru.plan.models import Indicator, Snapshot
from tsunagaru.plan.queries import indicators, measuring
from tsunagaru.plan.services.measuring import enter_figure, take_snapshots

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 10, 5, 10, tzinfo=JST)
APRIL, TOMORROW = date(2026, 4, 1), date(2026, 10, 6)
SHARE = '100 * count("application.submitted", channel="online") / count("application.submitted")'


def an_indicator(code="I02-2", formula=SHARE, unit="%", target=None, direction="up"):
    shape = {
        "name": "オンライン利用率", "unit": unit, "direction": direction, "formula": formula,
        "target": target, "definition": "…", "formula_words": "…", "source": "…",
    }  # fmt: skip
    return Indicator.objects.create(
        code=code, initiative=2, order=0, shape=shape, formula="f", loaded_at=NOW
    )


def submit(channel, times=1, *, at=NOW, age_band=AgeBand.FORTIES.value):
    with transaction.atomic():
        for _ in range(times):
            publish(
                ApplicationSubmitted(
                    at=at,
                    subject=uuid4(),
                    channel=channel,
                    age_band=age_band,
                    procedure="dog-registration",
                    auth="none",
                    field="life",
                    online_available="yes",
                )
            )


def value_of(row, until=TOMORROW):
    return measuring.measure([row], since=APRIL, until=until, at=NOW)[row.code]


def test_the_share_moves_with_each_application():
    row = an_indicator()
    submit("online", 2)
    submit("counter", 1)
    assert value_of(row).value.value == Fraction(200, 3)
    submit("counter", 1)
    assert value_of(row).value.value == 50
    assert value_of(row).value.denominator == 4


def test_a_share_that_lacks_the_counter_is_not_a_hundred_percent():
    row = an_indicator()
    submit("online", 3)
    found = value_of(row)
    assert not found.measured
    assert "窓口" in found.value.reason


def test_an_indicator_of_a_package_to_come_cannot_be_measured_yet():
    row = an_indicator(formula='count("ride.requested")', unit="件")
    assert value_of(row).value.reason == measuring.NOT_BUILT


def test_last_year_does_not_count():
    row = an_indicator(formula='count("application.submitted")', unit="件")
    submit("online", at=datetime(2026, 3, 31, 23, 59, tzinfo=JST))
    submit("online", at=datetime(2026, 4, 1, 0, 0, tzinfo=JST))
    assert value_of(row).value.value == 1


def test_a_month_is_measured_for_itself():
    row = an_indicator(formula='count("application.submitted")', unit="件")
    submit("online", 2, at=NOW - timedelta(days=40))
    submit("online", 1)
    assert dict(indicators.trend(row, NOW))["2026-10"] == 1
    assert dict(indicators.trend(row, NOW))["2026-08"] == 2


def test_a_breakdown_adds_up_to_the_whole():
    row = an_indicator(formula='count("application.submitted")', unit="件")
    submit("online", 3, age_band=AgeBand.TWENTIES.value)
    submit("counter", 2, age_band=AgeBand.EIGHTIES.value)
    parts = measuring.breakdown(row, "age_band", since=APRIL, until=TOMORROW, at=NOW)
    assert {code: v.value for code, v in parts.items()} == {"20-39": 3, "80-": 2}


def test_a_figure_from_outside_is_used_once_it_is_entered():
    row = an_indicator(formula='count("application.submitted") / ext("juki.population")', unit="件")
    submit("online", 8)
    assert value_of(row).value.reason == measuring.NO_FIGURE
    by = Actor(kind=Kind.STAFF, name="係")
    enter_figure(
        "juki.population", on=date(2026, 9, 30), value=Decimal(16000), note="住基", by=by, at=NOW
    )
    assert value_of(row).value.value == Fraction(1, 2000)


@pytest.mark.parametrize(
    ("direction", "target", "standing"),
    [("up", 60.0, "missed"), ("up", 50.0, "met"), ("down", 60.0, "met"), ("up", None, "")],
)
def test_a_value_is_held_against_its_target(direction, target, standing):
    row = an_indicator(target=target, direction=direction)
    submit("online")
    submit("counter")
    assert indicators.line_of(row, value_of(row)).standing == standing


def test_a_day_is_written_down_once_with_its_formula():
    row = an_indicator()
    submit("online")
    submit("counter")
    tasks.write_the_day_down(DayEnded(at=NOW, subject=uuid4(), day="2026-10-05"))
    assert take_snapshots(date(2026, 10, 5), at=NOW) == 0
    kept = Snapshot.objects.get()
    assert (kept.value, kept.numerator, kept.denominator) == (50.0, 1.0, 2.0)
    assert (kept.coverage, kept.formula) == ("counter,online", row.formula)


def test_everyone_may_see_it_with_its_value(client):
    an_indicator()
    submit("online", 6)
    submit("counter", 6)
    text = client.get("/plan/indicators/I02-2/").content.decode()
    assert "オンライン利用率" in text
    assert "50.0" in text


def test_small_groups_are_kept_back_in_public(client):
    an_indicator(formula='count("application.submitted")', unit="件")
    submit("online", 3, age_band=AgeBand.EIGHTIES.value)
    submit("online", 30, age_band=AgeBand.FORTIES.value)
    submit("online", 40, age_band=AgeBand.TWENTIES.value)
    page = client.get("/plan/indicators/I02-2/").content.decode()
    assert "もとの件数が5に満たない" in page


def test_an_unknown_indicator_is_not_found(client):
    assert client.get("/plan/indicators/I99-9/").status_code == 404


def test_what_belongs_to_no_known_age_is_told_beside_the_division(client):
    an_indicator(formula='count("application.submitted")', unit="件")
    submit("online", 30, age_band=AgeBand.FORTIES.value)
    submit("online", 40, age_band=AgeBand.TWENTIES.value)
    assert "年齢がわからない" not in client.get("/plan/indicators/I02-2/").content.decode()
    submit("counter", 12, age_band="")
    page = client.get("/plan/indicators/I02-2/").content.decode()
    assert "年齢がわからない12件は、この内訳に入っていません（全部で82件）。" in page


def test_a_figure_of_now_does_not_claim_to_be_of_the_year(client):
    an_indicator(formula='count("application.submitted")', unit="件")
    submit("online", 3)
    assert "今年度の初めから" in client.get("/plan/indicators/I02-2/").content.decode()
    an_indicator(code="I02-3", formula='stock("procedure")', unit="件")
    page = client.get("/plan/indicators/I02-3/").content.decode()
    assert "今の時点の数値です。" in page
    an_indicator(code="I02-4", formula='count("parcel.flown")', unit="件")
    page = client.get("/plan/indicators/I02-4/").content.decode()
    assert "今年度の初めから" not in page
