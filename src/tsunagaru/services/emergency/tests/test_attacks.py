"""Hostile XML is refused with a sentence, before it can cost memory, time or a file (攻撃)."""

import time

import pytest

from tsunagaru.services.emergency.gateways.jma import read_telegram
from tsunagaru.services.emergency.gateways.xml import CannotRead, read_xml
from tsunagaru.services.emergency.testing import a_telegram

ENTITIES = [
    "<!ENTITY " + name + ' "' + f"&{before};" * 10 + '">'
    for before, name in zip("abcdefgh", "bcdefghi", strict=True)
]
LAUGHS = f"<!DOCTYPE x [<!ENTITY a 'ha'>{''.join(ENTITIES)}]>"
MANY = " ".join(f"a{number}='1'" for number in range(1000))
SJIS = "<x>警報</x>".encode("cp932")
DEEP = "<a>" * 5000 + "</a>" * 5000
REFUSED = {
    "an external entity": b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]><x>&e;</x>',
    "a parameter entity": b'<!DOCTYPE x [<!ENTITY % p SYSTEM "http://127.0.0.1:9/x">%p;]><x/>',
    "a billion laughs": f"{LAUGHS}<x>&i;</x>".encode(),
    "a document type alone": b'<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd"><x/>',
    "a document type behind a comment": b"<!-- --><!DOCTYPE x><x/>",
    "a document type behind a comment never closed": b"<!-- <!DOCTYPE x><x/>",
    "an unknown entity": b"<x>&nobody;</x>",
    "UTF-16": '<?xml version="1.0" encoding="UTF-16"?><x/>'.encode("utf-16"),
    "Shift_JIS, said so": b'<?xml version="1.0" encoding="Shift_JIS"?>' + SJIS,
    "Shift_JIS, said to be UTF-8": '<?xml version="1.0" encoding="UTF-8"?><x>警報</x>'.encode(
        "cp932"
    ),
    "UTF-7 smuggled": b'<?xml version="1.0" encoding="UTF-7"?>+ADw-x/+AD4-',
    "UTF-32": "<x/>".encode("utf-32"),
    "an attribute of ten megabytes": b'<x a="' + b"a" * 10_000_000 + b'"/>',
    "an attribute of one megabyte": b'<x a="' + b"a" * 1_000_000 + b'"/>',
    "a thousand attributes": f"<x {MANY}/>".encode(),
    "depth": DEEP.encode(),
    "a million elements": b"<x>" + b"<a/>" * 1_000_000 + b"</x>",
    "a text of seven megabytes": b"<x>" + b"a" * 7_000_000 + b"</x>",
    "an endless run of comments": b"<!--" * 1_900_000,
    "nothing": b"",
    "blanks": b" \n ",
    "cut short": b"<x><y>",
    "two roots": b"<x/><y/>",
    "no XML": b'{"status": "\xe9\x80\x9a\xe5\xb8\xb8"}',
}


@pytest.mark.parametrize("raw", REFUSED.values(), ids=list(REFUSED))
def test_hostile_xml_is_refused_at_once_with_a_sentence(raw):
    began = time.process_time()
    with pytest.raises(CannotRead) as refused:
        read_xml(raw)
    assert time.process_time() - began < 3
    assert str(refused.value).endswith("。")
    assert "hostname" not in str(refused.value)


def test_a_processing_instruction_and_comments_are_no_part_of_what_is_read():
    found = read_xml(b'<?xml-stylesheet href="http://127.0.0.1:9/"?><x><!-- a -->b</x>')
    assert (found.tag, "".join(found.itertext())) == ("x", "b")


def test_a_byte_order_mark_is_fine():
    assert read_telegram(b"\xef\xbb\xbf" + a_telegram()).title == "土砂災害警戒情報"


@pytest.mark.parametrize(
    "raw",
    [
        b"<Report/>",
        b'<Report xmlns="http://xml.kishou.go.jp/jmaxml1/"/>',
        a_telegram(status=""),
        a_telegram(info_type=""),
        a_telegram(reported="tomorrow"),
        a_telegram(reported="2026-07-01T10:00:00"),
    ],
)
def test_what_is_no_telegram_is_refused(raw):
    with pytest.raises(CannotRead):
        read_telegram(raw)
