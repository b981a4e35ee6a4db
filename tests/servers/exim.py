# SPDX-License-Identifier: GPL-3.0-or-later
"""An Exim of the tests' own: STARTTLS and AUTH PLAIN on loopback, every
recipient's mail in one Maildir.  Debian's conflicts with Postfix: it may stand
unpacked under $TEST_SERVERS (tools/unpack-servers.sh)."""
import os
import pathlib
import pwd
import shutil
import subprocess

from dovecot import PASSWORD, USER, free_port, wait_for


def program():
    """The path of exim4, or None."""
    unpacked = pathlib.Path(os.environ.get("TEST_SERVERS", "/nonexistent")) / "usr/sbin/exim4"
    return str(unpacked) if unpacked.exists() else shutil.which("exim4", path="/usr/sbin:/usr/bin")


def why_not():
    if program() is None:
        return "exim4 is neither installed nor unpacked under $TEST_SERVERS"
    if os.getuid() != 0:
        return "exim is started by root alone"
    return None


class Exim:
    def __init__(self, folder, certificate, key):
        self.folder = pathlib.Path(folder)
        self.user, self.smtp = USER, free_port()
        self.box = self.folder / "box"
        for name in ("", "spool", "log", "box", "box/new", "box/cur", "box/tmp"):
            (self.folder / name).mkdir(parents=True, exist_ok=True)
        who = pwd.getpwnam("nobody")
        for path in self.folder.rglob("*"):
            os.chown(path, who.pw_uid, who.pw_gid)
        # Exim reads its key as the user it runs as.
        for name, source in (("certificate", certificate), ("key", key)):
            shutil.copy(source, self.folder / name)
            os.chown(self.folder / name, who.pw_uid, who.pw_gid)
        for path in (self.folder, self.folder.parent):
            path.chmod(0o755)
        config = self.folder / "exim.conf"
        config.write_text(f"""
exim_user = nobody
exim_group = {who.pw_gid}
never_users =
spool_directory = {self.folder}/spool
log_file_path = {self.folder}/log/%slog
pid_file_path = {self.folder}/pid
exim_path = {program()}
primary_hostname = mx.test
local_interfaces = 127.0.0.1
daemon_smtp_ports = {self.smtp}
keep_environment =
tls_advertise_hosts = *
tls_certificate = {self.folder}/certificate
tls_privatekey = {self.folder}/key
auth_advertise_hosts = ${{if eq{{$tls_in_cipher}}{{}}{{}}{{*}}}}
acl_smtp_rcpt = check
queue_only = false
begin acl
check:
  accept authenticated = *
  deny message = log in first
begin routers
all:
  driver = accept
  transport = box
begin transports
box:
  driver = appendfile
  directory = {self.box}
  maildir_format
  create_directory
  delivery_date_add
  return_path_add
  user = nobody
begin authenticators
plain:
  driver = plaintext
  public_name = PLAIN
  server_prompts = :
  server_condition = ${{if and{{{{eq{{$auth2}}{{{USER}}}}}{{eq{{$auth3}}{{{PASSWORD}}}}}}}}}
  server_set_id = $auth2
""")
        config.chmod(0o644)
        self.process = subprocess.Popen(
            [program(), "-C", str(config), "-bdf"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        wait_for(self.smtp)

    def stop(self):
        self.process.terminate()
        self.process.wait(10)

    def mail(self):
        files = sorted(self.box.glob("new/*"), key=lambda f: f.stat().st_mtime_ns)
        return [f.read_bytes() for f in files]

    def log(self):
        return "".join(f.read_text(errors="replace") for f in (self.folder / "log").glob("*log"))
