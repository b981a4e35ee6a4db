# SPDX-License-Identifier: GPL-3.0-or-later
"""The library points.so in a driver's hands: see points.h."""
import mmap
import os
import pathlib
import struct

COUNT, KILL_BEFORE, KILL_AFTER, CUT_BEFORE, CUT_AFTER, FAIL_ONCE, FAIL_FROM = range(7)
MODES = {"kill before": KILL_BEFORE, "kill after": KILL_AFTER,
         "power cut before": CUT_BEFORE, "power cut after": CUT_AFTER}
LIBRARY = pathlib.Path(os.environ.get("TEST_BUILD", ".")).resolve() / "tests/kill/points.so"
FORMAT = "<QQQQqQQQQ"


def sanitized():
    """ASan has its own malloc and must come first: no library before it."""
    config = pathlib.Path(os.environ.get("TEST_BUILD", ".")) / "config.h"
    return "#define WITH_SANITIZERS 1" in config.read_text(encoding="utf-8")


class Points:
    """One control file, for one run (or several that count together)."""

    def __init__(self, folder, mode=COUNT, at=0, error=0, clock_s=0, refuse_at=0,
                 fail_read=0):
        self.path = pathlib.Path(folder) / "points"
        self.trace_path = pathlib.Path(folder) / "points.trace"
        self.path.write_bytes(struct.pack(FORMAT, 0, at, mode, error, clock_s * 1000000, 0,
                                          refuse_at, 0, fail_read))
        self.trace_path.unlink(missing_ok=True)

    def environment(self, trace=False):
        more = {"LD_PRELOAD": str(LIBRARY), "ASR_POINTS": str(self.path)}
        if trace:
            more["ASR_POINTS_TRACE"] = str(self.trace_path)
        return dict(os.environ, **more)

    def count(self):
        return struct.unpack(FORMAT, self.path.read_bytes())[0]

    def allocations(self):
        return struct.unpack(FORMAT, self.path.read_bytes())[5]

    def reads(self):
        return struct.unpack(FORMAT, self.path.read_bytes())[7]

    def set_at(self, number):
        """Where to stop, told while the program runs; 0: nowhere."""
        with open(self.path, "r+b") as file, mmap.mmap(file.fileno(), 0) as control:
            control[8:16] = struct.pack("<Q", number)

    def set_clock(self, seconds):
        """While the program runs."""
        with open(self.path, "r+b") as file, mmap.mmap(file.fileno(), 0) as control:
            control[32:40] = struct.pack("<q", int(seconds * 1000000))

    def trace(self):
        """(name, what) of each point, in order."""
        lines = self.trace_path.read_text(encoding="utf-8").splitlines()
        return [tuple(line.split(" ", 2)[1:]) for line in lines]
