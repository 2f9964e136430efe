"""Many addresses fetched politely: one request at a time a host, with a pause between two, hosts beside each other."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from typing import Generic, TypeVar
from urllib.parse import urlsplit

from marsad.intake.addresses import join_address
from marsad.intake.fetch import Answer, Fault
from marsad.intake.robots import Robots

WORKERS = 4  # hosts asked at the same time
DELAY = 1.0  # seconds between two requests to a host, unless its robots.txt asks for more
TRIES = 3  # of one address in one run
BACK_OFF = 2.0  # seconds before the second try, doubled before each further one
WAIT_HERE = (
    60.0  # seconds that a run waits for a server that asks for time; longer, and the next run comes back
)
Job = TypeVar("Job")


@dataclass(slots=True)
class Manners:
    """How hosts are treated. ``sleep`` is the clock's, and a test's."""

    robots: Robots | None
    delay: float = DELAY
    tries: int = TRIES
    back_off: float = BACK_OFF
    sleep: Callable[[float], object] = time.sleep

    def refuses(self, address: str) -> str:
        """Why ``address`` is not fetched, by its site's robots.txt; '' when it may be."""
        if self.robots is None or not join_address("", address) or self.robots.rules(address).allows(address):
            return ""
        return "its robots.txt does not allow it"

    def pause(self, address: str) -> float:
        """Seconds to leave between two requests to the host of ``address``."""
        if not join_address("", address):
            return 0.0
        asked = self.robots.rules(address).delay if self.robots is not None else 0.0
        return max(self.delay, asked)


def fetch_patiently(get: Callable[[], Answer | Fault], manners: Manners) -> Answer | Fault:
    """What ``get`` gives, tried again with growing pauses while the fault is worth it and the wait is short."""
    for n in range(1, manners.tries + 1):
        found = get()
        if isinstance(found, Answer) or not found.again or n == manners.tries:
            return found
        pause = found.wait if found.wait is not None else manners.back_off * 2 ** (n - 1)
        if pause > WAIT_HERE:
            return found
        manners.sleep(pause)
    raise AssertionError("no try was made")


@dataclass(slots=True)
class Queue(Generic[Job]):
    """Jobs by host, and when each host may be asked again."""

    manners: Manners
    jobs: dict[str, deque[Job]] = field(default_factory=dict)
    ready: dict[str, float] = field(default_factory=dict)
    busy: set[str] = field(default_factory=set)

    def take(self, now: float) -> tuple[str, Job] | None:
        """The next job of a host that is free, and is busy from then on; None while there is none."""
        for host, jobs in self.jobs.items():
            if jobs and host not in self.busy and self.ready.get(host, 0.0) <= now:
                self.busy.add(host)
                return host, jobs.popleft()
        return None

    def done(self, host: str, at: float) -> None:
        """A host's request has ended; it may be asked again ``at``."""
        self.busy.discard(host)
        self.ready[host] = at
        if not self.jobs[host]:
            del self.jobs[host]

    def next_ready(self, now: float) -> float:
        """Seconds until the first free host may be asked; 0.1 while all with jobs are busy."""
        waits = [self.ready.get(h, 0.0) - now for h, jobs in self.jobs.items() if jobs and h not in self.busy]
        return max(0.0, min(waits, default=0.1))


def fetch_all(
    jobs: Iterable[Job],
    address_of: Callable[[Job], str],
    get: Callable[[Job], Answer | Fault],
    manners: Manners,
    *,
    workers: int = WORKERS,
) -> Iterator[tuple[Job, Answer | Fault]]:
    """Each job with what came of it, as they come: one request at a time a host, ``workers`` hosts beside each other."""
    queue: Queue[Job] = Queue(manners)
    for job in jobs:
        # What is no address has no host to wait for; `get` tells what is wrong with it.
        host = urlsplit(join_address("", address_of(job))).netloc
        queue.jobs.setdefault(host, deque()).append(job)
    running: dict[Future[Answer | Fault], tuple[str, Job]] = {}
    with ThreadPoolExecutor(workers) as pool:
        while queue.jobs or running:
            while len(running) < workers and (taken := queue.take(time.monotonic())):
                running[pool.submit(_patiently, get, taken[1], manners)] = taken
            if not running:
                manners.sleep(queue.next_ready(time.monotonic()))
                continue
            ended, _ = wait(
                running, timeout=max(0.05, queue.next_ready(time.monotonic())), return_when=FIRST_COMPLETED
            )
            for future in ended:
                host, job = running.pop(future)
                found = future.result()
                queue.done(host, time.monotonic() + manners.pause(address_of(job)))
                yield job, found


def _patiently(get: Callable[[Job], Answer | Fault], job: Job, manners: Manners) -> Answer | Fault:
    return fetch_patiently(lambda: get(job), manners)
