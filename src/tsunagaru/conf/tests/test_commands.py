"""The operator's commands: keys, the first member of staff, one person's data."""

import os
import subprocess
import sys
from datetime import date, timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.mail import get_connection
from django.core.management import CommandError, call_command
from django.urls import reverse

from tsunagaru.conf import naming
from tsunagaru.conf.mail import secured
from tsunagaru.conf.mark import SOURCE
from tsunagaru.ground.people.models import Account
from tsunagaru.ground.people.testing import HANAKO, a_clerk, a_resident, a_section, sign_in
from tsunagaru.ground.vault import keys
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import Role
from tsunagaru.services.records_office.models import RetentionRule
from tsunagaru.services.records_office.testing import a_disposal


def on_the_command_line(*words, home, database=""):
    """Run a command as an operator does, in a data folder of its own; return code and words."""
    places = {"TSUNAGARU_HOME": str(home), "TSUNAGARU_DATABASE": database}
    done = subprocess.run(
        [sys.executable, "-m", "tsunagaru.conf", *words],
        env={**os.environ, **places, "PYTHONPATH": str(SOURCE.parent)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    return done.returncode, done.stdout + done.stderr


def run(*words, **options):
    said = StringIO()
    call_command(*words, stdout=said, **options)
    return said.getvalue()


def test_the_key_file_is_made_once_and_never_overwritten(tmp_path, settings):
    settings.TSUNAGARU_KEYS = tmp_path / "keys.json"
    run("keys", "create")
    made = keys.read(settings.TSUNAGARU_KEYS)
    with pytest.raises(CommandError):
        run("keys", "create")
    assert keys.read(settings.TSUNAGARU_KEYS) == made


@pytest.mark.django_db
def test_the_first_member_of_staff_gets_a_password_that_fits():
    a_section()
    said = run("staff", "first", "kanri", name="小山 一", section="jumin")
    password = said.strip().splitlines()[-1].rpartition("：")[2]
    assert Account.objects.get(login="kanri").check_password(password)
    with pytest.raises(CommandError, match="すでに"):
        run("staff", "first", "futari", name="小山 二", section="jumin")


@pytest.mark.django_db
def test_a_person_is_found_by_what_a_screen_or_a_letter_shows():
    person = a_resident(at=clock.now() - timedelta(days=1), phone="0550761234")
    born = HANAKO["birth_on"]
    ways = [(str(person.id),), (person.email,), (person.phone,)]
    found = [run("person", "export", *way) for way in ways]
    found.append(run("person", "export", kana="コヤマ ハナコ", birth=born))
    assert all(person.email in text for text in found)


@pytest.mark.django_db
def test_nothing_happens_when_nobody_or_two_are_meant():
    a_resident()
    a_resident()
    for way in ({}, {"kana": "コヤマ ハナコ", "birth": date(2000, 1, 1)}):
        with pytest.raises(CommandError):
            run("person", "erase", **way)
    with pytest.raises(CommandError, match="2人"):
        run("person", "erase", kana="コヤマ ハナコ", birth=HANAKO["birth_on"])


@pytest.mark.django_db
def test_the_trail_names_the_staff_and_nobody_else():
    clerk = a_clerk(name="小山 一", role=Role.CLERK)
    actor = f"staff:{clerk.id}"
    assert naming.names_of({actor, "staff:x", "system", f"resident:{clerk.id}"}) == {
        actor: "小山 一"
    }


@pytest.mark.django_db
def test_the_trail_names_sections_by_their_codes():
    a_clerk(role=Role.CLERK)
    named = naming.codes_named()
    assert named["section"]["jumin"] == "住民福祉課"
    assert set(named) == {"section", "procedure", "guide", "rule"}


@pytest.mark.django_db
def test_the_trail_names_retention_rules_also_those_the_town_gave_up(client):
    a_disposal()
    auditor = sign_in(client, a_clerk(role=Role.AUDITOR))
    for _ in range(2):
        page = auditor.get(reverse("ledger:audit")).content.decode()
        assert "規則：申請・届出" in page
        assert "ordinary" not in page
        RetentionRule.objects.all().delete()


@pytest.mark.parametrize(
    ("wanted", "flags"), [("", (False, False)), ("starttls", (True, False)), ("tls", (False, True))]
)
def test_the_way_to_the_mail_server_is_encrypted_as_told(wanted, flags, settings):
    settings.EMAIL_USE_TLS, settings.EMAIL_USE_SSL = secured(wanted)
    settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "machi", "secret"
    way: Any = get_connection("django.core.mail.backends.smtp.EmailBackend")
    assert (way.use_tls, way.use_ssl) == flags
    assert (way.username, way.password) == ("machi", "secret")


def test_a_misspelt_encryption_is_refused():
    with pytest.raises(ImproperlyConfigured):
        secured("ssl")


def test_a_command_before_the_town_is_set_up_says_what_to_do_first(tmp_path):
    for words in (("plan", "--json"), ("dump", str(tmp_path / "folder"))):
        code, said = on_the_command_line(*words, home=tmp_path)
        assert (code, said.count("\n")) == (1, 1), said
        assert "先に make up" in said


def test_a_database_that_cannot_be_reached_is_named_without_a_trace(tmp_path):
    nobody = "postgresql://town@127.0.0.1:9/town"
    code, said = on_the_command_line("demo", "accounts", home=tmp_path, database=nobody)
    assert (code, said.count("\n")) == (1, 1), said
    assert "データベースに接続できません" in said
