"""Connections to public addresses only, within a time: what an address names is checked where it is connected to.

A name may resolve to anything, and to something else a moment later; so the check is made on the very address that
the socket is then opened to, at every request and every redirect.
"""

from __future__ import annotations

import ipaddress
import socket
import time
from collections.abc import Iterable
from dataclasses import dataclass
from ssl import SSLContext
from typing import Any

import httpcore

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
# IPv6 networks that carry an IPv4 address inside, which is the one that is reached: NAT64, 6to4, and Teredo, whose
# inner address is hidden; the last is refused whole.
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_TEREDO = ipaddress.ip_network("2001::/32")


class RefusedAddress(ConnectionError):
    """A connection that is not made: the name stands for an address that is not public."""


def is_public(address: Address) -> bool:
    """Whether an address may be reached: neither private, loopback, link-local, shared, reserved nor multicast.

    >>> [is_public(ipaddress.ip_address(a)) for a in ("8.8.8.8", "10.0.0.1", "::ffff:127.0.0.1", "169.254.169.254")]
    [True, False, False, False]
    """
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        if address in _NAT64:
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(inner)
        if address in _TEREDO:
            return False
    return (
        address.is_global
        and not address.is_multicast
        and not address.is_reserved
        and not address.is_unspecified
    )


@dataclass(frozen=True, slots=True)
class Guard:
    """Which addresses may be connected to, and until when. ``allowed`` are private ones that the user named, as (address, port)."""

    deadline: float  # of time.monotonic
    allowed: frozenset[tuple[str, int]] = frozenset()

    def find_addresses(self, host: str, port: int) -> list[str]:
        """The addresses of ``host`` that may be connected to, as its resolver orders them. Raises RefusedAddress, OSError."""
        found = list(
            dict.fromkeys(str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
        )
        good = [a for a in found if is_public(_parsed(a)) or (a, port) in self.allowed]
        if not good:
            told = "" if found == [host] else f" is {', '.join(found[:3])}, which"
            raise RefusedAddress(f"{host}{told} is no public address")
        return good

    def left(self, timeout: float | None) -> float:
        """Seconds that an operation may take: its own ``timeout``, or what is left in all. Raises ReadTimeout at the end."""
        rest = self.deadline - time.monotonic()
        if rest <= 0:
            raise httpcore.ReadTimeout("out of time")
        return rest if timeout is None else min(timeout, rest)


def _parsed(address: str) -> Address:
    return ipaddress.ip_address(address.partition("%")[0])


class GuardedBackend(httpcore.NetworkBackend):
    """httpcore's way to the network, through a guard."""

    def __init__(self, guard: Guard) -> None:
        self._guard = guard
        self._inner = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """A stream to the first of the host's good addresses that answers."""
        fault: Exception | None = None
        for address in self._guard.find_addresses(host, port):
            try:
                inner = self._inner.connect_tcp(
                    address, port, self._guard.left(timeout), local_address, socket_options
                )
                return GuardedStream(inner, self._guard)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as met:
                fault = met
        raise fault or httpcore.ConnectError("no address")

    def connect_unix_socket(
        self, path: str, timeout: float | None = None, socket_options: Iterable[Any] | None = None
    ) -> httpcore.NetworkStream:
        """Refused: nothing public is reached by a socket of this machine."""
        raise RefusedAddress("a socket of this machine is no public address")

    def sleep(self, seconds: float) -> None:
        """As httpcore waits between its own tries, of which we ask for none."""
        self._inner.sleep(self._guard.left(seconds))


class GuardedStream(httpcore.NetworkStream):
    """A stream whose every operation ends with the time of the whole request, however slowly the other side drips."""

    def __init__(self, inner: httpcore.NetworkStream, guard: Guard) -> None:
        self._inner = inner
        self._guard = guard

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Bytes as they come."""
        return self._inner.read(max_bytes, self._guard.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send ``buffer``."""
        self._inner.write(buffer, self._guard.left(timeout))

    def close(self) -> None:
        """Close the socket."""
        self._inner.close()

    def start_tls(
        self, ssl_context: SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        """The same stream encrypted; the certificate must be the named host's."""
        return GuardedStream(
            self._inner.start_tls(ssl_context, server_hostname, self._guard.left(timeout)), self._guard
        )

    def get_extra_info(self, info: str) -> Any:
        """What httpcore asks of sockets."""
        return self._inner.get_extra_info(info)
