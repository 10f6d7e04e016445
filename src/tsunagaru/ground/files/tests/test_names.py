"""Names of files (ファイル名)."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tsunagaru.ground.files.rules import names
from tsunagaru.ground.files.rules.kinds import KINDS
from tsunagaru.ground.files.rules.refusals import CannotKeep, Reason
from tsunagaru.kernel.individual_number import check_digit

PDF = KINDS["pdf"]


@pytest.mark.parametrize(
    ("raw", "kept"),
    [
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Users\\hanako\\申請.pdf", "申請.pdf"),
        ("", "ファイル.pdf"),
        ("...", "ファイル.pdf"),
        ("con.pdf", "_con.pdf"),
        ("a:b*c?.pdf", "a_b_c_.pdf"),
        (unicodedata.normalize("NFD", "がぎぐパピプ.pdf"), "がぎぐパピプ.pdf"),
        ("𠮷田髙﨑.PDF", "𠮷田髙﨑.PDF"),
        ("写真.exe", "写真.exe.pdf"),
    ],
)
def test_a_name_is_kept_without_what_could_break(raw, kept):
    assert names.clean(raw, PDF) == kept


@pytest.mark.parametrize("raw", ["a\0.pdf", "photo\u202egpj.pdf", "a\nb.pdf", "\u2066a.pdf"])
def test_a_name_that_misleads_is_refused(raw):
    with pytest.raises(CannotKeep) as refused:
        names.clean(raw, PDF)
    assert refused.value.reason is Reason.NAME


def test_an_individual_number_in_a_name_is_refused():
    number = "12345678901"
    with pytest.raises(CannotKeep) as refused:
        names.clean(f"マイナンバー{number}{check_digit(number)}.pdf", PDF)
    assert refused.value.reason is Reason.NUMBER_IN_NAME


def test_a_long_japanese_name_keeps_its_beginning_and_its_ending():
    kept = names.clean("あ" * 200 + ".pdf", PDF)
    assert len(kept.encode()) <= 255
    assert kept.startswith("あああ")
    assert kept.endswith("あ.pdf")


@given(st.text(max_size=400))
def test_any_name_is_refused_or_safe(raw):
    try:
        kept = names.clean(raw, PDF)
    except CannotKeep:
        return
    assert kept.lower().endswith(".pdf")
    assert 4 < len(kept.encode()) <= 255
    assert not set("/\\\0\r\n") & set(kept)
    assert names.clean(kept, PDF) == kept
