#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Stopped at every durable step, folder to folder.

A pass over a small mailbox is counted, then run anew for each point and
stopped there: by SIGKILL, and by a power cut that takes all that was not
synced.  Started once more it must reach the state of the undisturbed run.

`make check` tries a part of the points (KILL_SHARE); KILL_SHARE=1 all.
"""
import collections
import concurrent.futures
import os
import shutil
import sys

import points
import workspace

SHARE = int(os.environ.get("KILL_SHARE", "40"))  # one point in so many
JOBS = os.cpu_count() or 1


def undisturbed():
    """The state to reach, and the points on the way."""
    work = workspace.make()
    control = points.Points(work)
    done = workspace.once(work, env=control.environment(trace=True))
    if done.returncode != 0:
        sys.exit(f"the undisturbed run failed: {done.stderr}")
    state, trace = workspace.snapshot(work), control.trace()
    shutil.rmtree(work)
    return state, trace


def try_point(expected, number, mode):
    """None when the state was reached, else what went wrong."""
    work = workspace.make()
    control = points.Points(work, mode=mode, at=number)
    stopped = workspace.once(work, env=control.environment())
    # Answers of helpers come in more or fewer reads: the last points may
    # not be there.
    if stopped.returncode != -9 and number <= control.count():
        return f"was not stopped ({stopped.returncode}) {stopped.stderr}"
    again = workspace.once(work)
    if again.returncode != 0:
        return f"did not start again: {again.stderr}"
    wrong = workspace.differences(expected, workspace.snapshot(work))
    if wrong:
        return "; ".join(wrong) + f" (kept: {work})"
    shutil.rmtree(work)
    return None


def chosen(trace):
    """(number, mode name): every point and mode, or an even share of them,
    of each kind of call at least one."""
    everything = [(n, m) for n in range(1, len(trace) + 1) for m in points.MODES]
    if SHARE == 1:
        return everything
    first = {}
    for number, (name, _) in enumerate(trace, 1):
        first.setdefault(name, number)
    some = everything[::SHARE * len(points.MODES) + 1]
    return sorted(set(some) | {(n, "power cut before") for n in first.values()})


def main():
    if points.sanitized():
        return 77
    expected, trace = undisturbed()
    tries = chosen(trace)
    problems = []
    with concurrent.futures.ThreadPoolExecutor(JOBS) as pool:
        results = pool.map(lambda t: try_point(expected, t[0], points.MODES[t[1]]), tries)
        for (number, mode), wrong in zip(tries, results):
            if wrong:
                problems.append(f"{mode} point {number} {trace[number - 1]}: {wrong}")
    print("\n".join(problems))
    kinds = collections.Counter(name for name, _ in trace)
    print(f"{len(trace)} points: " + ", ".join(f"{n} {k}" for k, n in kinds.most_common()))
    print(f"{len(tries)} stops tried, {len(problems)} ended in another state")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
