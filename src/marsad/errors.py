"""What can go wrong, by whose fault: the input's, the pack's, or the workspace's."""

from __future__ import annotations


class MarsadError(Exception):
    """Base of all errors that Marsad raises on purpose; its text is one line for the user."""


class InputError(MarsadError):
    """A report or file that cannot be read: names the file (and line) and the mend."""


class PackError(MarsadError):
    """A pack with a fault: names file, row, column and mend. Stops the run loudly."""


class WorkspaceError(MarsadError):
    """A workspace database that cannot be opened, read or written."""


class PlacesError(MarsadError):
    """The file of imported places cannot be used."""
