"""Who may log in: users with roles, passwords as Argon2id, sessions that end."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError
from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from marsad.errors import WorkspaceError
from marsad.store.connect import Workspace
from marsad.store.runs import as_utc
from marsad.store.user_tables import SESSIONS, USERS

ROLES = ("reader", "analyst", "admin")
LEAST_LETTERS = 10  # of a password
MOST_LETTERS = 200  # of a password or name: hashing more would let a stranger keep the server busy
IDLE = timedelta(hours=12)
LONGEST = timedelta(days=30)
SEEN_EVERY = timedelta(minutes=5)  # how often a session's last use is written down
# Argon2id with the library's defaults, which follow RFC 9106's second recommended choice (64 MiB).
_HASHER = PasswordHasher()
_NOBODY = _HASHER.hash(
    secrets.token_hex(16)
)  # checked for names that are not there, so that both take as long


@dataclass(frozen=True, slots=True)
class User:
    """One who may log in. ``role``: reader sees, analyst also adds and judges, admin also manages users."""

    name: str
    role: str
    made_utc: datetime


def add_user(
    workspace: Workspace, name: str, role: str, password: str, *, now: datetime, first: bool = False
) -> User:
    """A new user. ``first``: only while there is none. Raises WorkspaceError, one line with the mend."""
    shown = " ".join(name.split())
    if not shown or len(shown) > MOST_LETTERS or not shown.isprintable():
        raise WorkspaceError("a user needs a name on one line")
    if role not in ROLES:
        raise WorkspaceError(f"no role {role!r}; there are {', '.join(ROLES)}")
    row = {"name": shown, "role": role, "password": _hashed(password), "made_utc": as_utc(now)}
    try:
        with workspace.writer.begin() as connection:
            if first and connection.execute(select(func.count()).select_from(USERS)).scalar_one():
                raise WorkspaceError("there are users already; log in, or ask an admin")
            connection.execute(insert(USERS).values(row))
    except IntegrityError as fault:
        raise WorkspaceError(f"{shown}: there is a user of that name; choose another") from fault
    return User(shown, role, row["made_utc"])  # type: ignore[arg-type]


def _hashed(password: str) -> str:
    if not LEAST_LETTERS <= len(password) <= MOST_LETTERS:
        raise WorkspaceError(f"a password needs {LEAST_LETTERS} to {MOST_LETTERS} characters")
    return _HASHER.hash(password)


def set_password(workspace: Workspace, name: str, password: str) -> None:
    """Give a user another password and end all sessions. Raises WorkspaceError for one that is not there."""
    hashed = _hashed(password)
    with workspace.writer.begin() as connection:
        pk = connection.execute(select(USERS.c.pk).where(USERS.c.name == name)).scalar_one_or_none()
        if pk is None:
            raise WorkspaceError(f"no user {name!r}; see them with: marsad users list")
        connection.execute(update(USERS).where(USERS.c.pk == pk).values(password=hashed))
        connection.execute(delete(SESSIONS).where(SESSIONS.c.user == pk))


def remove_user(workspace: Workspace, name: str) -> None:
    """Remove a user and its sessions; what it judged stays, signed. Raises WorkspaceError for one that is not there."""
    with workspace.writer.begin() as connection:
        pk = connection.execute(select(USERS.c.pk).where(USERS.c.name == name)).scalar_one_or_none()
        if pk is None:
            raise WorkspaceError(f"no user {name!r}; see them with: marsad users list")
        connection.execute(delete(SESSIONS).where(SESSIONS.c.user == pk))
        connection.execute(delete(USERS).where(USERS.c.pk == pk))


def list_users(workspace: Workspace) -> tuple[User, ...]:
    """All users by name."""
    query = select(USERS.c.name, USERS.c.role, USERS.c.made_utc).order_by(USERS.c.name)
    with workspace.reader.begin() as connection:
        return tuple(User(*row) for row in connection.execute(query))


def check_password(workspace: Workspace, name: str, password: str) -> User | None:
    """The user of that name and password; None for any other pair, after as long."""
    with workspace.reader.begin() as connection:
        row = connection.execute(select(USERS).where(USERS.c.name == " ".join(name.split()))).first()
    try:
        _HASHER.verify(row.password if row else _NOBODY, password[:MOST_LETTERS])
    except VerificationError:
        return None
    return User(row.name, row.role, row.made_utc) if row else None


def start_session(workspace: Workspace, user: User, *, now: datetime) -> str:
    """A new session's token, for the browser alone; sessions that have ended are cleared away."""
    token = secrets.token_urlsafe(32)
    moment = as_utc(now)
    with workspace.writer.begin() as connection:
        connection.execute(
            delete(SESSIONS).where(
                (SESSIONS.c.seen_utc < moment - IDLE) | (SESSIONS.c.made_utc < moment - LONGEST)
            )
        )
        pk = connection.execute(select(USERS.c.pk).where(USERS.c.name == user.name)).scalar_one()
        connection.execute(
            insert(SESSIONS).values(token_sha256=_digest(token), user=pk, made_utc=moment, seen_utc=moment)
        )
    return token


def find_session(workspace: Workspace, token: str, *, now: datetime) -> User | None:
    """The user whose session ``token`` is; None when there is none, or it has ended."""
    query = select(
        USERS.c.name, USERS.c.role, USERS.c.made_utc, SESSIONS.c.made_utc.label("began"), SESSIONS.c.seen_utc
    ).join_from(SESSIONS, USERS)
    moment, key = as_utc(now), _digest(token)
    with workspace.reader.begin() as connection:
        row = connection.execute(query.where(SESSIONS.c.token_sha256 == key)).first()
    if row is None or row.seen_utc < moment - IDLE or row.began < moment - LONGEST:
        return None
    if row.seen_utc < moment - SEEN_EVERY:
        with workspace.writer.begin() as connection:
            connection.execute(update(SESSIONS).where(SESSIONS.c.token_sha256 == key).values(seen_utc=moment))
    return User(row.name, row.role, row.made_utc)


def end_session(workspace: Workspace, token: str) -> None:
    """End a session; one that is not there is none."""
    with workspace.writer.begin() as connection:
        connection.execute(delete(SESSIONS).where(SESSIONS.c.token_sha256 == _digest(token)))


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
