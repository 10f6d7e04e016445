import pytest
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
    names,
    parse_expression,
)
from tsunagaru.kernel.expressions.functions import CONDITIONS, FUNCTIONS, TOLERANT
from tsunagaru.kernel.expressions.signatures import FUNCTION_NAMES
from tsunagaru.kernel.expressions.tree import children_of

CHILD = Record({"amount": MONEY, "born_on": DATE, "pets": ListOf(TEXT)})
SCHEMA: dict[str, Type] = {
    "applicant": Record({"age": NUMBER, "born_on": DATE}),
    "applicant.city": TEXT,
    "kind": Choice(frozenset({"new", "move"})),
    "wishes": ListOf(Choice(frozenset({"a", "b"}))),
    "children": ListOf(CHILD),
    "fee": MONEY,
    "agreed": BOOL,
    "name": TEXT,
    "photo": FILE,
}


def shape_of(node):
    sign = getattr(node, "operator", None) or getattr(node, "value", None) or names(node)
    return (type(node), sign, [shape_of(child) for child in children_of(node)])


def type_of(text):
    return check(parse_expression(text), SCHEMA)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ('applicant.age >= 20 and kind in ["new", "move"]', BOOL),
        ("has(photo) or not agreed", BOOL),
        ('"a" in wishes and kind not in ["new"]', BOOL),
        ("count(children) * 10000", NUMBER),
        ("sum(children.amount)", MONEY),
        ("fee * count(children) - 500", MONEY),
        ("fee / fee", NUMBER),
        ("floor(fee / 3, -2)", MONEY),
        ("if(agreed, fee, 0)", MONEY),
        ("max(fee, 300)", MONEY),
        ("min(children.born_on)", DATE),
        ("years_between(applicant.born_on, today) % 2", NUMBER),
        ('fiscal_year(date("2026-04-01"))', NUMBER),
        ('name + "様" + text(today)', TEXT),
        ("contains(applicant.city, name)", BOOL),
        ("-applicant.age", NUMBER),
        ("[1, 2, fee]", ListOf(MONEY)),
        ("add_months(add_days(today, -1), 3)", DATE),
    ],
)
def test_the_type_of_an_expression_is_known_beforehand(text, kind):
    assert type_of(text) == kind


@pytest.mark.parametrize(
    ("text", "column", "message"),
    [
        ('"1" == 1', 5, "文字列と数は「==」で比べられません"),
        ("applicant.agee > 1", 1, "「age」ではありませんか"),
        ("adress", 1, "「adress」という項目はありません"),
        ("name.age", 1, "「age」という項目はありません"),
        ("cuont(children)", 1, "「count」ではありませんか"),
        ('kind == "neww"', 9, "選択肢に「neww」はありません。「new」ではありませんか"),
        ('kind in ["new", "x"]', 17, "選択肢に「x」"),
        ('"x" in wishes', 1, "選択肢に「x」"),
        ('name == ""', 9, "has(項目名)"),
        ('name < "b"', 6, "大小は比べられません"),
        ("photo == photo", 7, "ファイルとファイル"),
        ("fee * fee", 5, "金額と金額は掛けられません"),
        ("10 / fee", 4, "数を金額で割る"),
        ("today + 1", 7, "計算できません"),
        ("fee / 0", 7, "0で割る"),
        ("fee and agreed", 1, "条件だけです（ここは金額です）"),
        ("not fee", 5, "not でつなげるのは条件だけ"),
        ("-name", 1, "文字列に「-」は付けられません"),
        ("if(fee, 1, 2)", 4, "if の1番目は条件"),
        ('if(agreed, 1, "a")', 15, "if の2つの値の型が違います"),
        ("if(agreed)", 1, "if(条件"),
        ("years_between(name, today)", 15, "years_between の1番目は日付"),
        ("days_between(today)", 1, "2個必要ですが、1個"),
        ("sum(children)", 5, "数か金額の一覧"),
        ("min(name, name)", 1, "数・金額どうし"),
        ("max(fee)", 1, "2つ以上"),
        ("children.pets", 1, "一覧の中の一覧"),
        ('kind in "new"', 9, "in の右には一覧か [ ]"),
        ("1 in [today]", 3, "調べられません"),
        ('[1, "a"]', 5, "同じ型に"),
        ("[]", 1, "1つ以上"),
        ("has()", 1, "項目名を書いてください"),
    ],
)
def test_mistakes_in_types_are_told_in_japanese_with_the_column(text, column, message):
    with pytest.raises(CannotUnderstand) as refusal:
        type_of(text)
    assert refusal.value.column == column
    assert message in refusal.value.message
    assert str(refusal.value).startswith(f"{column}文字目：")


