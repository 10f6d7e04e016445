"""Fee, reductions, payment and visit of a procedure, without writing YAML."""

from pathlib import Path

import pytest

from tsunagaru.engines.applications import api as applications
from tsunagaru.engines.applications.testing import a_procedure
from tsunagaru.engines.bookings.testing import a_resource
from tsunagaru.ground.people.testing import a_clerk, a_head, a_section, sign_in
from tsunagaru.kernel.folder import Folder
from tsunagaru.kernel.folder.editing import open_text, write_back
from tsunagaru.kernel.individual_number import check_digit
from tsunagaru.services.procedures import queries
from tsunagaru.services.procedures.models import FormDraft
from tsunagaru.services.procedures.queries import Editing
from tsunagaru.services.procedures.rules import items
from tsunagaru.services.procedures.rules.items import Shelf
from tsunagaru.services.procedures.tests.test_things import draft, hidden, problems, save
from tsunagaru.services.procedures.views.editor.thing_forms import FORMS, asked_of, thing_of
from tsunagaru.services.procedures.views.editor.thing_page import wanted_of

pytestmark = pytest.mark.django_db
FORM = "/staff/procedures/forms/dog/"
THINGS = f"{FORM}things/"
ELEVEN = "12345678901"
FILES = sorted((Path(__file__).parents[5] / "towns" / "oyama" / "procedures").glob("*.yaml"))
MANY = {"code": "dogs", "kind": "number", "label": "頭数", "minimum": 1, "maximum": 9}
DOGS = {"field": "dogs", "sign": ">=", "value": "2"}
RULED = {"amount": "rule", "rule": "3000 * dogs", "text_ja": "1頭3,000円"}
PAID = {"when": "on_submit", "due_days": "14", "revenue": "fees", "refund_percent": "100",
        "prepay": "true"}  # fmt: skip


@pytest.fixture
def clerk(client):
    a_section("seikatsu", "生活環境課")
    pages = [{"code": "dog", "title": "犬", "fields": [MANY]}]
    a_procedure(pages=pages, name_field=None, email_field=None, parts=())
    return sign_in(client, a_clerk(section="seikatsu"))


def reduce(client, **typed):
    """Take 500 yen off for two dogs."""
    given = {**DOGS, "name_ja": "多頭割引", "off": "500"} | typed
    return save(client, f"{THINGS}reduction/new/", **given)


def test_the_fee_is_an_amount_a_formula_or_words_alone(clerk):
    assert save(clerk, f"{THINGS}fee/1/", **RULED).status_code == 302
    assert draft()["fee"] == {"rule": "3000 * dogs", "text": {"ja": "1頭3,000円"}}
    open_ended = {"amount": "open", "rule": "", "text_ja": "場合によります。"}
    assert save(clerk, f"{THINGS}fee/1/", **open_ended).status_code == 302
    assert draft()["fee"] == {"text": {"ja": "場合によります。"}}
    fixed = {"amount": "yen", "yen": "0", "text_ja": "無料"}
    assert save(clerk, f"{THINGS}fee/1/", **fixed).status_code == 302
    assert draft()["fee"] == {"yen": 0, "text": {"ja": "無料"}}


def test_the_fee_cannot_be_taken_away_and_a_chosen_amount_is_needed(clerk):
    page = clerk.get(f"{THINGS}fee/1/").content.decode()
    assert "これを削除する" not in page
    assert "<code>dogs</code>" in page
    assert save(clerk, f"{THINGS}fee/1/", remove="1").status_code == 422
    for amount, said in (("yen", "無料は0です"), ("rule", "計算式を入力してください")):
        answer = save(clerk, f"{THINGS}fee/1/", amount=amount, yen="", rule="", text_ja="x")
        assert said in problems(answer)
    assert not FormDraft.objects.exists()


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("3000 * cats", "8文字目"),
        ("3000 *", "文字目"),
        ('"x"', "金額になる式"),
        ("dogs > 1", "金額"),
    ],
)
def test_a_formula_that_is_none_is_told_beside_its_box(clerk, rule, said):
    answer = save(clerk, f"{THINGS}fee/1/", **RULED | {"rule": rule})
    assert answer.status_code == 422
    assert said in problems(answer)
    assert 'aria-invalid="true"' in answer.content.decode()
    off = reduce(clerk, off=rule)
    assert off.status_code == 422
    assert said in problems(off)


