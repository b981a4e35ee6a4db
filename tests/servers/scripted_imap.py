# SPDX-License-Identifier: GPL-3.0-or-later
"""A small IMAP server that misbehaves on demand: what no real one does when
asked.  It knows the commands that the product uses."""
import re

from scripted import Scripted, Session

CAPABILITIES = "IMAP4rev1 UIDPLUS MOVE IDLE"


class ImapSession(Session):
    selected = "INBOX"
    secured = False

    def run(self):
        self.send(self.server.tamper("GREETING", [], [b"* OK ready\r\n"]))
        while True:
            tag, command, *words = self.line().decode("utf-8", "replace").split(" ")
            command = command.upper()
            if command == "UID":
                command = f"UID {words.pop(0).upper()}"
            self.server.commands.append(command)
            handler = getattr(self, "on_" + command.lower().replace(" ", "_"), None)
            answer = handler(words) if handler else [f"{{tag}} BAD no {command}\r\n".encode()]
            answer = self.server.tamper(command, words, answer)
            self.send([c.replace(b"{tag}", tag.encode()) if isinstance(c, bytes) else c
                       for c in answer])
            if command == "STARTTLS" and self.server.starttls is not None:
                self.secure()
                self.secured = True
            if command == "IDLE" and any(c.startswith(b"+") or b"\r\n+" in c for c in answer):
                self.line()  # DONE
                self.send(self.server.tamper("DONE", [], [f"{tag} OK idled\r\n".encode()]))
            if command == "LOGOUT":
                return

    def on_starttls(self, _):
        return [b"{tag} OK begin\r\n"]

    def on_capability(self, _):
        clear = self.server.starttls is not None and not self.secured
        more = "STARTTLS LOGINDISABLED" if clear else f"AUTH={self.server.mechanism}"
        return [f"* CAPABILITY {CAPABILITIES} {more}\r\n".encode(), b"{tag} OK done\r\n"]

    def on_authenticate(self, words):
        if len(words) < 2:
            self.send([b"+ \r\n"])
            self.line()
        return [b"{tag} OK logged in\r\n"]

    def on_login(self, _):
        return [b"{tag} OK logged in\r\n"]

    def on_list(self, words):
        name = " ".join(words[1:]).strip('"')
        flags = "\\Noselect" if name == "" else ""
        there = name == "" or name in self.server.folders
        return [f'* LIST ({flags}) "/" "{name}"\r\n'.encode()] * there + [b"{tag} OK done\r\n"]

    def on_select(self, words):
        name = " ".join(words).strip('"')
        if name not in self.server.folders:
            return [b"{tag} NO [TRYCREATE] no such folder\r\n"]
        self.selected = name
        box = self.server.folders[name]
        return [f"* {len(box)} EXISTS\r\n* 0 RECENT\r\n* FLAGS (\\Seen)\r\n".encode(),
                f"* OK [UIDVALIDITY {self.server.validity}] ok\r\n".encode(),
                f"* OK [UIDNEXT {self.server.next_uid}] ok\r\n".encode(),
                b"{tag} OK [READ-WRITE] selected\r\n"]

    on_examine = on_select

    def on_create(self, words):
        self.server.folders[" ".join(words).strip('"')] = {}
        return [b"{tag} OK done\r\n"]

    def on_subscribe(self, _):
        return [b"{tag} OK done\r\n"]

    def chosen(self, text):
        box = self.server.folders[self.selected]
        last = max(box, default=0)
        found = set()
        for part in text.split(","):
            low, _, high = part.partition(":")
            ends = [last if e == "*" else int(e) for e in (low, high or low)]
            found |= {uid for uid in box if min(ends) <= uid <= max(ends)}
        return sorted(found)

    def on_uid_fetch(self, words):
        box = self.server.folders[self.selected]
        wanted = " ".join(words[1:])
        answer = []
        for uid in self.chosen(words[0]):
            raw = box[uid]
            number = sorted(box).index(uid) + 1
            if "BODY.PEEK[]" in wanted or "BODY.PEEK[HEADER]" in wanted:
                section = "" if "BODY.PEEK[]" in wanted else "HEADER"
                body = raw if section == "" else raw[:raw.index(b"\r\n\r\n") + 4]
                answer.append(f"* {number} FETCH (UID {uid} BODY[{section}] {{{len(body)}}}\r\n"
                              .encode() + body + b")\r\n")
            else:
                answer.append(f"* {number} FETCH (UID {uid} RFC822.SIZE {len(raw)} INTERNALDATE "
                              f'"13-Jan-2026 08:00:00 +0100")\r\n'.encode())
        return answer + [b"{tag} OK fetched\r\n"]

    def on_uid_move(self, words):
        target = " ".join(words[1:]).strip('"')
        if target not in self.server.folders:
            return [b"{tag} NO [TRYCREATE] no such folder\r\n"]
        for uid in self.chosen(words[0]):
            self.server.add(self.server.folders[self.selected].pop(uid), target)
        return [b"{tag} OK moved\r\n"]

    def on_append(self, words):
        size = int(re.search(r"\{(\d+)\}$", words[-1]).group(1))
        target = words[0].strip('"')
        if target not in self.server.folders:
            return [b"{tag} NO [TRYCREATE] no such folder\r\n"]
        self.send([b"+ go on\r\n"])
        raw = self.file.read(size)
        self.file.readline()
        self.server.add(raw, target)
        return [b"{tag} OK appended\r\n"]

    def on_uid_search(self, words):
        wanted = words[-1].strip('"').encode()
        found = [str(uid) for uid, raw in self.server.folders[self.selected].items()
                 if wanted in raw]
        return [f"* SEARCH {' '.join(found)}\r\n".encode(), b"{tag} OK done\r\n"]

    def on_noop(self, _):
        return [b"{tag} OK done\r\n"]

    def on_idle(self, _):
        return [b"+ idling\r\n"]

    def on_logout(self, _):
        return [b"* BYE bye\r\n", b"{tag} OK done\r\n"]


class ScriptedImap(Scripted):
    session = ImapSession

    def __init__(self, messages=(), mechanism="PLAIN", **options):
        self.folders = {"INBOX": {}}
        self.next_uid, self.validity = 1, 7
        self.mechanism = mechanism
        for raw in messages:
            self.add(raw)
        super().__init__(**options)

    def add(self, raw, folder="INBOX"):
        self.folders.setdefault(folder, {})[self.next_uid] = raw
        self.next_uid += 1
