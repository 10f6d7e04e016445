"""``tsunagaru emergency ingest`` (コマンド): a judgement as JSON, or a sentence and exit code 2."""

import json

import pytest
from django.core.management import CommandError, call_command

from tsunagaru.services.emergency.gateways.simulator import SimulatedFeed, running
from tsunagaru.services.emergency.models import Draft, Telegram
from tsunagaru.services.emergency.testing import a_telegram, rules_of_a_town

pytestmark = pytest.mark.django_db
KEYS = ["kind", "status", "info_type", "level", "areas", "action", "drill"]


def test_a_file_is_judged_and_stored(tmp_path):
    rules_of_a_town()
    (tmp_path / "a.xml").write_bytes(a_telegram(status="訓練"))
    call_command("emergency", "ingest", str(tmp_path / "a.xml"), json=tmp_path / "out.json")
    found = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    assert list(found) == KEYS
    assert found == {
        "kind": "landslide",
        "status": "訓練",
        "info_type": "発表",
        "level": 4,
        "areas": ["2234400"],
        "action": "draft",
        "drill": True,
    }
    assert Draft.objects.get().drill


def test_a_directory_is_judged_file_by_file(tmp_path):
    rules_of_a_town()
    (tmp_path / "b.xml").write_bytes(a_telegram(info_type="取消", reported="2026-07-01T11:30:00Z"))
    (tmp_path / "a.xml").write_bytes(a_telegram())
    call_command("emergency", "ingest", str(tmp_path), json=tmp_path / "out.json")
    found = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    assert [(one["file"], one["action"]) for one in found] == [
        ("a.xml", "draft"),
        ("b.xml", "cancel"),
    ]


@pytest.mark.parametrize("content", [b"<x", b"", b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>', None])
def test_a_bad_file_gives_a_sentence_and_writes_nothing(tmp_path, content):
    rules_of_a_town()
    (tmp_path / "a.xml").write_bytes(a_telegram())
    bad = tmp_path / "b.xml"
    if content is None:
        bad = tmp_path / "nowhere" / "b.xml"
    else:
        bad.write_bytes(content)
    for path in (bad, tmp_path if content is not None else bad):
        with pytest.raises(CommandError, match="。") as refused:
            call_command("emergency", "ingest", str(path), json=tmp_path / "out.json")
        assert refused.value.returncode == 2
    assert not (tmp_path / "out.json").exists()
    assert not Telegram.objects.exists()


def test_without_rules_in_the_database_the_town_folder_judges_and_nothing_is_kept(tmp_path, capsys):
    (tmp_path / "a.xml").write_bytes(a_telegram())
    call_command("emergency", "ingest", str(tmp_path / "a.xml"), json=tmp_path / "out.json")
    assert json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))["action"] == "draft"
    assert "記録していません" in capsys.readouterr().err
    assert not Telegram.objects.exists()


def test_a_feed_is_polled_once(capsys):
    rules_of_a_town()
    with running(SimulatedFeed()) as feed:
        feed.add("1", "2026-07-01T11:00:00+09:00", a_telegram())
        call_command("emergency", "poll", feed.url)
        assert "新しい電文：1件" in capsys.readouterr().out
        feed.faults.fails = ("/extra.xml",)
        with pytest.raises(CommandError, match="フィードを取得できません"):
            call_command("emergency", "poll", feed.url)
    assert Draft.objects.count() == 1
