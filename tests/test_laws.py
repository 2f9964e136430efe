"""The laws of the design, each as a test that names the file and line that breaks it."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "marsad"

# Stages from left to right; a module imports from its own stage and from those to its left.
STAGES = (
    "errors", "records", "packs", "text", "gazetteer", "mentions", "events", "incidents", "reading", "intake", "exports", "store",
    "evaluation", "checks", "explain", "api", "batch", "web", "commands", "cli",
)  # fmt: skip
PURE = ("records", "errors", "text", "mentions", "events", "incidents", "reading")
WORLD = frozenset(
    ["asyncio", "glob", "http", "io", "os", "pathlib", "random", "requests", "secrets", "shutil", "socket", "sqlite3", "subprocess", "tempfile", "threading", "time", "urllib", "uuid"]
)
CLOCK = frozenset({"today", "now", "utcnow"})
VAGUE = frozenset({"utils", "util", "helpers", "helper", "common", "misc", "tools", "base"})
MOST_MODULE, MOST_FUNCTION = 320, 60  # lines; the aim is 300 and 40
ARABIC_WORD = re.compile("[\u0621-\u063a\u0641-\u064a]{3,}")
# Strings of letters that are no words: which file, and what they stand for.
LETTERS = {
    ("text/fold.py", "ابديفجهيجكلمنوقرستوفويز"): "Latin letters typed for Arabic ones",
    ("text/fold.py", "اااييوه"): "what the forms of alef, ya, waw and ta marbuta fold to",
    ("text/fold.py", "أإآىئؤة"): "the forms of alef, ya, waw and ta marbuta",
    ("mentions/lexicon.py", "هما"): "the pronoun ending of two",
    ("events/casualties.py", "هما"): "the pronoun ending of two",
    ("mentions/forms.py", "ينا"): "the ending of a weak verb before we",
}


@dataclass(frozen=True)
class Module:
    """A module of the package: its path under `src/marsad`, its stage, its tree and lines."""

    name: str
    stage: str
    tree: ast.Module
    lines: int


def modules() -> list[Module]:
    """All modules of the package."""
    out = []
    for path in sorted(SOURCE.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        name = path.relative_to(SOURCE).as_posix()
        out.append(Module(name, name.split("/")[0].removesuffix(".py"), ast.parse(text), len(text.splitlines())))
    return out


MODULES = modules()


def broken(check: Callable[[Module], Iterator[str]]) -> list[str]:
    """What a law finds over all modules, as `module:line what`."""
    return [f"{module.name}:{found}" for module in MODULES for found in check(module)]


def imports(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Line and dotted name of every import."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.lineno, "." * node.level + (node.module or "")


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function and method."""
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def docstrings(tree: ast.AST) -> set[int]:
    """Ids of the nodes that are docstrings."""
    out = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) and node.body:
            first = node.body[0]
            if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str):
                out.add(id(first.value))
    return out


def test_every_module_has_a_stage() -> None:
    assert {m.stage for m in MODULES} - {*STAGES, "__init__", "__main__"} == set()


def test_a_stage_imports_only_from_its_left() -> None:
    def check(module: Module) -> Iterator[str]:
        rank = STAGES.index(module.stage) if module.stage in STAGES else len(STAGES)
        for line, name in imports(module.tree):
            parts = name.split(".")
            if parts[0] == "marsad" and len(parts) > 1 and parts[1] in STAGES and STAGES.index(parts[1]) > rank:
                yield f"{line} imports {name}, a stage to its right"

    assert broken(check) == []


def test_imports_are_absolute_and_at_the_top() -> None:
    def check(module: Module) -> Iterator[str]:
        for line, name in imports(module.tree):
            if name.startswith("."):
                yield f"{line} imports {name} relatively"
        for function in functions(module.tree):
            yield from (f"{line} imports {name} inside {function.name}" for line, name in imports(function))

    assert broken(check) == []


