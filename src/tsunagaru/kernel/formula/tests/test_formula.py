"""What the formula language reads, refuses and computes."""

from contextlib import suppress
from fractions import Fraction
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tsunagaru.kernel.formula import (
    CannotRead,
    Count,
    EventShape,
    Known,
    Median,
    Missing,
    Stock,
    check,
    evaluate,
    in_words,
    median_of,
    parse,
    sources,
)

KNOWN = Known(
    events={
        "application.submitted": EventShape(frozenset({"channel"})),
        "counter.called": EventShape(frozenset(), {"wait_s": True, "yen": False}),
    },
    stocks={"procedure": ("online",)},
    externals=["juki.population"],
    questions=[],
)


def parts(value):
    return [value.value, value.numerator, value.denominator]


class Table:
    """A reader that answers from a plain dictionary; what is absent is missing."""

    def __init__(self, **numbers):
        self.numbers = numbers

    def _at(self, name):
        return self.numbers.get(name.replace(".", "_"), Missing("未取得です。"))

    def count(self, event, where):
        return self._at("_".join([event, *where.values()]))

    def sum(self, event, measure, where):
        return self._at("_".join([event, measure, *where.values()]))

    median = sum

    def stock(self, name, where):
        return self._at("_".join([name, *where.values()]))

    def external(self, source):
        return self._at(source)

    def survey(self, question, answer):
        return self._at(f"{question}_{answer}")


def test_a_rate_keeps_numerator_and_denominator():
    formula = parse('100*count("a.done",channel="online")/count("a.done")')
    value = evaluate(formula, Table(a_done_online=3, a_done=8))
    assert parts(value) == [Fraction(75, 2), 3, 8]


@pytest.mark.parametrize(
    "text",
    ['count("x")/count("y")*100', '100*(count("x")/count("y"))', '-count("x")/count("y")/-2'],
)
def test_constants_around_a_rate_do_not_hide_it(text):
    value = evaluate(parse(text), Table(x=1, y=2))
    assert parts(value)[1:] == [1, 2]


def test_a_number_divided_by_a_constant_is_no_rate():
    value = evaluate(parse('median("c.called","wait_s")/60'), Table(c_called_wait_s=90))
    assert parts(value) == [Fraction(3, 2), None, None]


def test_nothing_is_divided_by_zero():
    value = evaluate(parse('count("x")/count("y")'), Table(x=1, y=0))
    assert parts(value) == [None, 1, 0]
    assert "分母が0" in value.reason


def test_a_missing_source_leaves_no_value_and_says_why():
    value = evaluate(parse('100*count("x")/ext("juki.population")'), Table(x=1))
    assert parts(value) == [None, 1, None]
    assert value.reason == "未取得です。"


def test_decimals_are_exact():
    assert evaluate(parse("0.1+0.2"), Table()).value == Fraction(3, 10)


def test_sources_come_once_and_in_order():
    formula = parse('count("b",k="v")+stock("a")-count("b",k="v")*median("c","m")')
    assert sources(formula) == (Count("b", (("k", "v"),)), Stock("a"), Median("c", "m"))


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ('100*cuont("x")', 5),
        ("__import__('os').system('x')", 1),
        ('count("a", channel=1)', 20),
        ("1 if 1 else 2", 1),
        ('count("あ")+[1]', 12),
        ("'文字'", 1),
        ("9**9", 1),
        ("True", 1),
        ('count("a", **{})', 1),
        ('ext("a", b="c")', 1),
        ("count()", 1),
        ("1e400", 1),
        ("-" * 60 + "1", 32),
        ("(" * 300, 1),
        ("", 1),
        ("1+" * 600 + "1", 1),
    ],
)
def test_anything_else_is_refused_with_its_place(text, column):
    with pytest.raises(CannotRead) as refused:
        parse(text)
    assert refused.value.problem.column == column or text.startswith("((")
    assert "。" in refused.value.problem.ja


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('count("application.submited")', "「application.submitted」ではありませんか"),
        ('count("application.submitted",auth="x")', "「auth」はありません"),
        ('median("counter.called","yen")', "中央値を出せません"),
        ('sum("counter.called","wait")', "「wait_s」ではありませんか"),
        ('stock("procedure",seal="no")', "「seal」はありません"),
        ('ext("x.y")', "外部の統計に「x.y」はありません"),
        ('survey("q","a")', "調査の設問に「q」はありません"),
    ],
)
def test_unknown_names_are_reported_with_a_suggestion(text, said):
    (problem,) = check(parse(f"1+{text}"), KNOWN)
    assert said in problem.ja
    assert problem.column == 3


def test_a_formula_that_names_only_what_exists_has_no_problems():
    formula = parse(
        'count("application.submitted",channel="online")/stock("procedure",online="yes")'
        '+median("counter.called","wait_s")+sum("counter.called","yen")/ext("juki.population")'
    )
    assert check(formula, KNOWN) == []


def test_a_formula_is_said_in_japanese():
    titles = {"a.b": "申請", "channel": "経路", "channel=online": "オンライン"}
    said = in_words(parse('100*count("a.b",channel="online")/(count("a.b")-1)'), titles)
    assert said == "100 × 「申請」の件数（経路がオンライン） ÷ （「申請」の件数 － 1）"


numbers = st.integers(min_value=-999, max_value=999)
texts = st.recursive(
    numbers.map(str),
    lambda inner: st.tuples(inner, st.sampled_from("+-*/"), inner).map(
        lambda parts: f"({parts[0]}{parts[1]}{parts[2]})"
    ),
    max_leaves=12,
)


@given(texts)
def test_arithmetic_is_that_of_fractions(text):
    try:
        expected = eval(  # noqa: S307 - digits and signs made above, as an oracle
            "".join(f"F({c})" if c.isdigit() else c for c in _tokens(text)), {"F": Fraction}
        )
    except ZeroDivisionError:
        expected = None
    assert evaluate(parse(text), Table()).value == expected


def _tokens(text):
    token = ""
    for letter in [*text, ""]:
        if letter.isdigit():
            token += letter
            continue
        if token:
            yield token
            token = ""
        yield letter


@given(st.text(max_size=60))
def test_no_text_breaks_the_parser(text):
    with suppress(CannotRead):
        assert parse(text).text == text.strip()


@given(st.lists(st.tuples(st.integers(-50, 50), st.integers(1, 9)), min_size=1))
def test_the_median_of_counted_values_is_exact(counts):
    values = [value for value, n in counts for _ in range(n)]
    assert median_of(counts) == Fraction(median(values)).limit_denominator(2)


@given(numbers, numbers, numbers)
def test_a_rate_is_its_numerator_over_its_denominator(factor, above, below):
    value = evaluate(parse(f'{factor}*count("x")/count("y")'), Table(x=above, y=below))
    assert parts(value)[1:] == [above, below]
    assert value.value == (Fraction(factor * above, below) if below else None)
