"""Connections that are given up when whoever opened them does not go on.

uvicorn closes a connection that asks nothing after an answer, but waits for ever for a first
request, for the rest of one, and for an answer to be taken. A few hundred such connections would
keep others out.
"""

import asyncio
from typing import cast

from uvicorn.protocols.http.h11_impl import H11Protocol


class PatientProtocol(H11Protocol):
    """HTTP/1.1 of uvicorn, which looks every ``seconds`` whether a connection gets on.

    It is closed when at two looks it is waited for the same request, or the same answer has not
    been taken any further.
    """

    seconds = 10.0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin to look."""
        super().connection_made(cast(asyncio.Transport, transport))
        self._seen: tuple[object, bool, int] | None = None
        self._look = self.loop.call_later(self.seconds, self._looked)

    def connection_lost(self, exc: Exception | None) -> None:
        """Look no more."""
        self._look.cancel()
        super().connection_lost(exc)

    def _looked(self) -> None:
        waits = self.cycle is None or self.cycle.response_complete
        now = self.cycle, waits, self.transport.get_write_buffer_size()
        if now == self._seen and (waits or now[2]):
            self.transport.abort()
            return
        self._seen = now
        self._look = self.loop.call_later(self.seconds, self._looked)
