import pytest
from hypothesis import given
from hypothesis import strategies as st

from tsunagaru.kernel.text import printable_problem, report_characters


def test_common_text_lies_inside_jis_x_0208():
    report = report_characters("静岡県小山町「藤曲」 ABCＡＢＣ123〜～－−")
    assert report.outside_0208 == report.outside_0213 == ()


def test_signs_are_told_apart_by_the_standard_that_knows_them():
    report = report_characters("髙𠮟髙丂😀ｱ")
    assert report.outside_0208 == ("髙", "𠮟", "丂", "😀", "ｱ")
    assert "😀" in report.outside_0213
    assert "𠮟" not in report.outside_0213


def test_sequences_with_a_variation_selector_are_listed():
    report = report_characters("葛\U000e0100城葛\U000e0100")
    assert report.selected == ("葛\U000e0100",)
    assert report.outside_0208 == ()


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("小山\x07", "制御文字"),
        ("小\u200b山", "見えない文字"),
        ("小\ue000", "外字"),
        ("小\ufffd", "文字化け"),
        ("小\U0003fffd", "文字コード表にない"),
        ("小山😀", "絵文字"),
    ],
)
def test_what_cannot_be_printed_is_told_with_its_reason(text, reason):
    assert reason in str(printable_problem(text))


def test_half_a_character_cannot_be_printed():
    assert "文字化け" in str(printable_problem("小\ud800"))


def test_names_and_lines_can_be_printed():
    assert printable_problem("髙橋 𠮷郎\n葛\U000e0100城") is None


@given(st.text())
def test_every_text_gets_a_report(text):
    report = report_characters(text)
    assert set(report.outside_0213) <= set(report.outside_0208) <= set(text)
    assert (printable_problem(text) or "。").endswith("。")
