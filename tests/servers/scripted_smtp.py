# SPDX-License-Identifier: GPL-3.0-or-later
"""A small SMTP server that misbehaves on demand."""
from scripted import CUT, Scripted, Session  # noqa: F401


class SmtpSession(Session):
    secured = False

    def run(self):
        self.reply("GREETING", [], [b"220 mx.test ESMTP\r\n"])
        while True:
            command, *words = self.line().decode("utf-8", "replace").split(" ")
            command = command.upper()
            self.server.commands.append(" ".join([command, *words]))
            if command == "DATA":
                self.data(words)
            else:
                self.reply(command, words, self.answer(command, words))
            if command == "STARTTLS" and self.server.starttls is not None:
                self.secure()
                self.secured = True
            if command == "QUIT":
                return

    def reply(self, command, words, answer):
        answer = self.server.tamper(command, words, answer)
        self.send(answer)
        return answer

    def answer(self, command, words):
        if command in ("EHLO", "HELO"):
            more = []
            if self.server.starttls is not None and not self.secured:
                more.append(b"250-STARTTLS\r\n")
            elif self.server.mechanism:
                more.append(f"250-AUTH {self.server.mechanism}\r\n".encode())
            return [b"250-mx.test\r\n", *more, b"250 SIZE 1000000\r\n"]
        if command == "STARTTLS":
            return [b"220 begin\r\n"]
        if command == "AUTH":
            if len(words) < 2:
                self.send([b"334 \r\n"])
                self.line()
            return [b"235 welcome\r\n"]
        if command == "QUIT":
            return [b"221 bye\r\n"]
        return [b"250 ok\r\n"]

    def data(self, words):
        answer = self.reply("DATA", words, [b"354 go on\r\n"])
        if not answer[0].startswith(b"354"):
            return
        raw = b""
        while (line := self.file.readline()) not in (b".\r\n", b""):
            raw += line[1:] if line.startswith(b".") else line
        if line == b"":
            return
        self.server.whole.append(raw)
        answer = self.reply("DOT", words, [b"250 queued\r\n"])
        if answer[0] is not CUT and answer[0].startswith(b"250"):
            self.server.accepted.append(raw)


class ScriptedSmtp(Scripted):
    """whole: messages that came with their final dot; accepted: those answered 250."""
    session = SmtpSession

    def __init__(self, mechanism="PLAIN", **options):
        self.mechanism = mechanism
        self.whole, self.accepted = [], []
        super().__init__(**options)