@pytest.mark.parametrize(
    ("text", "column", "message"),
    [
        ("", 1, "途中で終わっています"),
        ("1 +", 4, "途中で終わっています"),
        ("(1 + 2", 1, "対応する「)」がありません"),
        ("[1, 2)", 6, "「]」が必要ですが、「)」"),
        ("1 2", 3, "「2」の前で式が終わっています"),
        ("1 < a < 5", 7, "and でつないでください"),
        ("a = 1", 3, "==」と書いてください"),
        ("a && b", 3, "and と書いてください"),
        ("a || b", 3, "or と書いてください"),
        ("!a", 1, "not と"),
        ("'a'", 1, '半角の「"」で囲んで'),
        ('"abc', 1, '終わりの「"」がありません'),
        ("a ＝＝ 1", 3, "半角の「=」"),
        ("年齢 > 1", 1, "「年」は式に使えません"),
        ("a\u200b", 2, "見えない文字"),
        ("a.", 2, "「.」の後には項目名"),
        ("a not b", 3, "not の後には in"),
        ('date("2026-02-30")', 6, "「2026-02-30」という日付はありません"),
        ('date("20260401")', 6, "という日付はありません"),
        ("date(today)", 1, "日付を1つ書いてください"),
        ("1234567890123456", 1, "15桁以内"),
        (") + 1", 1, "ここに「)」は書けません"),
        ("__import__('os')", 12, '半角の「"」'),
    ],
)
def test_mistakes_in_writing_are_told_in_japanese_with_the_column(text, column, message):
    with pytest.raises(CannotUnderstand) as refusal:
        parse_expression(text)
    assert (refusal.value.column, message in refusal.value.message) == (column, True)


@pytest.mark.parametrize(
    "text",
    [
        "1 + " * 600 + "1",
        "(" * 300 + "1" + ")" * 300,
        "not " * 300 + "a",
        "-" * 1000 + "1",
        "1+" * 50 + "1",
        "[" * 900,
        "if(" * 500,
        "[" + "1," * 450 + "1]",
    ],
)
def test_expressions_too_long_too_deep_or_too_large_are_refused(text):
    with pytest.raises(CannotUnderstand):
        parse_expression(text)


def test_many_conditions_may_be_joined():
    assert type_of(" or ".join(["agreed"] * 100)) == BOOL


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("1 + 2 * 3 - 4", "((1 + (2 * 3)) - 4)"),
        ("a or b and not c == 1", "(a or (b and (not (c == 1))))"),
        ("-1 + 2", "((-1) + 2)"),
        ("not a in [b] or c", "((not (a in [b])) or c)"),
        ("a + 1 < b * 2", "((a + 1) < (b * 2))"),
    ],
)
def test_operators_bind_as_in_school(short, long):
    assert shape_of(parse_expression(short)) == shape_of(parse_expression(long))


def test_names_are_told_without_today():
    tree = parse_expression("years_between(applicant.born_on, today) > 3 and count(children) > 0")
    assert names(tree) == {"applicant.born_on", "children"}


def test_every_function_has_a_signature_and_a_body():
    assert set(FUNCTIONS) | set(CONDITIONS) | set(TOLERANT) | {"if", "date"} == FUNCTION_NAMES


@given(st.text(max_size=200) | st.text(alphabet='ab1."()[],+-*/<=>! andortif', max_size=200))
def test_any_text_is_an_expression_or_refused_with_a_column_inside_it(text):
    try:
        parse_expression(text)
    except CannotUnderstand as refusal:
        inside = 1 <= refusal.column <= len(text) + 1
    else:
        inside = True
    assert inside
