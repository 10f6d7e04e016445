"""Every column carries its data class."""

import pytest
from django.apps import apps

from tsunagaru.ground.vault.labels import DataClass, columns, holds_personal_data, labels_of


def model(label):
    return apps.get_model(label)


def test_a_label_must_name_every_column_once():
    consent = model("people.Consent")
    with pytest.raises(ValueError, match="label each column once"):
        columns(internal="id code")(consent)
    with pytest.raises(ValueError, match="label each column once"):
        columns(internal="id code given_at withdrawn_at id", pseudonymous="resident")(consent)


def test_an_unknown_class_is_refused():
    with pytest.raises(ValueError, match="private"):
        columns(private="id")


def test_labels_tell_personal_tables_from_others():
    assert labels_of(model("people.Resident"))["family"] is DataClass.PERSONAL
    assert holds_personal_data(model("people.Resident"))
    assert not holds_personal_data(model("people.Section"))
