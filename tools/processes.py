"""Processes watched from outside (プロセスの計測): CPU, memory, cores, and the sharp end."""

import contextlib
import os
import signal
from collections.abc import Iterable, Sequence
from pathlib import Path

import psutil

KIB = 1024


def tree(*roots: int) -> list[psutil.Process]:
    """Return the processes with these ids and all their children, those still there."""
    found: dict[int, psutil.Process] = {}
    for root in roots:
        with contextlib.suppress(psutil.NoSuchProcess):
            one = psutil.Process(root)
            found |= {p.pid: p for p in (one, *one.children(recursive=True))}
    return list(found.values())


def cpu_seconds(processes: Iterable[psutil.Process]) -> float:
    """Return user and system time, of ended and waited-for children as well (CPU時間)."""
    total = 0.0
    for process in processes:
        with contextlib.suppress(psutil.NoSuchProcess):
            times = process.cpu_times()
            total += times.user + times.system + times.children_user + times.children_system
    return total


def pss_bytes(process: psutil.Process) -> int:
    """Return the proportional set size (PSS): shared pages counted by share."""
    with contextlib.suppress(OSError):
        lines = Path(f"/proc/{process.pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
        return next(int(line.split()[1]) * KIB for line in lines if line.startswith("Pss:"))
    return 0


def share_cores(most: int) -> tuple[list[int], list[int]]:
    """Return the cores for the servers, at most so many, and those left for clients."""
    cores = sorted(os.sched_getaffinity(0))
    return cores[:most], cores[most:] or cores


def pin(processes: Iterable[psutil.Process], cores: Sequence[int]) -> None:
    """Keep processes, and what they will start, on some cores."""
    for process in processes:
        with contextlib.suppress(psutil.NoSuchProcess):
            process.cpu_affinity(list(cores))


def kill_now(*processes: psutil.Process) -> None:
    """Kill without any warning (kill -9)."""
    for process in processes:
        with contextlib.suppress(ProcessLookupError):
            os.kill(process.pid, signal.SIGKILL)