def test_pure_stages_touch_no_network_disk_or_clock() -> None:
    def check(module: Module) -> Iterator[str]:
        if module.stage not in PURE:
            return
        for line, name in imports(module.tree):
            if name.split(".")[0] in WORLD:
                yield f"{line} imports {name}"
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Call):
                called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                if called in CLOCK or called == "open":
                    yield f"{node.lineno} calls {called}()"

    assert broken(check) == []


def test_names_say_what_a_module_holds() -> None:
    assert [m.name for m in MODULES if {*re.split(r"[/._]", m.name)} & VAGUE] == []


def test_modules_and_functions_stay_small() -> None:
    def check(module: Module) -> Iterator[str]:
        if module.lines > MOST_MODULE:
            yield f"1 has {module.lines} lines, more than {MOST_MODULE}"
        for function in functions(module.tree):
            size = (function.end_lineno or 0) - function.lineno + 1
            if size > MOST_FUNCTION:
                yield f"{function.lineno} {function.name} has {size} lines, more than {MOST_FUNCTION}"

    assert broken(check) == []


def test_no_arabic_words_stand_in_code() -> None:
    def check(module: Module) -> Iterator[str]:
        told = docstrings(module.tree)
        for node in ast.walk(module.tree):
            if not isinstance(node, ast.Constant) or not isinstance(node.value, str) or id(node) in told:
                continue
            for word in ARABIC_WORD.findall(node.value):
                if (module.name, word) not in LETTERS:
                    yield f"{node.lineno} holds {word!r}: words are data"

    assert broken(check) == []


def test_nothing_is_swallowed() -> None:
    def check(module: Module) -> Iterator[str]:
        for node in ast.walk(module.tree):
            if isinstance(node, ast.ExceptHandler):
                caught = [getattr(n, "id", "") for n in ast.walk(node.type)] if node.type else [""]
                raised = isinstance(node.body[-1], ast.Raise) and node.body[-1].exc is None  # told more of, and passed on
                if node.type is None or ({"Exception", "BaseException"} & set(caught) and not raised):
                    yield f"{node.lineno} catches everything"
                if all(isinstance(statement, ast.Pass) for statement in node.body):
                    yield f"{node.lineno} swallows what it catches"

    assert broken(check) == []


def test_there_are_no_globals_to_change() -> None:
    def check(module: Module) -> Iterator[str]:
        yield from (f"{n.lineno} global {', '.join(n.names)}" for n in ast.walk(module.tree) if isinstance(n, ast.Global))

    assert broken(check) == []


def test_records_are_frozen_and_slotted() -> None:
    tree = next(m.tree for m in MODULES if m.name == "records.py")
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            assert [ast.unparse(d) for d in node.decorator_list] == ["dataclass(frozen=True, slots=True)"], node.name


def test_what_is_public_says_what_it_is() -> None:
    def check(module: Module) -> Iterator[str]:
        for node in module.tree.body:
            if isinstance(node, ast.ClassDef | ast.FunctionDef) and not node.name.startswith("_") and not ast.get_docstring(node):
                yield f"{node.lineno} {node.name} has no docstring"

    assert broken(check) == []


def test_no_test_hides_another_of_its_name() -> None:
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        names = [node.name for node in ast.parse(path.read_text(encoding="utf-8")).body if isinstance(node, ast.FunctionDef)]
        assert len(names) == len(set(names)), path


@pytest.mark.parametrize(
    ("code", "rule"),
    [("try:\n    a()\nexcept Exception:\n    b()\n", test_nothing_is_swallowed), ("x = 'قصف'\n", test_no_arabic_words_stand_in_code)],
)  # shelled
def test_the_laws_bite(code: str, rule: Callable[[], None], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(globals(), "MODULES", [Module("text/made.py", "text", ast.parse(code), 1)])
    with pytest.raises(AssertionError):
        rule()
