"""Addresses as pages, feeds and servers give them: not all are any."""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit


def join_address(base: str, link: str) -> str:
    """``link`` as it is meant where it stands, at ``base`` ('' where that is not known); '' for what is no address.

    >>> join_address("https://a.example/news/", "../1"), join_address("https://a.example/", "http://[")
    ('https://a.example/1', '')
    """
    try:
        full = urljoin(base, link) if base else link
        urlsplit(full)
    except ValueError:  # half of an address of version 6, characters that stand for others
        return ""
    return full
