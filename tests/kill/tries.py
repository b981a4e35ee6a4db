# SPDX-License-Identifier: GPL-3.0-or-later
"""Which points are tried, and trying them, some at a time.

KILL_SHARE: one in so many; 1: every point in every mode.  KILL_FROM and
KILL_TO: only the points from the one to the other, both with it, so that a
long run can be split, or taken up where it was broken off: a line now and
then says how far it is.  KILL_JOBS: so many at a time.
"""
import concurrent.futures
import os
import traceback

import points

JOBS = int(os.environ.get("KILL_JOBS", "0")) or 2 * (os.cpu_count() or 1)
FIRST = int(os.environ.get("KILL_FROM", "1"))
LAST = int(os.environ.get("KILL_TO", "0"))
TELL_EVERY = 50


def share(usual):
    return int(os.environ.get("KILL_SHARE", "0")) or usual


def everything(count):
    """(point, mode name), all of them between KILL_FROM and KILL_TO."""
    last = min(count, LAST) if LAST else count
    return [(n, m) for n in range(FIRST, last + 1) for m in points.MODES]


def spared(function, *arguments):
    """What went wrong, also when it is the driver: the others go on."""
    try:
        return function(*arguments)
    except Exception:  # pylint: disable=broad-except
        return traceback.format_exc()


class Tally:
    """Tries them; how many stops there were, and how many went wrong.

    trace: what each point is, in order.
    """

    def __init__(self, trace):
        self.trace, self.tried, self.stopped, self.wrong = trace, 0, 0, 0

    def run(self, tries, function):
        """True when function(point, mode), which gives (was it stopped, what
        went wrong), found nothing wrong."""
        with concurrent.futures.ThreadPoolExecutor(JOBS) as pool:
            results = pool.map(lambda t: spared(function, *t), tries)
            for (number, mode), result in zip(tries, results):
                self.note(f"{mode} point {number} {self.trace[number - 1]}", result)
                if self.tried % TELL_EVERY == 0:
                    print(f"up to point {number}: {self}", flush=True)
        print(f"{len(self.trace)} points; {self}", flush=True)
        return self.wrong == 0

    def note(self, which, result):
        stopped, wrong = (False, result) if isinstance(result, str) else result
        self.tried += 1
        self.stopped += stopped
        self.wrong += bool(wrong)
        if wrong:
            print(f"{which}: {wrong}", flush=True)

    def __str__(self):
        return f"{self.tried} tried, {self.stopped} stopped, {self.wrong} ended otherwise"