def test_reductions_are_taken_off_in_their_order(clerk):
    assert reduce(clerk).status_code == 302
    assert reduce(clerk, name_ja="老犬", off="100 * dogs").status_code == 302
    first = {"name": {"ja": "多頭割引"}, "when": "dogs >= 2", "off": "500"}
    assert draft()["fee"]["reductions"][0] == first
    text = FormDraft.objects.get().text
    assert text.index("yen: 3000") < text.index("reductions:") < text.index("3,000円")
    page = clerk.get(f"{THINGS}money/").content.decode()
    up = page.partition('name="up-reduction" value="')[2].partition('"')[0]
    assert clerk.post(f"{THINGS}money/", {"revision": "2", "up-reduction": up}).status_code == 302
    assert save(clerk, f"{THINGS}reduction/2/", remove="1").status_code == 302
    assert [one["name"]["ja"] for one in draft()["fee"]["reductions"]] == ["老犬"]


def test_no_reduction_where_there_is_no_amount(clerk):
    save(clerk, f"{THINGS}fee/1/", amount="open", text_ja="場合によります。")
    assert "もとの金額" in problems(reduce(clerk))


def test_a_payment_says_what_differs_from_the_usual(clerk):
    address = f"{THINGS}payment/new/"
    assert save(clerk, address, **PAID).status_code == 302
    assert draft()["payment"] == {"when": "on_submit"}
    never = PAID | {"when": "after_review", "due_days": "30", "prepay": "false"}
    assert save(clerk, f"{THINGS}payment/1/", **never).status_code == 302
    assert draft()["payment"] == {"when": "after_review", "due_days": 30, "required": "false"}
    assert 'payment: {when: after_review, due_days: 30, required: "false"}' in (
        FormDraft.objects.get().text.replace("'", '"')
    )
    assert save(clerk, f"{THINGS}payment/1/", remove="1").status_code == 302
    assert "payment" not in draft()


def test_whether_it_is_paid_first_can_depend_on_the_answers(clerk):
    some = PAID | {"prepay": "sometimes"}
    lacking = save(clerk, f"{THINGS}payment/new/", **some)
    assert "条件を入力してください" in problems(lacking)
    assert save(clerk, f"{THINGS}payment/new/", **some, **DOGS).status_code == 302
    assert draft()["payment"]["required"] == "dogs >= 2"
    page = clerk.get(f"{THINGS}payment/1/").content.decode()
    assert '<option value="dogs" selected>' in page
    always = save(clerk, f"{THINGS}payment/1/", **PAID, field="dogs", sign=">=", value="たくさん")
    assert always.status_code == 302
    assert draft()["payment"]["required"] == "true"


def test_a_visit_names_what_is_booked_and_when(clerk):
    a_resource(code="hall-visit")
    address = f"{THINGS}visit/new/"
    assert "予約するものを選んでください" in problems(save(clerk, address, resource=""))
    assert save(clerk, address, resource="hall-visit").status_code == 302
    assert draft()["visit"] == {"resource": "hall-visit"}
    again = save(clerk, f"{THINGS}visit/1/", resource="hall-visit", **DOGS)
    assert again.status_code == 302
    assert draft()["visit"] == {"resource": "hall-visit", "when": "dogs >= 2"}
    wrong = save(clerk, f"{THINGS}visit/1/", resource="hall-visit", free="1", expression="cats > 1")
    assert "1文字目" in problems(wrong)
    assert clerk.get(f"{THINGS}visit/2/").status_code == 404


def test_two_who_begin_the_payment_do_not_overwrite_each_other(clerk):
    address = f"{THINGS}payment/new/"
    mine = {name: hidden(clerk, address, name) for name in ("revision", "seen")}
    save(clerk, address, **PAID | {"due_days": "7"})
    late = clerk.post(address, {**mine, **PAID, "joint": "and"})
    assert late.status_code == 409
    late = clerk.post(address, {**mine, **PAID, "joint": "and", "revision": "1"})
    assert "ほかの人が変えたか" in problems(late)
    assert draft()["payment"]["due_days"] == 7


