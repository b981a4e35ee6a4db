# SPDX-License-Identifier: GPL-3.0-or-later
"""What the fault tests share: scenarios by name, what agents see, and the
recovery that each must end in."""
import json
import os
import pathlib
import shutil
import sys
import traceback

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "kill"), str(HERE.parent / "servers")]
import workspace  # noqa: E402

LONG = bool(os.environ.get("FAULTS_LONG"))
scenarios = []


class Failed(Exception):
    """A scenario did not go as promised."""


def scenario(function):
    scenarios.append(function)
    return function


def expect(condition, what):
    if not condition:
        raise Failed(what)


def status(work):
    done = workspace.run("asrctl", work, "status", "--json")
    expect(done.returncode == 0, f"status does not work: {done.stderr}")
    return json.loads(done.stdout)


def check(work):
    """(exit status, line) of the monitoring plugin."""
    done = workspace.run("asrctl", work, "check")
    return done.returncode, done.stdout


def fails(work, words, env=None, **options):
    """A pass that must fail, say why in one line, and not crash."""
    done = workspace.once(work, env=env, **options)
    lines = [l for l in done.stderr.splitlines() if "running as root" not in l]
    expect(done.returncode == 1, f"ended {done.returncode}: {done.stderr}")
    expect(lines and any(w in lines[-1] for w in words), f"does not say {words}: {done.stderr}")
    return lines[-1]


def recovers(work, expected):
    """One start without the fault, and all is as if it had never been."""
    done = workspace.once(work)
    expect(done.returncode == 0, f"did not recover: {done.stderr}")
    wrong = workspace.differences(expected, workspace.snapshot(work))
    expect(not wrong, "; ".join(wrong))
    expect(not status(work)["last_error"], "status still tells of an error")
    expect(check(work)[0] == 0, f"check is not content: {check(work)}")


def undisturbed(*later):
    """The state after the small mailbox, and then after later messages."""
    work = workspace.make()
    expect(workspace.once(work).returncode == 0, "the undisturbed run failed")
    for name in later:
        shutil.copy(workspace.MAIL / name, work / "mail")
        expect(workspace.once(work).returncode == 0, "the undisturbed run failed")
    state = workspace.snapshot(work)
    shutil.rmtree(work)
    return state


def main():
    """Runs the file's scenarios, or those named; says what each showed."""
    wanted = sys.argv[1:]
    failed = 0
    chosen = [s for s in scenarios if not wanted or s.__name__ in wanted]
    for s in chosen:
        try:
            shown = s()
            print(f"ok      {s.__doc__.splitlines()[0]}" + (f" – {shown}" if shown else ""),
                  flush=True)
        except Exception as problem:  # a broken scenario is a failed one
            failed += 1
            if not isinstance(problem, Failed):
                traceback.print_exc()
            print(f"FAILED  {s.__doc__.splitlines()[0]} – {problem}", flush=True)
    print(f"{len(chosen)} faults tried, {failed} not as promised")
    return 1 if failed else 0
