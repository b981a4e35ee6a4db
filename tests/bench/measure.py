# SPDX-License-Identifier: GPL-3.0-or-later
"""Wall time, CPU time and memory of a command and all it started."""
import os
import resource
import subprocess
import time


LIMIT_S = 3600  # only ends a broken run


class Run:
    """What a command took; cpu includes its children.

    until: for a service, which is asked to end once that holds; wall is
    the time to there.
    """

    def __init__(self, command, until=None, **options):
        before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
        with subprocess.Popen([str(c) for c in command], stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, **options) as process:
            while until and not until() and process.poll() is None \
                    and time.monotonic() - start < LIMIT_S:
                time.sleep(0.01)
            self.wall = time.monotonic() - start
            if until:
                process.terminate()
            self.out, error = process.communicate()
        if not until:
            self.wall = time.monotonic() - start
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        self.cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        self.code = process.returncode
        self.error = error.decode("utf-8", "replace")

    def __str__(self):
        return f"{self.wall:7.2f} s wall {self.cpu:7.2f} s CPU"


def peak_kb(pid):
    """Highest resident memory of a process so far."""
    with open(f"/proc/{pid}/status", encoding="ascii") as status:
        return int(next(l for l in status if l.startswith("VmHWM")).split()[1])


def ticks(pid):
    with open(f"/proc/{pid}/stat", encoding="ascii") as stat:
        fields = stat.read().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


def family(pid):
    """A process and all below it."""
    found = [pid]
    for known in found:
        with open(f"/proc/{known}/task/{known}/children", encoding="ascii") as children:
            found += map(int, children.read().split())
    return found


def cpu_of(pids):
    return sum(map(ticks, pids)) / os.sysconf("SC_CLK_TCK")


def ratio(what, ours, theirs, limit=None):
    """One line: a ratio, and whether it is within the limit asked for."""
    value = ours / theirs if theirs else float("inf")
    verdict = "" if limit is None else f"  (asked: {limit})"
    print(f"{what:58} {value:6.2f}{verdict}", flush=True)
    return value
