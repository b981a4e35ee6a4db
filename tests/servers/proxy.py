# SPDX-License-Identifier: GPL-3.0-or-later
"""A line between client and server that can be slow, cut, or dead."""
import contextlib
import socket
import threading
import time


class Proxy:
    """Forwards a loopback port to another; what the server says is cut
    after cut_after bytes (of one connection), and dribbles with pace
    seconds between bytes.  down: connections are refused at once."""

    def __init__(self, target):
        self.target, self.cut_after, self.pace, self.down = target, None, 0, False
        self.said = 0  # bytes from the server, on the last connection
        self.lines = set()  # both sockets of each connection
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def stop(self):
        self.listener.close()

    def hang_up(self):
        """Ends what is connected now, in the middle of a word."""
        for line in list(self.lines):
            self._end(*line)

    def _accept(self):
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            if self.down:
                client.close()
                continue
            try:
                server = socket.create_connection(("127.0.0.1", self.target))
            except OSError:
                client.close()
                continue
            self.said = 0
            self.lines.add((client, server))
            threading.Thread(target=self._forward, args=(client, server), daemon=True).start()
            threading.Thread(target=self._answer, args=(server, client), daemon=True).start()

    def _end(self, *sockets):
        for s in sockets:
            with contextlib.suppress(OSError):
                s.shutdown(socket.SHUT_RDWR)

    def _forward(self, client, server):
        try:
            while data := client.recv(65536):
                server.sendall(data)
        except OSError:
            pass
        self._end(server)

    def _allowed(self, data):
        if self.cut_after is None:
            return data
        return data[:max(0, self.cut_after - self.said)]

    def _send(self, client, data):
        if not self.pace:
            client.sendall(data)
            return
        for byte in data:
            client.sendall(bytes([byte]))
            time.sleep(self.pace)

    def _answer(self, server, client):
        try:
            while data := server.recv(65536):
                allowed = self._allowed(data)
                self._send(client, allowed)
                self.said += len(allowed)
                if len(allowed) < len(data):
                    break
        except OSError:
            pass
        self._end(client, server)
        self.lines.discard((client, server))
