import pytest
from hypothesis import given
from hypothesis import strategies as st

from tsunagaru.kernel.text import (
    format_phone,
    is_email,
    normalise_email,
    normalise_phone,
    normalise_postal_code,
)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("0550761111", "0550-76-1111"),
        ("（０５５０）７６－１１１１", "0550-76-1111"),
        ("0550ー76ー1111", "0550-76-1111"),
        ("09012345678", "090-1234-5678"),
        ("+81 90-1234-5678", "090-1234-5678"),
        ("＋８１（０）550 76 1111", "0550-76-1111"),
        ("0312345678", "03-1234-5678"),
        ("0542212111", "054-221-2111"),
        ("0559200000", "055-920-0000"),
        ("0120444444", "0120-444-444"),
        ("0570000000", "0570-000-000"),
        ("05012345678", "050-1234-5678"),
        ("08001234567", "0800-123-4567"),
        ("0471671111", "04-7167-1111"),
        ("0429981111", "04-2998-1111"),
        ("0422451151", "0422-45-1151"),
        ("0432455111", "043-245-5111"),
        ("0438237111", "0438-23-7111"),
        ("0499221443", "04992-2-1443"),
        ("0154235151", "0154-23-5151"),
        ("0154822191", "015-482-2191"),
        ("0155723111", "015-572-3111"),
        ("0163221234", "01632-2-1234"),
        ("0177341111", "017-734-1111"),
        ("0172351111", "0172-35-1111"),
        ("0222611111", "022-261-1111"),
        ("0223221111", "0223-22-1111"),
        ("0255265111", "025-526-5111"),
        ("0258833511", "0258-83-3511"),
        ("0262264911", "026-226-4911"),
        ("0268224100", "0268-22-4100"),
        ("0558721111", "0558-72-1111"),
        ("0746323081", "0746-32-3081"),
        ("0746860001", "07468-6-0001"),
        ("0849212130", "084-921-2130"),
        ("0851222111", "08512-2-2111"),
        ("0992241111", "099-224-1111"),
        ("0993222111", "0993-22-2111"),
        ("0993451111", "099-345-1111"),
        ("0980723751", "0980-72-3751"),
        ("0980222001", "09802-2-2001"),
        ("0988670111", "098-867-0111"),
    ],
)
def test_telephone_numbers_are_read_and_shown_as_in_japan(written, shown):
    assert format_phone(normalise_phone(written) or "") == shown


@pytest.mark.parametrize(
    "written",
    ["", "119", "12345678901", "055076111", "0901234567", "0550-76-1111内線2", "05507611110"],
)
def test_what_is_no_telephone_number_is_not_taken_for_one(written):
    assert normalise_phone(written) is None


@pytest.mark.parametrize(
    "written", ["〒410-1395", "4101395", "４１０－１３９５", "410ー1395", "410 1395"]
)
def test_postal_codes_are_read_in_any_form(written):
    assert normalise_postal_code(written) == "410-1395"


@pytest.mark.parametrize("written", ["", "410", "410-13955", "41o-1395"])
def test_what_is_no_postal_code_is_not_taken_for_one(written):
    assert normalise_postal_code(written) is None


@pytest.mark.parametrize(
    "address", ["hanako@example.jp", "a..b.@example.ne.jp", "x+y@mail.town.lg.jp"]
)
def test_addresses_that_may_exist_are_let_through(address):
    assert is_email(address)


@pytest.mark.parametrize(
    "address",
    ["", "a", "a@b", "@example.jp", "a b@example.jp", "a@example..jp", "a@-x.jp", "山@example.jp",
     "a@b.jp\nBcc: c@d.jp", "a" * 65 + "@example.jp", "a@" + "b." * 130 + "jp"],
)  # fmt: skip
def test_addresses_that_cannot_exist_are_refused(address):
    assert not is_email(address)


def test_full_width_addresses_are_narrowed_and_the_domain_is_lower_case():
    assert normalise_email(" Ｈａｎａｋｏ＠Example.JP ") == "Hanako@example.jp"


@given(st.text())
def test_no_text_is_too_strange_to_be_judged(text):
    for judge in (normalise_phone, normalise_postal_code, normalise_email):
        read = judge(text)
        assert read is None or judge(read) == read


@given(st.from_regex(r"0[1-9][0-9]{8}", fullmatch=True))
def test_ten_digits_are_cut_into_three_and_nothing_is_lost(digits):
    area, exchange, last = format_phone(digits).split("-")
    assert area + exchange + last == digits
    assert min(map(len, (area, exchange))) >= 1
    assert len(last) in {3, 4}


@pytest.mark.parametrize("text", ["", "119", "0550-76-1111", "内線12"])
def test_what_is_no_run_of_digits_is_shown_as_it_was_entered(text):
    assert format_phone(text) == text
