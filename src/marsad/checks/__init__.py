"""Checks of packs that read with them: examples, and names that fold into one."""
