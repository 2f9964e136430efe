"""What the tests of intake share: captures made of bytes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from marsad.intake.captures import FILE, Capture

NOW = datetime(2026, 11, 20, tzinfo=UTC)


@pytest.fixture
def capture() -> Callable[..., Capture]:
    """A function that makes a capture of bytes."""

    def make(
        body: bytes, name: str = "a", *, ending: str = "", via: str = FILE, address: str = "", **keys: object
    ) -> Capture:
        return Capture(f"{name}{ending}", body, via, NOW, address, name, ending, **keys)  # type: ignore[arg-type]

    return make