def test_no_box_of_it_takes_the_individual_number(clerk):
    number = f"{ELEVEN}{check_digit(ELEVEN)}"
    for answer in (
        save(clerk, f"{THINGS}fee/1/", **RULED | {"text_ja": f"番号 {number}"}),
        save(clerk, f"{THINGS}fee/1/", **RULED | {"rule": f"{number} * 0"}),
        reduce(clerk, name_ja=number),
        reduce(clerk, off=number),
    ):
        assert answer.status_code == 422
        assert "個人番号" in answer.content.decode()
    assert not FormDraft.objects.exists()


def test_differences_tell_money_and_visits_in_sentences(clerk):
    a_resource(code="hall-visit")
    save(clerk, f"{THINGS}fee/1/", **RULED)
    reduce(clerk)
    save(clerk, f"{THINGS}payment/new/", **PAID)
    save(clerk, f"{THINGS}visit/new/", resource="hall-visit")
    page = clerk.get(f"{FORM}changes/").content.decode()
    for said in (
        "金額がなくなりました（前：「3,000円」）。",
        "計算式が「3,000×『頭数』」になりました（前：なし）。",
        "「多頭割引」が追加されました。",
        "請求の時期が「受付と同時に請求する」になりました（前：なし）。",
        "予約するものが「hall-visit」になりました（前：なし）。",
    ):
        assert said in page


def test_the_test_run_shows_what_is_to_be_paid_and_booked(clerk):
    a_resource(code="hall-visit")
    save(clerk, f"{THINGS}fee/1/", **RULED)
    reduce(clerk)
    save(clerk, f"{THINGS}payment/new/", **PAID | {"prepay": "sometimes"}, **DOGS)
    save(clerk, f"{THINGS}visit/new/", resource="hall-visit", **DOGS)
    page = clerk.post(f"{FORM}trial/", {"where": "dog", "dogs": "2"}).content.decode()
    for said in ("5,500円", "多頭割引：500円の減額", "当てはまる", "受付と同時に請求する", "必要",
                 "勧める："):  # fmt: skip
        assert said in page
    page = clerk.post(f"{FORM}trial/", {"where": "dog", "dogs": "1"}).content.decode()
    for said in ("3,000円", "当てはまらない", "不要", "勧めない"):
        assert said in page


def test_what_is_published_is_dumped_as_it_was_written(clerk, client, tmp_path):
    save(clerk, f"{THINGS}fee/1/", **RULED)
    reduce(clerk)
    save(clerk, f"{THINGS}payment/new/", **PAID)
    written = FormDraft.objects.get().text
    sign_in(client, a_head("seikatsu"))
    live = applications.version_in_force("dog").hash
    posted = {"revision": "3", "live": live, "publish": "1", "untranslated": "1"}
    assert client.post(f"{FORM}changes/", posted).status_code == 302
    applications.TOWN_PART.dump(Folder(tmp_path))
    assert (tmp_path / "procedures" / "dog.yaml").read_text() == written


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_saving_money_and_visits_unchanged_keeps_a_file_to_the_byte(file):
    text = file.read_text()
    tree = open_text(text)
    found = Editing(file.stem, "", FormDraft(text=text), None)
    for what in ("fee", "reduction", "payment", "visit"):
        shelf = Shelf(what)
        for place, before in enumerate(items.things(queries.plain(text), shelf), start=1):
            one = thing_of(found, shelf, str(place))
            items.change(tree, shelf, items.fingerprint(before), unchanged(found, one))
    assert write_back(tree) == text


def unchanged(found, one):
    """Return what writes a thing as its page showed it at first."""
    more = {"before": one.before, "tree": found.tree, "asked": asked_of(found, one.shelf)}
    shown = FORMS[one.shelf.what](**more)
    first = {name: shown.initial.get(name) for name in shown.fields}
    typed = {name: value for name, value in first.items() if value is not None}
    form = FORMS[one.shelf.what](typed, **more)
    wanted = wanted_of(form, one.read())
    assert form.is_valid(), form.errors
    return lambda item: form.write(item, wanted)
