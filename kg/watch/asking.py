"""One request of the web, within limits; made in a process that can be killed (`Way.decoded`)."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass

import httpx

from kg.errors import FetchError
from kg.limits import LimitError, Limits
from kg.watch.addresses import Checked

# How long a server may be silent; all of it may take the seconds of an input.
_SILENT = 20.0


@dataclass(frozen=True)
class Answer:
    """What a server said: the status, what was sent, and the headers that are gone by."""

    status: int
    body: bytes
    headers: Mapping[str, str]

    @property
    def fine(self) -> bool:
        """Whether it sent what was asked for."""
        return 200 <= self.status < 300


@dataclass(frozen=True)
class Silence:
    """Why there is no answer; one that is ``passing`` may come the next time."""

    message: str
    passing: bool = True


def ask(url: str, headers: Mapping[str, str], private: bool, limits: Limits) -> Answer | Silence:
    """Ask for a URL once, without going where the answer leads."""
    end = time.monotonic() + limits.seconds
    transport = Checked(private)
    timeout = httpx.Timeout(min(_SILENT, limits.seconds))
    try:
        with (
            httpx.Client(transport=transport, timeout=timeout, trust_env=False) as client,
            client.stream("GET", url, headers=dict(headers)) as answer,
        ):
            parts, length, most = list[bytes](), 0, limits.fetched_megabytes
            for part in answer.iter_bytes():
                parts.append(part)
                length += len(part)
                if length > most << 20:
                    raise LimitError("fetched_megabytes", f"larger than {most:,} MB", most)
                if time.monotonic() > end:
                    return Silence(f"takes more than {limits.seconds:,} seconds")
            sent = {name.lower(): value for name, value in answer.headers.items()}
            return Answer(answer.status_code, b"".join(parts), sent)
    except (FetchError, LimitError) as error:
        return Silence(str(error), passing=False)
    except httpx.InvalidURL as error:
        return Silence(f"no address ({error})", passing=False)
    except httpx.TimeoutException:
        return Silence("does not answer in time")
    except httpx.HTTPError as error:
        told = " ".join(str(error).split()) or type(error).__name__
        return Silence(f"does not answer ({told})")
