"""Finding pages (検索). The same file runs on SQLite and on PostgreSQL."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tsunagaru.ground.search import api
from tsunagaru.ground.search.testing import a_page, many_pages
from tsunagaru.kernel.offers import SearchSource

PUBLIC = {"public"}
ALLOWANCE = "中学校を卒業するまでの子どもを育てている方が申し込みできます。"
DOG = "生後91日以上の犬は、登録と狂犬病の予防注射が必要です。児童手当とは別です。"
RUBBISH = "家具やふとんを、申込みの上で収集します。手数料は１個２００円です。"
TAX = "コンビニエンスストアでも取れます。手当の申請に使えます。"
PAGES = [
    a_page("allowance", "児童手当", ALLOWANCE, keywords="子育て こそだて 子ども 出産"),
    a_page("dog", "犬の登録", DOG, keywords="ペット"),
    a_page("rubbish", "粗大ごみの収集", RUBBISH),
    a_page("tax", "所得・課税証明書", TAX),
    a_page("desk", "職員向け 税務の手引き", "課税台帳の閲覧手順", audiences=("section:zeimu",)),
    a_page("dog", "Registering a dog", "Dogs must be registered with the town.", language="en"),
]


@pytest.fixture
def pages(db):
    api.index(PAGES)


def refs(query, audiences=PUBLIC, **more):
    return [hit.ref for hit in api.find(query, audiences=audiences, **more)]


def test_a_title_comes_before_keywords_and_keywords_before_the_body(pages):
    api.index(
        [
            a_page("body", "その他", "ペットの話"),
            a_page("title", "ペット火葬"),
        ]
    )
    assert refs("ペット") == ["title", "dog", "body"]


def test_a_word_in_the_title_beats_the_same_word_in_a_body(pages):
    assert refs("児童手当") == ["allowance", "dog"]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("こそだて", "allowance"),
        ("ジドウテアテ", None),
        ("ごみ", "rubbish"),
        ("ゴミ", "rubbish"),
        ("ｺﾞﾐ", "rubbish"),
        ("申込", "rubbish"),
        ("申し込み", "rubbish"),
        ("200円", "rubbish"),
        ("コンビニ", "tax"),
        ("コンビニエンスストアー", "tax"),
        ("DOG", None),
    ],
)
def test_spelling_variants_find_the_same(pages, query, first):
    found = refs(query)
    assert (first in found) if first else found == []


@pytest.mark.parametrize("query", ["児童 手当", "児童　手当", "手当\t児童"])
def test_spaces_of_any_width_mean_that_all_words_must_be_there(pages, query):
    assert refs(query) == ["allowance", "dog"]


def test_words_may_stand_in_different_parts(pages):
    assert refs("犬 予防注射 ペット") == ["dog"]


def test_a_quoted_phrase_must_stand_in_one_piece(pages):
    assert set(refs("手当 申請")) == {"tax"}
    assert refs("「手当の申請」") == ["tax"]
    assert refs('"申請の手当"') == []


def test_a_single_sign_is_enough(pages):
    assert refs("犬") == ["dog"]


def test_what_an_audience_may_not_see_is_not_found(pages):
    assert refs("課税台帳") == []
    assert refs("課税台帳", {"public", "section:zeimu"}) == ["desk"]
    assert refs("課税台帳", {"staff"}) == []
    assert refs("犬", set()) == []


def test_the_readers_language_stands_instead_of_japanese(pages):
    [hit] = api.find("dog", audiences=PUBLIC, language="en")
    assert hit.title == "Registering a dog"
    assert [hit.title for hit in api.find("犬", audiences=PUBLIC, language="en")] == ["犬の登録"]


def test_kinds_and_limits_narrow_the_answer(pages):
    assert refs("手当", limit=1) == ["allowance"]
    assert refs("手当", kinds={"procedure"}) == []
    assert refs("手当", limit=0) == []


def test_a_new_version_replaces_the_old_one(pages):
    api.index([a_page("dog", "猫の登録")])
    assert refs("犬") == []
    assert refs("猫") == ["dog"]


def test_a_removed_page_is_gone_in_all_languages(pages):
    api.remove("page", "dog")
    assert refs("犬") == []
    assert refs("dog", language="en") == []


def test_a_rebuild_leaves_only_what_its_source_has(pages):
    api.index([a_page("stays", "犬の散歩", kind="other")])
    assert api.rebuild([SearchSource("page", lambda: [a_page("only", "犬小屋")])]) == 1
    assert set(refs("犬")) == {"stays", "only"}
    assert refs("児童手当") == []


def test_a_snippet_shows_the_place_and_marks_the_words(pages):
    [hit] = api.find("狂犬病", audiences=PUBLIC)
    assert "<mark>狂犬病</mark>の予防注射" in hit.snippet


def test_a_snippet_marks_across_spellings(pages):
    hits = {hit.ref: hit.snippet for hit in api.find("申込", audiences=PUBLIC)}
    assert "<mark>申し込</mark>" in hits["allowance"]


def test_a_snippet_never_carries_the_pages_own_markup(db):
    api.index([a_page("evil", "危険", "危険な<script>alert('危険')</script>&amp;です")])
    [hit] = api.find("危険", audiences=PUBLIC)
    assert "<script>" not in hit.snippet
    assert "&lt;script&gt;" in hit.snippet


def test_ranking_is_the_same_on_every_database(db):
    api.index(many_pages(300))
    audiences = {"public", "staff"}
    assert refs("児童手当", audiences, limit=4) == ["p0", "p6", "p18", "p24"]
    assert refs("藤曲 犬", audiences, limit=4) == ["p1", "p25", "p49", "p73"]
    assert refs("手数料 委任状", audiences, limit=3) == ["p0", "p1", "p6"]


class NastyQueries(TestCase):
    @settings(max_examples=60)
    @given(st.text(max_size=300), st.text(max_size=60))
    def test_no_query_and_no_page_ever_fails(self, query, body):
        api.index([a_page("any", query[:100], body)])
        hits = api.find(query, audiences=PUBLIC)
        assert all("<script" not in hit.snippet for hit in hits)

    @settings(max_examples=60)
    @given(st.text(alphabet="\"'()*:^+-|&!<>\\%_;「」 　NEAROT犬ゼ\0", max_size=40))
    def test_query_languages_of_the_databases_mean_nothing(self, query):
        api.index([a_page("dog", "犬")])
        assert {hit.ref for hit in api.find(query, audiences=PUBLIC)} <= {"dog"}
