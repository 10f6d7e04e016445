"""Sealed values are bound to their place, and keys come and go by id."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tsunagaru.ground.vault import keys, sealing

PLACE = "people_resident.family|1"


@pytest.fixture
def ring(monkeypatch):
    """Lets a test choose the key ring."""

    def use(data, blind):
        found = keys.KeyRing(
            data={name: bytes([number]) * 32 for name, number in data.items()},
            blind={name: bytes([number]) * 32 for name, number in blind.items()},
        )
        monkeypatch.setattr(keys, "ring", lambda: found)

    use({"d1": 1}, {"b1": 1})
    return use


@given(text=st.text())
def test_what_is_sealed_is_opened_again(text):
    assert sealing.unseal(sealing.seal(text, place=PLACE), place=PLACE) == text


def test_the_text_is_not_readable_and_no_two_seals_are_equal(ring):
    blobs = {sealing.seal("小山花子", place=PLACE) for _ in range(20)}
    assert len(blobs) == 20
    assert not any("小山".encode() in blob for blob in blobs)


@pytest.mark.parametrize(
    "place", ["people_resident.family|2", "people_resident.given|1", "other.family|1"]
)
def test_a_value_moved_elsewhere_is_refused(ring, place):
    with pytest.raises(keys.CannotOpenVault):
        sealing.unseal(sealing.seal("小山", place=PLACE), place=place)


def test_every_altered_byte_is_noticed(ring):
    blob = sealing.seal("小山", place=PLACE)
    for position in range(len(blob)):
        altered = bytearray(blob)
        altered[position] ^= 1
        with pytest.raises(keys.CannotOpenVault):
            sealing.unseal(bytes(altered), place=PLACE)


@pytest.mark.parametrize("blob", [b"", b"\x02", b"\x02d1", b"\x02d1short", b"\xff" * 60])
def test_a_truncated_value_is_refused(ring, blob):
    with pytest.raises(keys.CannotOpenVault):
        sealing.unseal(blob, place=PLACE)


def test_old_keys_open_and_the_newest_seals(ring):
    old = sealing.seal("小山", place=PLACE)
    ring({"d1": 1, "d2": 2}, {"b1": 1})
    new = sealing.seal("小山", place=PLACE)
    assert (sealing.key_id_of(old), sealing.key_id_of(new)) == ("d1", "d2")
    assert sealing.unseal(old, place=PLACE) == sealing.unseal(new, place=PLACE) == "小山"


def test_a_destroyed_key_makes_its_values_unreadable(ring):
    old = sealing.seal("小山", place=PLACE)
    ring({"d2": 2}, {"b1": 1})
    with pytest.raises(keys.CannotOpenVault, match="people_resident"):
        sealing.unseal(old, place=PLACE)


def test_equal_values_have_equal_indexes_in_one_place_only(ring):
    index = sealing.blind("コヤマハナコ", place="a.b")
    assert index == sealing.blind("コヤマハナコ", place="a.b")
    assert index != sealing.blind("コヤマハナコ", place="a.c")
    assert index != sealing.blind("コヤマハナヨ", place="a.b")
    assert "コヤマ" not in index


def test_a_value_is_found_under_old_and_new_index_keys(ring):
    old = sealing.blind("x", place="a.b")
    ring({"d1": 1}, {"b1": 1, "b2": 2})
    assert sealing.blind("x", place="a.b").startswith("b2:")
    assert old in sealing.blinds("x", place="a.b")


def test_the_key_file_is_made_once_and_readable_by_its_owner_only(tmp_path):
    path = tmp_path / "keys" / "ring.json"
    keys.create(path)
    first = keys.read(path)
    keys.create(path)
    assert keys.read(path) == first
    assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", '{"data": {}, "blind": {}}', '{"data": {"d": "00"}, "blind": {"b": "00"}}'],
)
def test_a_damaged_key_file_is_refused(tmp_path, text):
    path = tmp_path / "ring.json"
    path.write_text(text)
    with pytest.raises(keys.CannotOpenVault):
        keys.read(path)
