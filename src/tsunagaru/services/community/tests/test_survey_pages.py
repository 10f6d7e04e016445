"""Pages of a district's surveys (会員アンケートの画面): of the household, and of the head."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tsunagaru.ground.ledger.testing import audited
from tsunagaru.ground.people.testing import a_clerk, a_resident, sign_in
from tsunagaru.kernel import clock
from tsunagaru.kernel.clock import day_of
from tsunagaru.services.community.models import Survey, SurveyAnswer
from tsunagaru.services.community.testing import (
    a_home,
    a_leader,
    a_paper_home,
    a_survey,
    a_town_with_districts,
    an_answer,
    some_answers,
)

pytestmark = pytest.mark.django_db
NOT_FOUND, UNFIT, TOO_LATE = 404, 422, 409
WORDS = {"q1": "0", "q2": ["0", "2"], "q3": "3", "q4": "提灯を増やしたい"}


def text(answer):
    return answer.content.decode()


def soon(days=9):
    return day_of(clock.now()) + timedelta(days=days)


@pytest.fixture
def leader():
    a_town_with_districts()
    return a_home("k1", at=clock.now()).members[0]


@pytest.fixture
def head(leader):
    return a_leader(leader, at=clock.now())


@pytest.fixture
def desk(head, leader):
    return sign_in(Client(), leader)


@pytest.fixture
def row(head):
    return a_survey(head, at=clock.now(), due_on=soon())


@pytest.fixture
def secret(head):
    return a_survey(head, at=clock.now(), due_on=soon(), anonymous=True)


@pytest.fixture
def home(head):
    return a_home("k1", members=2, at=clock.now())


@pytest.fixture
def phone(home):
    return sign_in(Client(), home.members[0])


def page(row):
    return reverse("community:survey", args=[row.pk])


def of_head(row, name="head_survey"):
    return reverse(f"community:{name}", args=[row.pk])


def past(row):
    """Let the last day be over."""
    Survey.objects.filter(pk=row.pk).update(due_on=soon(-1))


def written(**changes):
    given = {
        "title": "夏祭りのアンケート",
        "why": "来年を決めるため",
        "due_on": soon(),
        "names": "named",
        "q1_text": "続けますか。",
        "q1_kind": "one",
        "q1_choices": "続ける\nやめる",
    }
    return given | changes


def test_a_head_who_writes_is_told_what_does_not_fit_and_loses_nothing(desk):
    address = reverse("community:write_survey", args=["k1"])
    assert desk.get(address).status_code == 200
    wrong = written(
        title="",
        names="",
        q1_choices="続ける",
        q2_text="何人ですか。",
        q3_kind="words",
        q4_text="重なり",
        q4_kind="several",
        q4_choices="甲\n甲",
        q9_text="数",
        q9_kind="number",
        q9_choices="一\n二",
        due_on=soon(-1),
    )
    answer = desk.post(address, wrong)
    assert answer.status_code == UNFIT
    for sentence in (
        "題名を入力",
        "記名か無記名かを選んで",
        "2つから10まで",
        "答え方を選んで",
        "質問の文を入力",
        "同じ選択肢",
        "選択肢は要りません",
        "今日から1年以内",
        "何人ですか。",
    ):
        assert sentence in text(answer)
    assert "質問を1つ以上" in text(
        desk.post(address, written(q1_text="", q1_kind="", q1_choices=""))
    )


def test_a_head_sees_a_draft_as_households_will_and_publishes_it(desk):
    address = reverse("community:write_survey", args=["k1"])
    draft = text(desk.post(address, written(), follow=True))
    assert "世帯にはこう見えます" in draft
    assert "続ける" in draft
    row = Survey.objects.get()
    changed = desk.post(of_head(row, "change_survey"), written(title="秋祭り"), follow=True)
    assert "秋祭り" in text(changed)
    told = desk.post(of_head(row, "survey_act"), {"act": "publish"}, follow=True)
    assert "区の世帯に知らせます" in text(told)
    assert desk.get(of_head(row, "change_survey")).status_code == NOT_FOUND
    again = desk.post(of_head(row, "survey_act"), {"act": "publish"}, follow=True)
    assert "その操作はできません" in text(again)


def test_a_household_answers_and_changes_it_on_the_phone(row, phone):
    assert "記名のアンケートです" in text(phone.get(page(row)))
    assert "答えを受け取りました" in text(phone.post(page(row), WORDS, follow=True))
    assert "この世帯は答えました" in text(phone.get(page(row)))
    phone.post(page(row), WORDS | {"q1": "1", "q2": []})
    assert SurveyAnswer.objects.get().values == {"1": [1], "3": 3, "4": "提灯を増やしたい"}
    assert "答えた世帯です" in text(phone.get(reverse("community:surveys")))


def test_wrong_answers_are_told_and_nothing_typed_is_lost(row, phone):
    wrong = phone.post(page(row), WORDS | {"q1": "7", "q3": "たくさん"})
    assert wrong.status_code == UNFIT
    for sentence in ("選択肢から選んで", "0から999999まで", "提灯を増やしたい", "たくさん"):
        assert sentence in text(wrong)
    nothing = phone.post(page(row), {})
    assert nothing.status_code == UNFIT
    assert "1つ以上の質問" in text(nothing)


def test_without_names_the_page_says_beforehand_that_it_is_final(secret, phone, home):
    before = text(phone.get(page(secret)))
    assert before.index("変えることも取り消すことも") < before.index("答えを送る")
    phone.post(page(secret), WORDS)
    other = sign_in(Client(), home.members[1])
    again = other.post(page(secret), WORDS | {"q4": "二人目の文"})
    assert again.status_code == TOO_LATE
    assert "すでに受け取っています" in text(again)
    assert "二人目の文" in text(again)
    shown = text(phone.get(page(secret)))
    assert "送った答えは示せません" in shown
    assert "答えを送る" not in shown


def test_after_the_last_day_the_answer_comes_too_late_and_stands_on_the_page(row, phone):
    past(row)
    late = phone.post(page(row), WORDS)
    assert late.status_code == TOO_LATE
    assert "この答えは送られていません" in text(late)
    assert "提灯を増やしたい" in text(late)
    assert "集計が済むと" in text(phone.get(page(row)))
    assert not SurveyAnswer.objects.exists()


def test_everybody_reads_the_result_and_words_only_in_the_heads_summary(row, desk, phone, home):
    an_answer(row, home, at=clock.now())
    some_answers(row, 5, at=clock.now())
    closed = desk.post(of_head(row, "survey_act"), {"act": "close"}, follow=True)
    assert "提灯を増やしたい" in text(closed)
    assert desk.post(of_head(row, "summarise_survey"), {}).status_code == UNFIT
    desk.post(of_head(row, "summarise_survey"), {"summary": "続けます。"})
    neighbour = text(sign_in(Client(), a_home("k1", at=clock.now()).members[0]).get(page(row)))
    for words in ("100%", "続けます。", "合計 24", "文の答えは、区長と副区長だけ"):
        assert words in neighbour
    assert "提灯を増やしたい" not in neighbour
    assert "提灯を増やしたい" in text(phone.get(page(row)))  # the own answer
    table = desk.get(of_head(row, "survey_result"))
    assert "続ける,6,100" in table.content.decode("utf-8-sig")
    assert len(audited("survey.result_taken")) == 1


def test_few_answers_are_not_broken_down(row, desk, phone):
    some_answers(row, 4, at=clock.now())
    desk.post(of_head(row, "survey_act"), {"act": "close"})
    for client in (desk, phone):
        assert "5に満たない" in text(client.get(page(row)))
    assert "5に満たない" in text(desk.get(of_head(row)))


def test_a_head_sees_who_answered_and_that_is_audited(row, desk, home, head):
    an_answer(row, home, at=clock.now())
    paper = a_paper_home(head, at=clock.now())
    shown = text(desk.get(of_head(row, "survey_answers")))
    filled = f"{of_head(row, 'enter_answer')}?home={paper}"
    assert filled in shown
    assert "柳島77-7" in text(desk.get(filled))
    assert "提灯を増やしたい" in shown
    assert "名簿で氏名を区長に見せていない世帯" in shown
    assert len(audited("survey.answers_viewed")) == 1


def test_without_names_there_is_no_page_of_answers(secret, desk, home):
    an_answer(secret, home, at=clock.now())
    assert desk.get(of_head(secret, "survey_answers")).status_code == NOT_FOUND
    shown = text(desk.get(of_head(secret)))
    assert "2世帯のうち、1世帯が答えました" in shown
    assert "どの世帯が答えたかは示しません" in shown


def test_a_head_enters_paper_and_prints_the_sheet(secret, desk):
    address = of_head(secret, "enter_answer")
    given = WORDS | {"name": "見本 ウメ", "place": "柳島77-7", "way": "paper"}
    assert desk.post(address, WORDS).status_code == UNFIT
    assert "答えを入れました" in text(desk.post(address, given, follow=True))
    twice = desk.post(address, given)
    assert twice.status_code == TOO_LATE
    assert "すでに受け取っています" in text(twice)
    past(secret)
    late = desk.post(address, {"name": "見本 ウメ"})
    assert late.status_code == TOO_LATE
    assert desk.get(of_head(secret, "survey_sheet")).content.startswith(b"%PDF-")


def test_a_head_reminds_extends_and_withdraws(row, desk):
    assert "まだ答えていない1世帯" in text(desk.get(of_head(row)))
    act = of_head(row, "survey_act")
    assert "もう一度知らせます" in text(desk.post(act, {"act": "remind"}, follow=True))
    assert "送れるのは1回だけ" in text(desk.post(act, {"act": "remind"}, follow=True))
    extend = of_head(row, "extend_survey")
    assert desk.post(extend, {"due_on": soon(9)}).status_code == UNFIT
    assert "延ばしました" in text(desk.post(extend, {"due_on": soon(12)}, follow=True))
    withdraw = of_head(row, "withdraw_survey")
    assert desk.post(withdraw, {}).status_code == UNFIT
    gone = text(desk.post(withdraw, {"reason": "質問の誤り"}, follow=True))
    assert "取り下げました" in gone
    assert "質問の誤り" in text(desk.get(page(row)))


def test_the_survey_of_another_district_is_not_there_nor_for_the_towns_staff(row, secret):
    stranger = sign_in(Client(), a_home("k2", at=clock.now()).members[0])
    neighbour = sign_in(Client(), a_home("k1", at=clock.now()).members[0])
    staff = sign_in(Client(), a_clerk(section="jumin"))
    for client in (stranger, staff):
        assert client.get(page(row)).status_code == NOT_FOUND
        assert client.post(page(row), WORDS).status_code == NOT_FOUND
    for client in (stranger, staff, neighbour):
        for name in ("head_survey", "survey_answers", "survey_result", "enter_answer"):
            assert client.get(of_head(row, name)).status_code == NOT_FOUND
        assert client.post(of_head(row, "survey_act"), {"act": "close"}).status_code == NOT_FOUND


def test_who_has_no_household_is_sent_to_the_paper(row):
    alone = a_resident(at=clock.now(), district="k1")
    client = sign_in(Client(), alone.id)
    assert "紙の用紙を区長から" in text(client.get(page(row)))
    assert client.post(page(row), WORDS).status_code == NOT_FOUND


def test_a_draft_is_seen_by_nobody_else(head, phone):
    row = a_survey(head, at=clock.now(), due_on=soon(), out=False)
    assert phone.get(page(row)).status_code == NOT_FOUND
    assert "アンケートはまだありません" in text(phone.get(reverse("community:surveys")))


def test_my_page_shows_what_is_asked_until_it_is_answered(row, phone, home):
    assert "夏祭りのアンケート" in text(phone.get("/my/"))
    an_answer(row, home, at=clock.now())
    assert "夏祭りのアンケート" not in text(phone.get("/my/"))
