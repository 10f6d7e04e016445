"""Sealed columns in a real table: people's residents."""

from datetime import UTC, datetime

import pytest
from django.core.exceptions import FieldError
from django.db import connection

from tsunagaru.ground.people.testing import a_resident
from tsunagaru.ground.vault import fields, sealing
from tsunagaru.ground.vault.fields import Sealed
from tsunagaru.ground.vault.keys import CannotOpenVault

pytestmark = pytest.mark.django_db
AT = datetime(2026, 6, 1, tzinfo=UTC)


@pytest.fixture
def model(django_user_model):
    return django_user_model._meta.get_field("resident").related_model


@pytest.fixture
def row(model):
    return model.objects.get(pk=a_resident(family="小山", address={"town": "須走"}).id)


def raw(model, pk, column="family"):
    with connection.cursor() as cursor:
        sql = f"SELECT {column} FROM {model._meta.db_table} WHERE id = %s"  # noqa: S608 - the test's own names
        cursor.execute(sql, [model._meta.pk.get_db_prep_value(pk, connection)])
        return bytes(cursor.fetchone()[0])


def test_the_database_holds_no_plain_text(model, row):
    assert "小山".encode() not in raw(model, row.pk)
    assert "須走".encode() not in raw(model, row.pk, "address")


def test_a_value_is_opened_only_when_somebody_looks(row, monkeypatch):
    looked = []
    real = sealing.unseal

    def watched(blob, *, place):
        looked.append(place)
        return real(blob, place=place)

    monkeypatch.setattr(fields, "unseal", watched)
    assert isinstance(row.__dict__["family"], Sealed)
    assert not looked
    assert (row.family, row.family) == ("小山", "小山")
    assert len(looked) == 1


def test_json_comes_back_as_it_was(row):
    assert row.address == {"town": "須走"}


def test_saving_an_unopened_row_changes_nothing(model, row):
    before = raw(model, row.pk)
    row.save()
    assert raw(model, row.pk) == before


def test_a_value_swapped_between_rows_is_refused(model, row):
    other = a_resident(family="川上")
    with connection.cursor() as cursor:
        table = model._meta.db_table
        sql = f"UPDATE {table} SET family = %s WHERE id = %s"  # noqa: S608 - the test's own names
        pk = model._meta.pk.get_db_prep_value(row.pk, connection)
        cursor.execute(sql, [raw(model, other.id), pk])
    with pytest.raises(CannotOpenVault):
        _ = model.objects.get(pk=row.pk).family


@pytest.mark.parametrize("look_up", ["family", "family__contains", "family__in", "family__gt"])
def test_plain_values_cannot_be_looked_up(model, row, look_up):
    with pytest.raises(FieldError):
        list(model.objects.filter(**{look_up: ["小山"] if look_up.endswith("in") else "小山"}))


def test_update_cannot_write_plain_text(model, row):
    with pytest.raises(FieldError):
        model.objects.filter(pk=row.pk).update(family="小山")


def test_a_row_is_not_copied_with_values_sealed_for_another(model, row):
    fresh = model.objects.get(pk=row.pk)
    fresh.pk = "7d3c1f5e-0000-4000-8000-00000000000f"
    fresh._state.adding = True
    with pytest.raises(FieldError):
        fresh.save()


def test_bulk_create_seals_every_row(model):
    rows = [
        model(family=f"小山{n}", source="demo", registered_at=AT, changed_at=AT) for n in range(5)
    ]
    model.objects.bulk_create(rows)
    assert [model.objects.get(pk=r.pk).family for r in rows] == [f"小山{n}" for n in range(5)]
    assert "小山".encode() not in raw(model, rows[0].pk)


def test_deferred_values_open_as_well(model, row):
    assert model.objects.only("id").get(pk=row.pk).family == "小山"
    assert model.objects.defer("family").get(pk=row.pk).family == "小山"


def test_empty_values_can_be_looked_for(model, row):
    assert model.objects.filter(building__isnull=True).count() == 1
