"""Place data that users bring: reading it, keeping it with its sources, and the index that finds names in it."""
