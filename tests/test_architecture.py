"""The house rules that a tool can keep: budgets, layers, homes of libraries, start-up."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).parent.parent / "src" / "ficbind"
FILES = sorted(SOURCE.rglob("*.py"))
FILE_LINES, FUNCTION_LINES, ARGUMENTS = 300, 40, 5

HOMES = {
    "lxml": ("xhtml", "pictures/drawings", "writers/epub", "checks"),
    "ebooklib": ("writers/epub/",),
    "weasyprint": ("writers/pdf/", "libraries"),
    "PIL": ("cover/", "pictures/"),
    "resvg_py": ("pictures/drawings",),
    "tinycss2": ("readers/html/sheets", "style/lint", "judging/sheets"),
    "nh3": ("readers/html/parsing",),
    "turbohtml": ("readers/html/parsing", "readers/html/sheets"),
    "mammoth": ("readers/office/",),
    "markdown_it": ("readers/markdown",),
    "typer": ("cli/",),
    "yaml": ("yamltree/",),
    "jinja2": ("matter/",),
    "jpype": ("checks/",),
    "pypdfium2": ("checks/",),
}
"""Heavy library → the modules that may import it."""

NOT_FOR_TEXT = (
    "chardet",
    "email.message",
    "fontTools",
    "ftfy",
    "http.client",
    "jpype",
    "langcodes",
    "mammoth",
    "markdown_it",
    "nh3",
    "pypdfium2",
    "resvg_py",
    "rich",
    "tinycss2",
    "turbohtml",
    "typer",
    "urllib.request",
    "weasyprint",
    "xml.sax",
    "ficbind.readers.epub",
    "ficbind.readers.html",
    "ficbind.readers.office",
)
"""What an EPUB of plain text in UTF-8 is made without: to load all of it takes half as long as to make the book."""

HEAVY = (
    "weasyprint",
    "lxml",
    "ebooklib",
    "PIL",
    "jinja2",
    "yaml",
    "jpype",
    "uharfbuzz",
    "pypdfium2",
    "nh3",
    "turbohtml",
    "mammoth",
    "markdown_it",
    "resvg_py",
    "rich",
)


def _functions(tree: ast.Module) -> Iterator[ast.FunctionDef]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


def _length(node: ast.FunctionDef) -> int:
    """Count the lines of a function without its decorators and docstring."""
    doc = node.body[0]
    spoken = isinstance(doc, ast.Expr) and isinstance(doc.value, ast.Constant) and isinstance(doc.value.value, str)
    return (node.end_lineno or 0) - node.lineno + 1 - ((doc.end_lineno or 0) - doc.lineno + 1 if spoken else 0)


def _is_command(node: ast.FunctionDef) -> bool:
    return any("app." in ast.unparse(decorator) for decorator in node.decorator_list)


def _imports(tree: ast.Module) -> set[str]:
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.partition(".")[0])
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_a_module_keeps_its_budget(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= FILE_LINES
    for function in _functions(ast.parse(text)):
        assert _length(function) <= FUNCTION_LINES, function.name
        arguments = function.args
        count = (
            len(arguments.args)
            + len(arguments.kwonlyargs)
            - (bool(arguments.args) and arguments.args[0].arg in {"self", "cls"})
        )
        assert count <= ARGUMENTS or _is_command(function), function.name


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_heavy_libraries_have_one_home(path: Path) -> None:
    place = path.relative_to(SOURCE).as_posix()
    for library in _imports(ast.parse(path.read_text(encoding="utf-8"))) & set(HOMES):
        assert place.startswith(HOMES[library]), f"{library} is imported in {place}"


def test_only_the_entry_point_catches_everything() -> None:
    for path in FILES:
        if path.name != "__main__.py":
            handlers = (
                node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.ExceptHandler)
            )
            assert all(node.type is not None and ast.unparse(node.type) != "Exception" for node in handlers), path


def test_records_are_light() -> None:
    pattern = re.compile(r"^from dataclasses import.*\bdataclass\b", re.M)
    heavy = [path.name for path in FILES if pattern.search(path.read_text("utf-8"))]
    assert heavy == ["records.py"]


def test_layers_and_cycles() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()"],
        cwd=SOURCE.parent.parent,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("option", ["--help", "--version", "build --help"])
def test_help_answers_without_the_heavy_libraries(option: str) -> None:
    program = (
        "import sys; sys.argv = ['ficbind', *sys.argv[1:]]\n"
        "from ficbind.__main__ import main\n"
        "try: main()\n"
        "finally: print('LOADED', *sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program, *option.split()], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.rpartition("LOADED")[2].split())
    assert not loaded & set(HEAVY)


def test_an_epub_of_plain_text_is_made_without_the_libraries_of_other_formats(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Lamps\n\n" + "“It was dark,” she said. They’d gone.\n\n" * 40, encoding="utf-8")
    (tmp_path / "book.yaml").write_text("title: Lamps\nlanguage: en-GB\nstories: [a.txt]\n", encoding="utf-8")
    program = (
        "import sys; from pathlib import Path; from ficbind.pipeline import make; from ficbind.writers import epub\n"
        "made = make(Path('book.yaml'))\n"
        "epub.write(made.book, made.style, made.cover, made.manifest.epub, Path('out.epub'))\n"
        "print(*sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=tmp_path)
    assert not set(done.stdout.split()) & set(NOT_FOR_TEXT)
    assert (tmp_path / "out.epub").is_file()
