"""Bytes, files and folders to documents: the only stage that reads what users hand in."""
