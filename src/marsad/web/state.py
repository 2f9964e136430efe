"""What one running page holds: the workspace, the templates, the packs' reader, and how it was started."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

from fastapi import HTTPException
from starlette.requests import Request

from marsad.errors import WorkspaceError
from marsad.incidents.compare import Linker
from marsad.incidents.parties import Kin
from marsad.packs.rows import Packs
from marsad.reading import Reader
from marsad.store.connect import Workspace
from marsad.web.access import Brake
from marsad.web.gazetteer import Spots
from marsad.web.index import Keeper
from marsad.web.rendering import Templates


@dataclass(frozen=True, slots=True)
class Settings:
    """How the page was started. ``login``: nobody gets in without one; ``public``: reviewed incidents only, coarse points.

    ``secret`` makes the first admin; ``file`` is that of an SQLite workspace.
    """

    login: bool = False
    public: bool = False
    hosts: tuple[str, ...] = ()
    file: Path | None = None
    secret: str = ""


@dataclass(frozen=True, slots=True)
class State:
    """Shared by all requests; nothing in it changes but what the workspace holds, and the index of it."""

    workspace: Workspace
    templates: Templates
    reader: Callable[[], Reader]
    settings: Settings
    keeper: Keeper
    kin: Kin
    linker: Linker
    spots: Spots
    packs: Packs
    brake: Brake = field(default_factory=Brake)


def state_of(request: Request) -> State:
    """The state of the app that ``request`` came to. Raises WorkspaceError when the workspace's file has gone."""
    state = cast(State, request.app.state.marsad)
    file = state.settings.file
    if file is not None and not file.exists():
        raise WorkspaceError(
            f"{file}: is gone; put it back (a copy, or the moved file), then load this page again"
        )
    return state


def missing(what: str) -> HTTPException:
    """The error for an address that leads to nothing: ``what`` is the wording's key."""
    return HTTPException(404, what)
