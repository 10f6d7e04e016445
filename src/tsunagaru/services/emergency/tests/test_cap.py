"""CAP 1.2 in and out (共通警報プロトコル), by the standard's rules and, where it lies, its XSD."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from tsunagaru.services.emergency.gateways.cap import read_cap
from tsunagaru.services.emergency.gateways.cap_writing import CannotWrite, write_cap
from tsunagaru.services.emergency.gateways.xml import CannotRead
from tsunagaru.services.emergency.rules import cap
from tsunagaru.services.emergency.rules.cap import CapAlert, CapArea, CapInfo, as_telegram
from tsunagaru.services.emergency.rules.deciding import decide
from tsunagaru.services.emergency.testing import NOON
from tsunagaru.services.emergency.tests.shared import oyama, shared_data

INFO = CapInfo(
    language="ja",
    categories=("Geo",),
    event="土砂災害",
    urgency="Immediate",
    severity="Severe",
    certainty="Likely",
    headline="【警戒レベル4相当】<土砂災害> & 避難",
    responses=("Evacuate",),
    expires=NOON,
    areas=(
        CapArea(
            "小山町",
            geocodes=(("JMA", "2234400"),),
            polygons=(((35.36, 138.98), (35.37, 138.98), (35.37, 139.0), (35.36, 138.98)),),
        ),
    ),
)
ALERT = CapAlert(
    identifier="town-2234400-1",
    sender="bousai@town.example",
    sent=NOON,
    status="Actual",
    message_type="Alert",
    infos=(INFO,),
)
WORDS = st.text(st.characters(categories=("L", "N", "P", "Zs")), max_size=30).map(str.strip)
CATEGORIES = st.sampled_from(sorted(cap.CATEGORIES))
ALERTS = st.builds(
    replace,
    st.just(ALERT),
    status=st.sampled_from(sorted(cap.STATUSES)),
    note=WORDS,
    infos=st.lists(
        st.builds(
            replace,
            st.just(INFO),
            categories=st.lists(CATEGORIES, min_size=1, max_size=3).map(tuple),
            urgency=st.sampled_from(sorted(cap.URGENCIES)),
            severity=st.sampled_from(sorted(cap.SEVERITIES)),
            certainty=st.sampled_from(sorted(cap.CERTAINTIES)),
            description=WORDS,
            instruction=WORDS,
        ),
        max_size=3,
    ).map(tuple),
)


@settings(max_examples=100, deadline=None)
@given(ALERTS)
def test_what_is_written_reads_as_it_was(alert):
    assert read_cap(write_cap(alert)) == alert


def test_what_is_written_is_valid_by_the_schema_of_oasis():
    schema = etree.XMLSchema(etree.parse(str(shared_data("cap") / "CAP-v1.2.xsd")))
    for status in cap.STATUSES:
        schema.assertValid(etree.fromstring(write_cap(replace(ALERT, status=status))))


BROKEN: dict[str, dict[str, Any]] = {
    "status": {"status": "Real"},
    "msgType": {"message_type": "alert"},
    "scope": {"scope": ""},
    "identifier": {"identifier": "a b"},
    "sender": {"sender": "a,b"},
    "references": {"message_type": "Cancel"},
    "category": {"infos": (replace(INFO, categories=()),)},
    "event": {"infos": (replace(INFO, event=""),)},
    "urgency": {"infos": (replace(INFO, urgency="Now"),)},
    "responseType": {"infos": (replace(INFO, responses=("Run",)),)},
    "areaDesc": {"infos": (replace(INFO, areas=(CapArea(""),)),)},
    "polygon": {"infos": (replace(INFO, areas=(CapArea("x", polygons=(((1, 1), (2, 2)),)),)),)},
}


@pytest.mark.parametrize("fault", BROKEN)
def test_what_the_standard_forbids_is_not_written(fault):
    with pytest.raises(CannotWrite, match=fault):
        write_cap(replace(ALERT, **BROKEN[fault]))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"<status>Actual<", b"<status>Real<"),
        (b"cap:1.2", b"cap:1.1"),
        (b"+09:00</sent>", b"</sent>"),
        (b"<sent>2026", b"<sent>last"),
        (b"35.360000,138.980000 ", b"35,36,37 "),
        (b"<?xml", b"<!DOCTYPE a><?xml"),
    ],
)
def test_what_is_no_cap_is_refused_with_a_sentence(before, after):
    written = write_cap(ALERT)
    assert before in written
    with pytest.raises(CannotRead, match="。"):
        read_cap(written.replace(before, after))


@pytest.mark.parametrize("status", sorted(cap.STATUSES - {"Actual"}))
def test_only_an_actual_alert_is_the_real_thing(status):
    assert decide(as_telegram(replace(ALERT, status=status)), oyama()).drill


def test_an_alert_in_cap_is_held_for_a_person_and_its_thread_is_the_first_message():
    decision = decide(as_telegram(ALERT), oyama())
    assert (decision.action, decision.drill) == ("hold", False)
    reference = f"{ALERT.sender},{ALERT.identifier},2026-07-01T12:00:00+09:00"
    later = replace(ALERT, identifier="b", message_type="Cancel", references=(reference,))
    assert as_telegram(later).event == as_telegram(ALERT).event == ALERT.identifier
