"""The tools that build data are not installed and not run by tests: at least what they ask of the package must be there."""

import ast
import importlib
from pathlib import Path

import pytest

TOOLS = sorted((Path(__file__).parent.parent / "tools").glob("*.py"))


@pytest.mark.parametrize("tool", TOOLS, ids=lambda p: p.name)
def test_a_tool_imports_names_that_the_package_has(tool: Path) -> None:
    imports = [n for n in ast.walk(ast.parse(tool.read_text(encoding="utf-8"))) if isinstance(n, ast.ImportFrom) and (n.module or "").startswith("marsad")]
    missing = [f"{n.module}.{a.name}" for n in imports for a in n.names if not hasattr(importlib.import_module(str(n.module)), a.name)]
    assert missing == []
