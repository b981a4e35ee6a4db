#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Stopped at every durable step, folder to folder.

A pass over a small mailbox is counted, then run anew for each point and
stopped there: by SIGKILL, and by a power cut that takes all that was not
synced.  Started once more it must reach the state of the undisturbed run.

`make check` tries a part of the points, KILL_SHARE=1 all: see tries.py.
"""
import collections
import shutil
import sys

import points
import tries
import workspace

SHARE = tries.share(40)


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
    """Was it stopped; None when the state was reached, else what went wrong."""
    work = workspace.make()
    control = points.Points(work, mode=points.MODES[mode], at=number)
    stopped = workspace.once(work, env=control.environment())
    # Answers of helpers come in more or fewer reads: the last points may
    # not be there.
    killed = stopped.returncode == -9
    if not killed and number <= control.count():
        return False, f"was not stopped ({stopped.returncode}) {stopped.stderr}"
    again = workspace.once(work)
    if again.returncode != 0:
        return killed, f"did not start again: {again.stderr}"
    wrong = workspace.differences(expected, workspace.snapshot(work))
    if wrong:
        return killed, "; ".join(wrong) + f" (kept: {work})"
    shutil.rmtree(work)
    return killed, None


def chosen(trace):
    """(number, mode name): every point and mode, or an even share of them,
    of each kind of call at least one."""
    everything = tries.everything(len(trace))
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
    kinds = collections.Counter(name for name, _ in trace)
    print(f"{len(trace)} points: " + ", ".join(f"{n} {k}" for k, n in kinds.most_common()))
    good = tries.Tally(trace).run(chosen(trace), lambda n, m: try_point(expected, n, m))
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
