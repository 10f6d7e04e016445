"""Rows asked for by what their columns hold are those Django would have found and written."""

from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID, uuid4

import pytest
from django.apps import apps
from django.core.exceptions import FieldError
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.transaction import TransactionManagementError
from django.test.utils import CaptureQueriesContext

from tsunagaru.ground import rows
from tsunagaru.ground.rows.statements import Shape, size_of, statement_of, values_of
from tsunagaru.ground.rows.writing import _insertion

pytestmark = pytest.mark.django_db

AT = datetime(2026, 7, 1, 9, tzinfo=UTC)
MODELS = sorted(apps.get_models(), key=lambda model: model._meta.label)
SAMPLES = {
    "UUIDField": UUID(int=7), "DateTimeField": AT, "DateField": date(2026, 7, 1),
    "TimeField": time(9), "BooleanField": True, "CharField": "a", "TextField": "a",
    "DurationField": timedelta(hours=1), "URLField": "a", "EmailField": "a", "SlugField": "a",
}  # fmt: skip
Home = apps.get_model("people.Household")


def sample(field):
    """Return a value that a column can hold, or None for what is never asked by."""
    field = field.target_field if field.is_relation else field
    kind = field.get_internal_type()
    return 7 if "Integer" in kind or "Auto" in kind else SAMPLES.get(kind)


def asked_by(model):
    """Return what rows of a model can be asked by, a value each."""
    found = {field.name: sample(field) for field in model._meta.concrete_fields}
    return {name: given for name, given in found.items() if given is not None}


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_every_column_is_asked_for_as_django_asks(model):
    for name, given in asked_by(model).items():
        for equal in ({name: given}, {f"{name}__in": [given]}, {name: None}):
            sizes = tuple(size_of(*one) for one in equal.items())
            shape = Shape(model, tuple(equal), sizes, most=1)
            kept = statement_of(shape, equal)
            text, sent = model._default_manager.filter(**equal)[:1].query.sql_with_params()
            assert (kept.text, values_of(kept, shape, equal)) == (text, list(sent))


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_a_row_of_every_model_is_written_as_django_writes_it(model):
    query = f'INSERT INTO "{model._meta.db_table}"'
    text = _insertion(model()).text
    assert text.startswith(query)
    columns = [one.column for one in model._meta.concrete_fields]
    assert [f'"{name}"' in text for name in columns] == [True] * len(columns)


def a_home(district="A"):
    return rows.add(Home(id=uuid4(), district=district, created_at=AT))


def test_a_row_that_was_added_is_found_again_by_each_column():
    one, _other = a_home("A"), a_home("B")
    assert rows.get(Home, pk=one.pk) == one
    assert rows.first(Home, district="A") == one
    assert rows.find(Home, district="A", created_at=AT) == [one]
    assert Home.objects.get(pk=one.pk).created_at == AT


def test_what_nobody_has_is_not_found():
    assert rows.first(Home, pk=uuid4()) is None
    assert rows.find(Home, district="C") == []
    with pytest.raises(Home.DoesNotExist):
        rows.get(Home, pk=uuid4())


def test_one_that_is_several_is_refused():
    a_home("A"), a_home("A")
    with pytest.raises(Home.MultipleObjectsReturned):
        rows.get(Home, district="A")


def test_any_of_several_values_fits_and_none_at_all_fits_nothing():
    kept = [a_home("A"), a_home("B")]
    a_home("C")
    found = rows.find(Home, district__in=["A", "B", "A"], order=("district",))
    assert found == kept
    with CaptureQueriesContext(connection) as asked:
        assert rows.find(Home, district__in=[]) == []
    assert not asked.captured_queries


def test_the_order_and_the_number_are_kept():
    for name in ("B", "C", "A"):
        a_home(name)
    assert [one.district for one in rows.find(Home, order=("-district",), most=2)] == ["C", "B"]
    assert rows.first(Home, order=("district",)).district == "A"


def test_the_same_statement_serves_other_values():
    one, other = a_home("A"), a_home("B")
    assert [rows.first(Home, district=name) for name in "ABA"] == [one, other, one]


def test_no_value_is_asked_for_as_none():
    model = apps.get_model("people.Resident")
    shape = Shape(model, ("household", "left_on"), (1, 0))
    text = statement_of(shape, {"household": uuid4(), "left_on": None}).text
    assert '"left_on" IS NULL' in text


@pytest.mark.django_db(transaction=True)
def test_rows_are_locked_inside_a_transaction_only():
    one = a_home()
    with pytest.raises(rows.NotInTransaction):
        rows.get(Home, lock=True, pk=one.pk)
    with transaction.atomic(), CaptureQueriesContext(connection) as asked:
        assert rows.get(Home, lock=True, pk=one.pk) == one
    locks = "FOR NO KEY UPDATE" in asked.captured_queries[-1]["sql"]
    assert locks == connection.features.has_select_for_no_key_update


def test_a_change_writes_the_named_columns_only():
    one = a_home("A")
    one.district, one.created_at = "B", AT + timedelta(days=1)
    rows.change(one, "district")
    found = Home.objects.get(pk=one.pk)
    assert (found.district, found.created_at) == ("B", AT)


def test_what_is_gone_cannot_be_changed():
    one = a_home()
    Home.objects.filter(pk=one.pk).delete()
    with pytest.raises(DatabaseError):
        rows.change(one, "district")


def test_a_row_that_is_there_is_not_written_twice():
    one = a_home()
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.add(Home(id=one.pk, district="B", created_at=AT))
    assert rows.get(Home, pk=one.pk).district == "A"


def test_after_a_refused_row_nothing_more_is_done_in_its_transaction():
    one = a_home()
    with transaction.atomic():
        with pytest.raises(IntegrityError):
            rows.add(Home(id=one.pk, district="B", created_at=AT))
        with pytest.raises(TransactionManagementError):
            rows.find(Home)
        transaction.set_rollback(True)


def test_a_key_given_by_the_database_is_known():
    model = apps.get_model("cases.Slip")
    first, second = rows.add(model()), rows.add(model())
    assert second.pk > first.pk
    assert not second._state.adding
    assert model.objects.filter(pk=second.pk).exists()


def test_a_column_that_is_sealed_is_opened_and_cannot_be_asked_by():
    model = apps.get_model("people.Resident")
    one = rows.add(model(id=uuid4(), family="小山", registered_at=AT, changed_at=AT))
    assert rows.get(model, pk=one.pk).family == "小山"
    with pytest.raises(FieldError):
        rows.first(model, family="小山")
