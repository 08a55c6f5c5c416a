"""A wire to a server that can be cut: a small proxy on the loopback."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable
from contextlib import suppress

LOOPBACK = "127.0.0.1"
MOST = 1 << 16


class Wire:
    """Passes on what goes to a server and comes back, until it is cut.

    Attributes:
        port: where it listens.
        passed: how many messages went to the server.
    """

    def __init__(self, port: int) -> None:
        self._server = port
        self._listening = socket.create_server((LOOPBACK, 0))
        self.port: int = self._listening.getsockname()[1]
        self.passed = 0
        self._cut_at: int | None = None
        self._before: Callable[[], None] | None = None
        self._arrives = False
        self._waiting = threading.Thread(target=self._listen, daemon=True)
        self._waiting.start()

    def cut_at(
        self,
        message: int | None,
        before: Callable[[], None] | None = None,
        *,
        arrives: bool = False,
    ) -> None:
        """Cut every connection before that message to the server, counted from now; None never.

        Args:
            message: its number, from 0.
            before: what is done at that moment.
            arrives: whether the message still does, so that its answer is the first that is lost.
        """
        self.passed, self._cut_at, self._before = 0, message, before
        self._arrives = arrives

    def lead_to(self, port: int) -> None:
        """Lead to another server from the next connection on."""
        self._server = port

    def close(self) -> None:
        """Listen no more.

        Who waits is woken first: where the system begins its call anew, it would wait at whatever
        has got the same number since, as the next wire does.
        """
        with suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._waiting.join(timeout=1.0)
        self._listening.close()

    def _listen(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._listening.accept()
                threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        with (
            suppress(OSError),
            client,
            socket.create_connection((LOOPBACK, self._server)) as server,
        ):
            threading.Thread(target=self._back, args=(server, client), daemon=True).start()
            while message := client.recv(MOST):
                if self._cut_at is not None and self.passed >= self._cut_at:
                    if self._before:
                        self._before()
                    if self._arrives:
                        client.shutdown(socket.SHUT_RDWR)
                        server.sendall(message)
                        server.shutdown(socket.SHUT_WR)
                        server.recv(MOST)
                    break
                self.passed += 1
                server.sendall(message)
            for end in (server, client):
                end.shutdown(socket.SHUT_RDWR)

    def _back(self, server: socket.socket, client: socket.socket) -> None:
        with suppress(OSError):
            while answer := server.recv(MOST):
                client.sendall(answer)
        with suppress(OSError):
            client.shutdown(socket.SHUT_RDWR)
