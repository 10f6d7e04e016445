"""Expressions of every shape, grown from a grammar, over answers of every kind."""

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from tsunagaru.kernel.expressions import (
    BOOL,
    DATE,
    FILE,
    MONEY,
    NUMBER,
    TEXT,
    CannotUnderstand,
    Choice,
    ListOf,
    Record,
    Type,
    check,
    evaluate,
    parse_expression,
)

TODAY = date(2026, 11, 23)
SCHEMA: dict[str, Type] = {
    "number": NUMBER,
    "money": MONEY,
    "text": TEXT,
    "day": DATE,
    "flag": BOOL,
    "file": FILE,
    "kind": Choice(frozenset({"a", "b"})),
    "rows": ListOf(Record({"money": MONEY, "day": DATE, "number": NUMBER})),
    "picks": ListOf(TEXT),
}
ANY_NUMBER = st.integers() | st.decimals() | st.none()
ROWS = st.lists(
    st.fixed_dictionaries(
        {}, optional={"money": st.integers(), "day": st.dates(), "number": ANY_NUMBER}
    ),
    max_size=4,
)
ANSWERS = st.fixed_dictionaries(
    {},
    optional={
        "number": ANY_NUMBER,
        "money": st.integers(),
        "text": st.text() | st.none(),
        "day": st.dates(),
        "flag": st.booleans() | st.none(),
        "file": st.just(object()),
        "kind": st.sampled_from(["a", "b"]),
        "rows": ROWS,
        "picks": st.lists(st.text(), max_size=4),
    },
)
STRANGE = st.dictionaries(
    st.sampled_from(list(SCHEMA)),
    st.none() | st.booleans() | st.floats() | st.binary() | st.datetimes() | st.text() | ROWS
    | st.integers() | st.decimals() | st.dates() | st.lists(st.integers()) | st.sets(st.text()),
)  # fmt: skip


def fill(pattern: str, **parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.fixed_dictionaries(parts).map(lambda found: pattern.format(**found))


def one_of(*words: str) -> st.SearchStrategy[str]:
    return st.sampled_from(words)


COMPARING, ORDER = one_of("==", "!=", "<", "<=", ">", ">="), one_of("in", "not in")
ROUNDING, EXTREME = one_of("round", "floor", "ceil", "abs"), one_of("min", "max")
numbers: st.SearchStrategy[str] = st.deferred(
    lambda: (
        one_of("number", "0", "1", "2.5", "99999", "count(rows)", "sum(rows.number)")
        | fill("({a} {s} {b})", a=numbers, b=numbers, s=one_of("+", "-", "*", "%", "/"))
        | fill("{f}({a})", f=ROUNDING, a=numbers)
        | fill("(-{a})", a=numbers)
        | fill("{f}({a}, {b})", f=EXTREME, a=numbers, b=numbers)
        | fill("{f}({a}, {b})", f=one_of("years_between", "days_between"), a=days, b=days)
        | fill("{f}({a})", f=one_of("year", "month", "fiscal_year"), a=days)
        | fill("if({c}, {a}, {b})", c=conditions, a=numbers, b=numbers)
        | fill("length({a})", a=texts)
    )
)
amounts: st.SearchStrategy[str] = st.deferred(
    lambda: (
        one_of("money", "sum(rows.money)", "max(rows.money)")
        | fill("({a} {s} {b})", a=amounts, b=numbers, s=one_of("+", "-", "*", "/", "%"))
        | fill("round({a}, {b})", a=amounts, b=numbers)
    )
)
days: st.SearchStrategy[str] = st.deferred(
    lambda: (
        one_of("day", "today", "min(rows.day)", 'date("2024-02-29")', 'date("9999-12-31")')
        | fill("{f}({a}, {b})", f=one_of("add_days", "add_months"), a=days, b=numbers)
        | fill("{f}({a}, {b})", f=EXTREME, a=days, b=days)
    )
)
texts: st.SearchStrategy[str] = st.deferred(
    lambda: (
        one_of("text", "kind", '"山"', '"a"')
        | fill("({a} + {b})", a=texts, b=texts)
        | fill("text({a})", a=numbers | amounts | days)
        | fill("part({a}, {b}, {c})", a=texts, b=numbers, c=numbers)
        | fill("pad({a}, {b})", a=texts, b=numbers)
    )
)
conditions: st.SearchStrategy[str] = st.deferred(
    lambda: (
        one_of("flag", "true", "has(file)", "has(text, rows)", '("a" in picks)', '(kind == "a")')
        | fill("({a} {s} {b})", a=numbers | amounts, s=COMPARING, b=numbers | amounts)
        | fill("({a} {s} {b})", a=days, s=COMPARING, b=days)
        | fill("({a} != {b})", a=texts, b=texts)
        | fill("({a} {s} [{b}, {c}])", a=numbers, s=ORDER, b=numbers, c=amounts)
        | fill("({a} {s} {b})", a=conditions, s=one_of("and", "or", "=="), b=conditions)
        | fill("(not {a})", a=conditions)
        | fill("{f}({a}, {b})", f=one_of("contains", "starts_with"), a=texts, b=texts)
        | fill("is_digits({a})", a=texts)
    )
)
KINDS = {NUMBER: (int, Decimal), MONEY: (int, Decimal), DATE: (date,), TEXT: (str,), BOOL: (bool,)}
TYPED = st.one_of(
    st.tuples(numbers, st.just(NUMBER)),
    st.tuples(amounts, st.just(MONEY)),
    st.tuples(days, st.just(DATE)),
    st.tuples(texts, st.just(TEXT)),
    st.tuples(conditions, st.just(BOOL)),
)


def read(text, kind):
    """Return the tree, or None for one too large or with a constant that can never be."""
    try:
        tree = parse_expression(text)
        found = check(tree, SCHEMA)
    except CannotUnderstand as refusal:
        message = refusal.message
    else:
        assert found == kind or isinstance(found, Choice)
        return tree
    assert any(word in message for word in ("複雑", "深すぎ", "長すぎ", "選択肢", "0で"))
    return None


@given(TYPED, ANSWERS)
def test_well_typed_expressions_never_fail_and_keep_their_type(typed, answers):
    text, kind = typed
    tree = read(text, kind)
    if tree is None:
        return
    value = evaluate(tree, answers, today=TODAY)
    assert value is None or isinstance(value, KINDS[kind])
    assert isinstance(value, bool) == (kind == BOOL and value is not None)
    assert value is not None or kind != BOOL or text == "flag"


@given(TYPED, STRANGE)
def test_answers_of_the_wrong_kind_do_no_harm(typed, answers):
    tree = read(*typed)
    if tree is not None:
        first = evaluate(tree, answers, today=TODAY)
        assert evaluate(tree, answers, today=TODAY) == first


WORDS = st.lists(
    st.sampled_from([*SCHEMA, *'()[],.+-*/%<>"', "==", "and", "or", "not", "in", "if", "sum", "1"])
)


@given(WORDS)
def test_any_words_are_judged_without_failing(words):
    text = " ".join(words)
    try:
        check(parse_expression(text), SCHEMA)
    except CannotUnderstand as refusal:
        column = refusal.column
    else:
        column = 1
    assert 1 <= column <= len(text) + 1
