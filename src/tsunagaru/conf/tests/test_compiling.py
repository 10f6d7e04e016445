"""What is put together once says word for word what Django says each time."""

import pytest
from django.apps import apps
from django.db import connection
from django.db.backends.postgresql import compiler as django_postgresql
from django.db.models import Count, Exists, OuterRef
from django.db.models.sql import compiler as django_any
from django.db.models.sql.query import Query
from hypothesis import given
from hypothesis import strategies as st

from tsunagaru.conf.compiling import PlainInserts
from tsunagaru.engines.cases.models import Case, Decision, Entry
from tsunagaru.ground.people.models import Resident

pytestmark = pytest.mark.django_db

MODELS = sorted(apps.get_models(), key=lambda model: model._meta.label)
SHARED = django_postgresql if connection.vendor == "postgresql" else django_any


def told(query: Query, kind: type) -> tuple[object, ...]:
    """Return the text, the values and what turns columns into values, as a compiler has them."""
    made = kind(query.clone(), connection, "default")
    text = made.as_sql()
    turned = made.get_converters([column for column, _, _ in made.select])
    where = {place: [one.__qualname__ for one in found] for place, (found, _) in turned.items()}
    return text, where, made.klass_info, made.annotation_col_map, made.col_count


def both(rows) -> tuple[object, object]:
    """Return a query as our compiler tells it, asked for the second time, and as Django does."""
    own = type(rows.query.get_compiler("default"))
    assert own.__module__.startswith("tsunagaru.conf")
    told(rows.query, own)
    return told(rows.query, own), told(rows.query, SHARED.SQLCompiler)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_whole_rows_of_every_model_are_read_as_django_reads_them(model):
    found, meant = both(model._default_manager.all())
    assert found == meant


@given(data=st.data())
def test_rows_in_any_order_and_number_are_read_as_django_reads_them(data):
    model = data.draw(st.sampled_from(MODELS))
    names = [one.name for one in model._meta.concrete_fields]
    signed = [sign + name for name in names for sign in ("", "-")]
    order = data.draw(st.lists(st.sampled_from(signed), max_size=3))
    rows = model._default_manager.order_by(*order)
    if data.draw(st.booleans()):
        rows = rows.reverse()
    if data.draw(st.booleans()):
        rows = rows[: data.draw(st.integers(1, 9))]
    found, meant = both(rows)
    assert found == meant


@pytest.mark.parametrize(
    "rows",
    [
        Decision.objects.filter(case__code="dog-registration"),
        Decision.objects.select_related("case"),
        Decision.objects.order_by("case"),
        Decision.objects.order_by("case__received_at", "pk"),
        Case.objects.defer("code"),
        Case.objects.only("code"),
        Case.objects.values("code"),
        Case.objects.values_list("code", flat=True),
        Case.objects.distinct(),
        Case.objects.annotate(lines=Count("entries")),
        Case.objects.filter(Exists(Entry.objects.filter(case=OuterRef("pk")))),
        Case.objects.filter(pk__in=Decision.objects.values("case")),
        Case.objects.extra(select={"one": "1"}),
        Case.objects.order_by("?"),
        Case.objects.exclude(entries__kind="received"),
        Case.objects.filter(code="a").union(Case.objects.filter(code="b")),
    ],
    ids=range(16),
)
def test_what_is_not_plain_is_left_to_django(rows):
    found, meant = both(rows)
    assert found == meant


def test_a_model_inside_another_read_keeps_its_own_name():
    inner = Case.objects.filter(code=OuterRef("code")).exclude(pk=OuterRef("pk"))
    twice = Case.objects.filter(Exists(inner)).order_by("received_at")
    found, meant = both(twice)
    assert found == meant
    assert "U0" in str(found)


def test_a_row_is_written_with_a_mark_for_every_value():
    fields = [one for one in Resident._meta.concrete_fields if not one.primary_key]
    query = django_any.SQLInsertCompiler(Resident.objects.all().query, connection, "default")
    own = connection.ops.compiler("SQLInsertCompiler")(query.query, connection, "default")
    assert isinstance(own, PlainInserts)
    values = ["x"] * len(fields)
    marks, found = own.assemble_as_sql(fields, [values])
    meant_marks, meant = query.assemble_as_sql(fields, [values])
    assert [list(row) for row in marks] == [list(row) for row in meant_marks]
    assert found == meant
