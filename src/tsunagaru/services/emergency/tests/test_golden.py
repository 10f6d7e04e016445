"""What the demo town makes of 259 real sample telegrams (見本の電文の判定), by files of facts.

``golden.csv`` is what Oyama does with each. Since few samples are about Oyama, ``elsewhere.csv``
tells what the same rules do where a telegram is about.
"""

import csv
from collections import Counter
from pathlib import Path

import pytest
from lxml import etree

from tsunagaru.services.emergency.gateways.jma import read_telegram
from tsunagaru.services.emergency.rules.deciding import decide, told
from tsunagaru.services.emergency.rules.telegram import OFFICIAL
from tsunagaru.services.emergency.tests.shared import elsewhere, oyama, shared_data, telegrams

HERE = Path(__file__).parent


def rows(name):
    with (HERE / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def written(decision):
    found = told(decision)
    found["level"] = "" if found["level"] is None else str(found["level"])
    found["areas"] = " ".join(decision.areas)
    found["drill"] = "yes" if found["drill"] else "no"
    return found


def test_every_sample_is_judged_as_the_golden_file_says():
    expected = {row.pop("file"): row for row in rows("golden.csv")}
    found = {name: written(decide(read_telegram(raw), oyama())) for name, raw in telegrams()}
    assert found == expected


@pytest.mark.parametrize("row", rows("elsewhere.csv"), ids=lambda row: f"{row['file']}@{row['at']}")
def test_the_same_rules_act_where_a_telegram_is_about(row):
    raw = (shared_data("jma") / "samples" / row["file"]).read_bytes()
    decision = decide(read_telegram(raw), elsewhere(row["place"], row["at"]))
    level = "" if decision.level is None else str(decision.level)
    assert (decision.action, level, decision.trigger) == (
        row["action"],
        row["level"],
        row["trigger"],
    )
    assert not decision.areas or decision.areas == (row["at"],)


def test_every_sample_is_valid_by_the_agencys_schema():
    schema = etree.XMLSchema(etree.parse(str(shared_data("jma") / "schema" / "jmx.xsd")))
    invalid = [name for name, raw in telegrams() if not schema.validate(etree.fromstring(raw))]
    assert invalid == []


def test_no_drill_among_the_samples_is_taken_for_the_real_thing():
    found = [(read_telegram(raw), name) for name, raw in telegrams()]
    drills = [one for one, _ in found if one.status != OFFICIAL]
    assert Counter(one.status for one, _ in found) == {"通常": 247, "訓練": 12}
    assert all(decide(one, oyama()).drill for one in drills)
