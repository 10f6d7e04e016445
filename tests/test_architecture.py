"""What must be true of every package, present and future (構造の約束)."""

import dataclasses
import importlib
import re
import typing
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
from django.apps import apps
from django.db.models import Model
from django.urls import URLPattern, URLResolver, get_resolver

import tsunagaru
from tsunagaru.conf.packages import PACKAGES, exists
from tsunagaru.ground.vault.labels import DataClass, holds_personal_data, labels_of
from tsunagaru.kernel.events import catalogue, dimensions_of, measures_of
from tsunagaru.kernel.offers import installed

SHARED_TABLES = {"people", "places", "files", "auth", "contenttypes"}
SOURCE = Path(tsunagaru.__file__).parent
SAFE_FACTS = {bool, int, float, str, UUID, date}
EVENTS = [e for e in catalogue.values() if ".tests" not in e.__module__]
PAST = re.compile(
    r"[a-z]+\.([a-z]+_)*[a-z]*(ed|made|sent|paid|built|read|met|left|given|kept|withdrawn)"
)


def own_models() -> list[type[Model]]:
    return [m for m in apps.get_models() if m.__module__.startswith("tsunagaru.")]


def routes(
    resolver: URLResolver | None = None, prefix: str = ""
) -> Iterator[tuple[str, URLPattern]]:
    for entry in (resolver or get_resolver()).url_patterns:
        address = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from routes(entry, address)
        else:
            yield address, entry


@pytest.mark.parametrize("model", own_models(), ids=lambda m: m._meta.label)
def test_foreign_keys_point_home_or_down(model):
    for field in model._meta.get_fields():
        if field.is_relation and field.concrete:
            target = field.related_model._meta.app_label
            assert target == model._meta.app_label or target in SHARED_TABLES, field.name


@pytest.mark.parametrize("model", own_models(), ids=lambda m: m._meta.label)
def test_every_column_carries_its_data_class(model):
    columns = {field.name for field in model._meta.local_concrete_fields}
    assert columns == set(labels_of(model))


@pytest.mark.parametrize("model", own_models(), ids=lambda m: m._meta.label)
def test_personal_text_is_sealed(model):
    for name, kind in labels_of(model).items():
        if kind in {DataClass.PERSONAL, DataClass.SENSITIVE}:
            assert model._meta.get_field(name).get_internal_type() == "BinaryField", name


def test_every_table_with_personal_columns_has_a_privacy_offer():
    offered = {t for offers in installed() for privacy in offers.privacy for t in privacy.tables}
    personal = {m._meta.label for m in own_models() if holds_personal_data(m)}
    assert personal <= offered


@pytest.mark.parametrize("event", EVENTS, ids=[event.name for event in EVENTS])
def test_events_are_named_in_the_past_and_carry_codes_and_numbers_only(event):
    assert PAST.fullmatch(event.name)
    hints = typing.get_type_hints(event)
    for field in dataclasses.fields(event):
        if field.name not in {"id", "at", "subject"}:
            assert hints[field.name] in SAFE_FACTS, field.name
    assert not set(dimensions_of(event)) & set(measures_of(event))


@pytest.mark.parametrize("package", [p for p in PACKAGES if exists(p, "apps")])
def test_packages_name_the_initiatives_they_serve_or_that_they_are_ground(package):
    doc = importlib.import_module(f"tsunagaru.{package}").__doc__ or ""
    if package.startswith("ground."):
        assert doc.strip()
    else:
        assert re.search(r"\(initiatives?\s\d\d(, \d\d)*\)", doc), doc


@pytest.mark.parametrize(
    ("address", "route"), list(routes()), ids=[address for address, _ in routes()]
)
def test_every_page_declares_who_may_open_it(address, route):
    assert getattr(route.callback, "opening", None) is not None, address


def test_rows_are_locked_without_their_keys():
    """A whole lock also stops who only names the row as a parent: two may wait for one another."""
    written = {path: path.read_text(encoding="utf-8") for path in SOURCE.rglob("*.py")}
    locks = {
        path: re.findall(r"select_for_update\((?!\s*no_key=True)", text)
        for path, text in written.items()
    }
    assert [str(path) for path, found in locks.items() if found] == []
