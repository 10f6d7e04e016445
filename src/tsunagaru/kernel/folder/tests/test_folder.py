"""What a package sees: models from files, every mistake with file, line and a sentence."""

from datetime import date

import pytest
from pydantic import field_validator

from tsunagaru.kernel.folder import CannotLoad, Definition, Folder, compare, wrong
from tsunagaru.kernel.folder.tables import write_table


class Dog(Definition):
    name: str
    legs: int = 4


class Town(Definition):
    code: str
    founded_on: date | None = None
    dogs: tuple[Dog, ...] = ()

    @field_validator("code")
    @classmethod
    def _five_digits(cls, code: str) -> str:
        if len(code) != 5:
            raise wrong("団体コードは5桁です。", "The code has five digits.")
        return code


def town_in(tmp_path, text):
    (tmp_path / "town.yaml").write_text(text)
    folder = Folder(tmp_path)
    return folder, folder.read("town.yaml", Town)


def test_a_good_file_becomes_a_model(tmp_path):
    folder, town = town_in(
        tmp_path, "code: '22344'\nfounded_on: 1912-08-01\ndogs:\n  - name: ポチ\n"
    )
    folder.check()
    assert town == Town(code="22344", founded_on=date(1912, 8, 1), dogs=(Dog(name="ポチ"),))


@pytest.mark.parametrize(
    ("text", "line", "place", "word"),
    [
        ("code: 22344\n", 1, "code", "引用符"),
        ("dogs: []\n", 1, "code", "がありません"),
        (
            "code: '22344'\ndogs:\n  - nama: ポチ\n    name: b\n",
            3,
            "dogs[1].nama",
            "「name」のこと",
        ),
        ("code: '1'\n", 1, "code", "5桁"),
        ("code: '22344'\ndogs:\n  - name: a\n    legs: four\n", 4, "dogs[1].legs", "整数"),
        ("code: '22344'\nfounded_on: 昭和\n", 2, "founded_on", "2022-03-31"),
        ("", 1, "", "空"),
    ],
)
def test_a_mistake_tells_its_line_and_place_in_plain_words(tmp_path, text, line, place, word):
    folder, town = town_in(tmp_path, text)
    (problem,) = folder.problems
    assert town is None
    assert (problem.line, problem.place) == (line, place)
    assert word in problem.ja
    assert problem.en


def test_all_mistakes_of_all_files_are_told_at_once(tmp_path):
    (tmp_path / "dogs.csv").write_text("name,legs\nポチ,four\nハチ,4\n")
    folder, _ = town_in(tmp_path, "code: 1\nextra: 2\n")
    assert [dog.name for dog in folder.table("dogs.csv", Dog).rows] == ["ハチ"]
    folder.read("missing.yaml", Town)
    with pytest.raises(CannotLoad) as refused:
        folder.check()
    files = [(p.file, p.line) for p in refused.value.problems]
    assert files == [("dogs.csv", 2), ("missing.yaml", 0), ("town.yaml", 1), ("town.yaml", 2)]


@pytest.mark.parametrize(
    ("text", "line", "word"),
    [
        ("name,lags\nポチ,4\n", 1, "「legs」のこと"),
        ("legs\n4\n", 1, "がありません"),
        ("name,name\na,b\n", 1, "2つ"),
        ('name\n"ポチ\n2",3\n', 2, "列の数"),
        ('name\n"ポチ\n', 2, "CSV"),
    ],
)
def test_a_table_that_does_not_fit_is_refused(tmp_path, text, line, word):
    (tmp_path / "dogs.csv").write_text(text)
    folder = Folder(tmp_path)
    folder.table("dogs.csv", Dog)
    assert folder.problems[0].line == line
    assert word in folder.problems[0].ja


def test_a_table_is_written_as_it_was_read(tmp_path):
    text = 'name,legs\n"ポチ, 二世",4\nハチ,3\n'
    (tmp_path / "dogs.csv").write_text(text)
    assert write_table(("name", "legs"), Folder(tmp_path).table("dogs.csv", Dog).rows) == text


def test_files_outside_the_folder_are_never_read(tmp_path):
    folder = Folder(tmp_path)
    folder.read("../secret.yaml", Town)
    assert "フォルダの外" in folder.problems[0].ja


def test_differences_are_told_in_order_and_without_equal_things():
    before, after = {"a": "1", "b": "2", "c": "3"}, {"b": "2", "c": "4", "d": "5"}
    changes = compare(before, after)
    assert [str(change) for change in changes] == ["－ a：1 → ", "～ c：3 → 4", "＋ d： → 5"]


def test_the_fingerprint_changes_with_any_file(tmp_path):
    folder, _ = town_in(tmp_path, "code: a\n")
    first = folder.digest()
    folder.write("texts/ja.yaml", "a: b\n")
    assert folder.digest() != first


def test_a_difference_deep_in_a_long_text_is_shown_where_it_is():
    before, after = "あ" * 100 + "い" + "う" * 100, "あ" * 100 + "え" + "う" * 100
    (change,) = compare({"a": before}, {"a": after})
    assert change.before.startswith("…あ")
    assert "い" in change.before
    assert "え" in change.after


def test_a_thing_with_values_tells_only_those_that_changed_in_words():
    before = {"指標 a": {"name": "率", "formula": "x / y", "note": None, "sheet": {"title": "い"}}}
    after = {"指標 a": {"name": "率", "formula": "x / z", "note": "注", "sheet": {"title": "ろ"}}}
    assert [str(change) for change in compare(before, after)] == [
        "～ 指標 aの計算式：x / y → x / z",
        "～ 指標 aの個票・題名：い → ろ",
        "～ 指標 aの注記：なし → 注",
    ]


def test_a_thing_described_as_json_is_told_by_its_values_too():
    (change,) = compare(
        {"文例 a": '{"title": {"ja": "い"}}'}, {"文例 a": '{"title": {"ja": "ろ"}}'}
    )
    assert str(change) == "～ 文例 aの題名・日本語：い → ろ"
