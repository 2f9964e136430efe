"""Marsad reads Arabic news reports on armed conflict into event records that can be checked."""

__version__ = "0.1.0"
