# SPDX-License-Identifier: GPL-3.0-or-later
"""The programs under test with a state of their own: configured, started,
listened to as systemd would, asked."""
import json
import os
import pathlib
import shutil
import socket
import subprocess
import threading
import time

SOURCES = pathlib.Path(os.environ.get("TEST_SOURCES", ".")).resolve()
BUILD = pathlib.Path(os.environ.get("TEST_BUILD", ".")).resolve()
SAMPLE = SOURCES / "tests/mailbox"
# What a broken run is given: a busy machine is slow, never so slow.
LIMIT_S = float(os.environ.get("TEST_LIMIT", "60"))
WORKERS = ("watcher", "registrar", "courier")


def wait_until(condition, seconds=LIMIT_S, step=0.05):
    """True as soon as condition() holds; the limit only ends a broken run."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(step)
    return bool(condition())


def sample(*numbers):
    return [(SAMPLE / "mail" / f"{n:04}.eml").read_bytes() for n in numbers]


class Intake:
    """A folder with a configuration; sections given are merged over the sample's."""

    def __init__(self, work, **sections):
        self.work = pathlib.Path(work)
        self.work.mkdir(parents=True, exist_ok=True)
        for name in ("campaigns", "etablissements.csv"):
            source = SAMPLE / name
            if source.is_dir():
                shutil.copytree(source, self.work / name, dirs_exist_ok=True)
            else:
                shutil.copy(source, self.work / name)
        self.config = self.work / "asr-intake.conf"
        self.sections = {
            "mailbox": {"source": "dir:mail"},
            "smtp": {"server": "dir:out", "from": "asr-essai@ars-essai.test",
                     "from-name": "ARS d’essai", "mode": "send"},
            "state": {"directory": "state"},
            "intake": {"establishments": "etablissements.csv", "campaigns": "campaigns",
                       "authserv-id": "mx.ars-essai.test", "forms": SOURCES / "etc/forms",
                       "templates": SOURCES / "etc/templates"},
            "control": {"socket": "state/control"},
        }
        for section, keys in sections.items():
            self.sections.setdefault(section, {}).update(keys)
        (self.work / "mail").mkdir(exist_ok=True)
        self.process = self.notify = self.before_exec = None
        self.notified = []
        self.environment = dict(os.environ)
        self.write()

    def write(self, **sections):
        for section, keys in sections.items():
            self.sections.setdefault(section, {}).update(keys)
        text = ""
        for section, keys in self.sections.items():
            text += f"[{section}]\n"
            text += "".join(f"{k} = {v}\n" for k, v in keys.items() if v is not None)
        self.config.write_text(text, encoding="utf-8")

    def secret(self, name, text):
        path = self.work / name
        path.write_text(text + "\n", encoding="utf-8")
        path.chmod(0o600)
        return path

    def drop(self, name, raw):
        """A message into the folder mail, whole at once."""
        temporary = self.work / f"{name}.tmp"
        temporary.write_bytes(raw)
        temporary.rename(self.work / "mail" / f"{name}.eml")

    def run(self, program, *arguments, timeout=300):
        return subprocess.run([BUILD / program, "-c", self.config, *arguments],
                              capture_output=True, text=True, timeout=timeout,
                              env=self.environment)

    def once(self, *arguments):
        return self.run("asr-intaked", "--once", *arguments)

    def messages(self):
        done = self.run("asrctl", "messages", "--json")
        return json.loads(done.stdout) if done.returncode == 0 else []

    def settled(self):
        return [m for m in self.messages() if m["outcome"]]

    def replies(self, folder="out"):
        return sorted((self.work / folder).glob("*.eml"))

    # --- the service, with us as its systemd -----------------------------

    def serve(self):
        self.notify = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        path = self.work / "notify"
        path.unlink(missing_ok=True)
        self.notify.bind(str(path))
        self.notified = []
        threading.Thread(target=self.listen, args=(self.notify,), daemon=True).start()
        self.log = open(self.work / "log", "ab")
        self.process = subprocess.Popen(
            [BUILD / "asr-intaked", "-c", self.config], stderr=self.log,
            preexec_fn=self.before_exec,
            env=dict(self.environment, NOTIFY_SOCKET=str(path)))
        return self.wait_told("READY=1")

    def listen(self, notify):
        """As systemd does: whoever notifies is never made to wait."""
        while True:
            told = notify.recv(4096).decode()
            if told == "":
                return
            self.notified += told.split("\n")

    def wait_told(self, text, seconds=60):
        return wait_until(lambda: self.process.poll() is not None
                          or any(line.startswith(text) for line in list(self.notified)), seconds) \
            and self.process.poll() is None

    def worker(self, name):
        """The pid of a worker, None when it does not run."""
        for folder in pathlib.Path("/proc").glob("[0-9]*"):
            try:
                stat = (folder / "stat").read_text()
            except OSError:
                continue
            comm = stat[stat.index("(") + 1:stat.rindex(")")]
            state, parent = stat[stat.rindex(")") + 2:].split()[:2]
            if int(parent) == self.process.pid and comm == f"asr-{name}" and state != "Z":
                return int(folder.name)
        return None

    def said(self):
        return (self.work / "log").read_text(encoding="utf-8", errors="replace")

    def stop(self, seconds=120):
        """The exit status after SIGTERM."""
        if self.process is None:
            return None
        self.process.terminate()
        try:
            return self.process.wait(seconds)
        finally:
            if self.process.poll() is None:
                self.process.kill()
                self.process.wait()
            with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as end:
                end.sendto(b"", str(self.work / "notify"))
            self.log.close()
