"""Memory (メモリー): what one web process and one worker really take after a walk (PSS)."""

import asyncio
from collections.abc import Iterable
from contextlib import suppress
from time import sleep

import psutil

from benchmarks import servers
from benchmarks.bars import Bar
from benchmarks.client import apply_all
from tools import processes
from tools.walker import DOG, PROCEDURE, CannotWalkOn, Walker, new_session

MIB = 1024 * 1024
APPLICATIONS = 40
PAGES = ("/", "/plan/", "/procedures/", "/apply/dog-registration/check/", "/inbox/", "/me/")
STAFF_PAGES = ("/staff/", "/staff/cases/", "/staff/counter/", "/plan/initiatives/2/")
PAPERS = ("/applications/{id}/receipt.pdf", "/apply/dog-registration/form.pdf")
RESIDENT, CLERK = "hanako", "seikatsu"


def run() -> list[Bar]:
    """Walk through pages, papers and the staff's desk, then look at the processes."""
    with servers.new_town() as town, servers.serving(town, *servers.up()) as process:
        clerk = _clerk_of(town.command("demo", "accounts"))
        asyncio.run(apply_all(town.address, 4, APPLICATIONS))
        opened = asyncio.run(_look_around(town.address, clerk))
        setting = _typesetters(process)
        while _typesetters(process):  # it ends by itself when nobody wants a paper
            sleep(0.5)
        sizes = _sizes(process) | {"typesetter, gone again": setting}
    note = ", ".join(f"{name} {size:.0f}" for name, size in sizes.items())
    used = sizes["web"] + sizes["worker"]
    return [Bar("PSS of web and worker", used, "MiB", 350, note=f"{note}; {opened} pages opened")]


def _clerk_of(accounts: str) -> str:
    """Return the sign-in name of a clerk."""
    lines = [line.split() for line in accounts.splitlines() if line.startswith("staff")]
    return next((line[1] for line in lines if CLERK in line[1]), lines[0][1])


async def _look_around(address: str, clerk: str) -> int:
    """Apply and open pages and papers as a resident, then as a clerk; return how many."""
    async with new_session() as session:
        walker = Walker(session, address)
        await walker.enter(RESIDENT)
        receipt = await walker.apply(PROCEDURE, DOG)
        papers = [path.format(id=receipt.rstrip("/").split("/")[-1]) for path in PAPERS]
        opened = await _open(walker, [*PAGES, *papers])
    async with new_session() as session:
        walker = Walker(session, address)
        await walker.enter(clerk)
        return opened + await _open(walker, STAFF_PAGES)


async def _open(walker: Walker, paths: Iterable[str]) -> int:
    opened = 0
    for path in paths:
        try:
            await walker.get(path)
            opened += 1
        except CannotWalkOn as error:
            print(f"  {error}")
    return opened


def _typesetters(supervisor: psutil.Process) -> float:
    """Return MiB of the processes that set papers."""
    found = [one for one in processes.tree(supervisor.pid) if "typesetter" in _words(one)]
    return sum(map(processes.pss_bytes, found)) / MIB


def _words(process: psutil.Process) -> str:
    with suppress(psutil.NoSuchProcess):
        return " ".join(process.cmdline())
    return ""


def _sizes(supervisor: psutil.Process) -> dict[str, float]:
    """Return MiB by part; the web is granian with its one worker process."""
    sizes = dict.fromkeys(("web", "worker", "stand-ins of the demo"), 0.0)
    sizes["supervisor"] = processes.pss_bytes(supervisor) / MIB
    for child in supervisor.children():
        part = _part_of(child.cmdline())
        for one in processes.tree(child.pid):
            sizes[part] += processes.pss_bytes(one) / MIB
    return sizes


def _part_of(command: list[str]) -> str:
    """Return which part of the town a supervised command is."""
    if command[-1] == "worker":
        return "worker"
    return "web" if any("granian" in word for word in command) else "stand-ins of the demo"
