"""The typesetter's own process (組版のプロセス): killed, hung, idle, asked by many at once."""

import os
import signal
from concurrent.futures import ThreadPoolExecutor

import psutil
import pytest

from tsunagaru.ground.documents import api
from tsunagaru.ground.documents.gateways import typesetting
from tsunagaru.ground.documents.testing import NOON, a_certificate, a_receipt


def receipt():
    return api.render("receipt", a_receipt(), at=NOON)


def typesetters():
    """Return the processes that set for this one."""
    children = psutil.Process().children()
    return [one for one in children if "typesetter" in " ".join(one.cmdline())]


def test_a_typesetter_that_was_killed_is_replaced_and_the_paper_is_the_same():
    before = receipt()
    (one,) = typesetters()
    one.kill()
    one.wait(10)
    assert receipt() == before


def test_one_that_hangs_costs_one_paper_in_a_plain_sentence(monkeypatch):
    receipt()
    (one,) = typesetters()
    os.kill(one.pid, signal.SIGSTOP)
    monkeypatch.setattr(typesetting, "LONGEST_S", 0.2)
    with pytest.raises(api.CannotRender, match="しばらくしてから、もう一度"):
        receipt()
    monkeypatch.undo()
    assert receipt()


def test_two_who_ask_at_once_each_get_their_own():
    wanted = {"receipt": a_receipt(), "certificate": a_certificate()}
    alone = {name: api.render(name, data, at=NOON) for name, data in wanted.items()}
    with ThreadPoolExecutor(4) as pool:
        asked = [
            (name, pool.submit(api.render, name, wanted[name], at=NOON)) for name in [*wanted] * 4
        ]
    assert all(paper.result() == alone[name] for name, paper in asked)


def test_a_template_that_fails_is_told_and_the_next_paper_is_set():
    with pytest.raises(typesetting.CannotSet):
        typesetting.set_pdf("no_such_template", {}, at=NOON)
    assert receipt()


def test_without_work_it_ends_by_itself_and_leaves_nothing_behind(monkeypatch):
    monkeypatch.setattr(typesetting, "IDLE_S", 0.1)
    for one in typesetters():
        one.kill()
        one.wait(10)
    receipt()
    (one,) = typesetters()
    one.wait(30)
    assert typesetters() == []
    assert receipt()
