from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tsunagaru.kernel.expressions import evaluate, evaluate_yen, holds, parse_expression

TODAY = date(2026, 11, 23)
FAMILY = {
    "applicant": {"age": 30, "born_on": date(1996, 11, 24)},
    "applicant.city": "小山町",
    "kind": "new",
    "wishes": ["a", "c"],
    "children": [
        {"amount": 15000, "born_on": date(2025, 4, 1)},
        {"amount": 10000, "born_on": date(2020, 4, 2)},
        {"amount": None},
    ],
    "fee": 1000,
    "rate": Decimal("0.333"),
    "agreed": True,
    "name": "小山 花子",
    "empty": "",
    "nothing": [],
    "photo": object(),
}


def value_of(text, values=FAMILY):
    return evaluate(parse_expression(text), values, today=TODAY)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('applicant.age >= 20 and kind in ["new", "move"]', True),
        ('kind not in ["new"]', False),
        ('"c" in wishes', True),
        ("count(children)", 3),
        ("count(children.amount)", 2),
        ("sum(children.amount)", 25000),
        ("max(children.amount) - min(children.amount)", 5000),
        ("min(children.born_on)", date(2020, 4, 2)),
        ('if(applicant.city == "小山町", fee / 2, fee)', 500),
        ("years_between(applicant.born_on, today)", 29),
        ('days_between(date("2026-04-01"), today)', 236),
        ("months_between(date(\"2026-04-30\"), today)", 6),
        ('fiscal_year(date("2027-03-31"))', 2026),
        ("year(today) * 10000 + month(today) * 100 + day(today)", 20261123),
        ('name + "様、" + text(fee) + "円"', "小山 花子様、1000円"),
        ("text(today)", "令和8年11月23日"),
        ("text(1 / 4)", "0.25"),
        ('is_digits("0１2") and not is_digits("1-2")', True),
        ('is_digits("") or is_digits("四五")', False),
        ('contains(name, "花") and starts_with(name, "小") and ends_with(name, "子")', True),
        ("length(name)", 5),
        ('part("12340", 2, 2) + pad("7", 3)', "23007"),
        ('part("12340", 5, 2)', None),
        ('part("12340", 0, 1)', None),
        ('pad("12345678", 7)', "12345678"),
        ('pad("1", 41)', None),
        ("fee * rate", Decimal(333)),
        ("fee / 3 * 3", 1000),
        ("1 / 4", Decimal("0.25")),
        ("7 % 4", 3),
        ("-fee + 1", -999),
        ("round(2.5) + round(-2.5) + round(1250, -2)", 1300),
        ("floor(1299, -2) + ceil(1201, -2)", 2500),
        ("abs(0 - 5)", 5),
        ("1 + 2 * 3 == 7", True),
        ("not 1 == 2 and true", True),
        ("add_days(today, 7)", date(2026, 11, 30)),
        ("add_months(date(\"2026-01-31\"), 1)", date(2026, 2, 28)),
        ('[1, "a"]', (1, "a")),
        ('"a\\"b\\\\"', 'a"b\\'),
        ("has(photo)", True),
    ],
)  # fmt: skip
def test_expressions_come_to_what_they_say(text, value):
    assert value_of(text) == value


@pytest.mark.parametrize(
    "field", ["missing", "empty", "applicant.none", "children.none.x", "a.b.c"]
)
def test_an_absent_value_makes_comparisons_false_and_calculations_absent(field):
    for sign in ("==", "!=", "<", ">="):
        assert value_of(f"{field} {sign} 1") is False
    assert value_of(f"missing in [{field}]") is False
    assert value_of(f"{field} + 1") is None or field.startswith("children")
    assert value_of("missing * 2 + 1") is None
    assert value_of("contains(missing, name)") is False
    assert value_of("years_between(missing, today)") is None
    assert value_of("if(missing, 1, 2)") == 2


def test_absent_lists_are_empty_and_has_tells_what_was_entered():
    assert value_of("count(missing) + sum(missing) + count(nothing)") == 0
    assert value_of("has(missing) or has(empty) or has(nothing) or has(name, missing)") is False
    assert value_of("max(nothing)") is None
    assert value_of("not missing") is True


@pytest.mark.parametrize(
    "text",
    [
        "1 / (1 - 1)",
        "5 % (1 - 1)",
        "999999999999999 * 999999999999999",
        "add_days(today, 999999999)",
        'add_days(date("9999-12-31"), 1)',
        "add_months(today, 1000000)",
        'add_months(date("9999-12-31"), 1)',
        'text(date("1800-01-01"))',
        "round(1, 100)",
        "max(1, today)",
    ],
)
def test_what_cannot_be_computed_is_absent(text):
    assert value_of(text) is None


def test_answers_of_wrong_or_monstrous_kinds_are_absent():
    monsters = {
        "nan": Decimal("NaN"), "inf": Decimal("Infinity"), "huge": Decimal("1E+999999"),
        "tiny": Decimal("1E-999999"), "big": 10**5000, "float": 1.5,
        "moment": datetime(2026, 1, 1, tzinfo=UTC),
        "long": "a" * 20_000, "many": [1] * 2_000, "third": Fraction(1, 3),
    }  # fmt: skip
    for name in monsters:
        assert value_of(f"{name} == {name}", monsters) is (name == "third")
    assert value_of("count(many)", monsters) == 0


def test_long_texts_do_not_grow_without_end():
    doubled = " + ".join(["long"] * 30)
    assert value_of(doubled, {"long": "あ" * 9_000}) is None


def test_true_is_not_the_number_one():
    assert value_of("agreed == 1") is False
    assert value_of("agreed in [1]") is False


def test_amounts_are_cut_to_whole_yen_at_the_end_only():
    tree = parse_expression("fee / 3 * 2")
    assert evaluate_yen(tree, FAMILY, today=TODAY) == 666
    assert evaluate_yen(parse_expression("missing"), FAMILY, today=TODAY) is None


def test_a_condition_holds_only_when_it_is_true():
    assert holds(parse_expression("agreed"), FAMILY, today=TODAY)
    assert not holds(parse_expression("missing"), FAMILY, today=TODAY)


@given(st.sampled_from(["==", "<", ">="]), st.integers(-99, 99), st.integers(-99, 99))
def test_comparisons_agree_with_arithmetic(sign, one, other):
    compared = {"==": one == other, "<": one < other, ">=": one >= other}[sign]
    assert value_of(f"a {sign} b", {"a": one, "b": other}) is compared
