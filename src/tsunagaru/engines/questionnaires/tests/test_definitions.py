import pytest
from hypothesis import given
from hypothesis import strategies as st

from tsunagaru.engines.questionnaires.api import CannotReadQuestionnaire, read_questionnaire
from tsunagaru.engines.questionnaires.testing import CHOICES, a_field, a_page, every_kind
from tsunagaru.ground.ui.phrases import Trilingual


def problems(*pages):
    with pytest.raises(CannotReadQuestionnaire) as found:
        read_questionnaire({"pages": list(pages)})
    return [(problem.place, problem.ja) for problem in found.value.problems]


def one_problem(*fields):
    found = problems(a_page("main", *fields))
    assert len(found) == 1, found
    return found[0]


def test_the_same_data_is_read_once():
    data = {"pages": [a_page("main", a_field())]}
    assert read_questionnaire(data) is read_questionnaire({**data})


def test_a_text_is_japanese_or_three_languages():
    three = {"ja": "氏名", "easy": "なまえ", "en": "Name"}
    form = read_questionnaire({"pages": [a_page("main", a_field(label=three), a_field(code="b"))]})
    first, second = form.pages[0].fields
    assert first.label == Trilingual("氏名", "なまえ", "Name")
    assert second.label == Trilingual("質問b")


def test_a_form_written_out_reads_as_the_same_form():
    data = {"pages": [a_page("main", a_field("choice", label={"ja": "種類", "en": "Kind"}))]}
    form = read_questionnaire(data)
    assert read_questionnaire(form.model_dump(mode="json")) == form


@pytest.mark.parametrize(
    ("field", "place", "says"),
    [
        (a_field(label={"fr": "nom"}), "label", "「fr」は書けません"),
        (a_field(label={"en": "Name"}), "label", "日本語（ja）"),
        (a_field(label=["x"]), "label", "文字で書いてください"),
        (a_field(lable="x"), "lable", "「label」のことでしょうか"),
        (a_field(code="9x"), "code", "書き方ではありません"),
        (a_field(code="today"), "code", "項目のコードにはできません"),
        ({**a_field(), "kind": "txet"}, "", "のどれかにしてください"),
        (a_field("choice", choices=[]), "choices", "1つ以上"),
        (a_field("choice", choices=[CHOICES[0], CHOICES[0]]), "choices", "2回以上"),
        (a_field("multi", most=1, fewest=2), "most", "fewest より小さく"),
        (a_field("multi", fewest=3), "fewest", "選択肢の数を超えています"),
        (a_field("number", minimum=5, maximum=4), "minimum", "maximum より大きく"),
        (a_field("money", minimum=5, maximum=4), "minimum", "maximum より大きく"),
        (a_field("date", earliest="2026-13-01"), "earliest", "日付はありません"),
        (a_field("date", earliest="2026-02-01", latest="2026-01-01"), "earliest", "より後"),
        (a_field("person", birth=False, optional=["birth_on"]), "optional", "たずねていない"),
        (a_field("file", types=[]), "types", "1つ以上"),
        (a_field(prefill="shoe_size"), "prefill", "という値はありません"),
    ],
)
def test_a_mistake_in_a_field_is_told_with_its_path(field, place, says):
    found = dict(problems(a_page("main", field)))
    assert says in found[f"pages[1].fields[1].{place}".removesuffix(".")]


@pytest.mark.parametrize(
    ("expression", "says"),
    [
        ("ttype == 1", "「ttype」という項目はありません。"),
        ("numbr == 1", "「number」のことでしょうか"),
        ("number ==", "途中で終わっています"),
        ('number == "a"', "比べられません"),
        ('choice == "z"', "選択肢に「z」はありません"),
        ("number + 1", "「はい・いいえ」になる式"),
        ("later == 1", "後のページの項目"),
        ('itself == "a"', "この項目より前にない"),
        ("person.shoe == 1", "「shoe」という項目はありません"),
        ("notice == 1", "「notice」という項目はありません"),
    ],
)
@pytest.mark.parametrize("key", ["when", "required"])
def test_a_wrong_condition_is_told_with_its_path(key, expression, says):
    before = [a_field(kind, kind) for kind in ("number", "choice", "person", "notice")]
    first = a_page("first", *before, a_field(code="itself", **{key: expression}))
    ((where, sentence),) = problems(first, a_page("second", a_field("number", "later")))
    assert where == f"pages[1].fields[5].{key}"
    assert says in sentence


def test_a_page_is_asked_by_earlier_pages_only():
    first = a_page("first", a_field("number", "n"), when="n > 1")
    assert problems(first)[0][0] == "pages[1].when"


def test_computed_fields_may_not_need_each_other_in_a_circle():
    where, sentence = one_problem(
        a_field("computed", "one", compute="two + 1"), a_field("computed", "two", compute="one + 1")
    )
    assert where.startswith("pages[1].fields[")
    assert "一回り" in sentence


def test_a_condition_and_a_calculation_may_not_need_each_other():
    where, _ = one_problem(
        a_field("computed", "total", compute="amount + 1"),
        a_field("number", "amount", when="total > 1"),
    )
    assert where.startswith("pages[1]")


def test_computed_fields_may_stand_in_any_order():
    form = read_questionnaire(
        {
            "pages": [
                a_page(
                    "main",
                    a_field("computed", "twice", compute="once * 2"),
                    a_field("computed", "once", compute="1 + 1"),
                )
            ]
        }
    )
    assert [field.code for _, field in form.order] == ["once", "twice"]


def test_a_calculation_comes_out_as_one_value():
    _, sentence = one_problem(a_field("multi", "m"), a_field("computed", "c", compute="m"))
    assert "1つの値" in sentence


def test_two_pages_or_fields_may_not_share_a_code():
    found = problems(a_page("p", a_field()), a_page("p", a_field()))
    assert [place for place, _ in found] == [
        "pages[1].code",
        "pages[2].code",
        "pages[1].fields[1].code",
        "pages[2].fields[1].code",
    ]


@pytest.mark.parametrize(
    "data", [{}, {"pages": []}, {"pages": [{}]}, {"pages": [object()]}, {"x": 1}]
)
def test_what_is_no_form_is_refused_with_a_sentence(data):
    with pytest.raises(CannotReadQuestionnaire) as found:
        read_questionnaire(data)
    assert all(problem.ja for problem in found.value.problems)


PLAIN = every_kind().model_dump(mode="json")
ANYTHING = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(),
    st.lists(st.text()),
    st.just({}),
)


@given(data=st.data(), value=ANYTHING)
def test_a_broken_definition_is_told_in_japanese_and_never_crashes(data, value):
    fields = [dict(field) for field in PLAIN["pages"][0]["fields"]]
    field = data.draw(st.sampled_from(fields))
    field[data.draw(st.sampled_from([*field, "shoe"]))] = value
    assert all(problem.ja and problem.en for problem in _mistakes_in(fields))


def _mistakes_in(fields):
    try:
        form = read_questionnaire({"pages": [a_page("main", *fields)]})
    except CannotReadQuestionnaire as error:
        return error.problems
    return () if form.order else (None,)
