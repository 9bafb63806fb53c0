"""The command line: commands, options, exit status. The only part that prints."""

import sys
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer
from typer.core import TyperGroup

from ficbind import __version__
from ficbind.cli.usage import answer, unknown_command

INTERRUPTED = 130
"""The exit status of a program that was interrupted: 128 and the number of SIGINT."""

EXAMPLE = """
Compile an anthology of stories into a validated EPUB 3 and a typeset PDF.

`ficbind anthology.yaml` is short for `ficbind build anthology.yaml`.
"""


_UsageError: Any = typer.BadParameter.__base__


class _Default(TyperGroup):
    """A group whose command is `build` unless the first word names another."""

    def main(self, *args: Any, **options: Any) -> NoReturn:
        """Answer mistakes in the command line as all others are answered, with the status that all have."""
        try:
            sys.exit(super().main(*args, **options | {"standalone_mode": False}) or 0)
        except _UsageError as error:
            said = error.format_message()
            typer.echo(said if said.startswith("Usage:") else answer(said), err=True)
            sys.exit(1)

    def parse_args(self, ctx, args):  # type: ignore[no-untyped-def] # typed by the vendored click, whose name typer hides
        """Put `build` before arguments that name no command."""
        known = {*self.commands, "-h", "--help", "--version", "--install-completion", "--show-completion"}
        if args and args[0] not in known:
            if mistake := unknown_command(args[0], self.commands):
                typer.echo(mistake, err=True)
                raise typer.Exit(1)
            args = ["build", *args]
        return super().parse_args(ctx, args)


app = typer.Typer(
    cls=_Default,
    help=EXAMPLE,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"ficbind {__version__}")
        raise typer.Exit


@app.callback()
def _global(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    pass


@app.command()
def build(
    manifest: Annotated[Path, typer.Argument(help="The manifest, a YAML file.", show_default=False, readable=False)],
    output: Annotated[
        Path | None,
        typer.Option(
            "-o", "--output", help="Folder, or a file that ends in .epub or .pdf.  [default: build/ beside it]"
        ),
    ] = None,
    only: Annotated[
        list[str] | None,
        typer.Option("--only", metavar="epub|kepub|kindle|pdf|stories", help="Write only this format."),
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Treat warnings as errors.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Print the report as JSON.")] = False,
    verbose: Annotated[
        bool,
        typer.Option("-v", "--verbose", help="Tell what was taken, removed and guessed, and the time of each stage."),
    ] = False,
) -> None:
    """Compile an anthology (the default command)."""
    from ficbind.cli.building import Wishes, run

    try:
        raise typer.Exit(run(manifest, output, Wishes(tuple(only or ()), strict, json, verbose)))
    except KeyboardInterrupt:
        typer.echo("\ninterrupted; the books of the last build are untouched", err=True)
        raise typer.Exit(INTERRUPTED) from None


@app.command()
def release(
    manifest: Annotated[Path, typer.Argument(help="The manifest, a YAML file.", show_default=False, readable=False)],
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="Folder for the books.  [default: build/ beside it]")
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Treat warnings as errors.")] = False,
) -> None:
    """Build the books and remember what they hold, so that the next ones can tell what is new.

    What is remembered stands in a file beside the manifest, anthology.releases.yaml for anthology.yaml.
    """
    from ficbind.cli.releasing import run

    try:
        raise typer.Exit(run(manifest, output, strict=strict))
    except KeyboardInterrupt:
        typer.echo("\ninterrupted; nothing was released", err=True)
        raise typer.Exit(INTERRUPTED) from None


@app.command()
def init(
    folder: Annotated[Path, typer.Argument(help="The folder that holds the stories.", show_default=False)],
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", help="The manifest to write.  [default: anthology.yaml in the folder]"),
    ] = None,
) -> None:
    """Write a first manifest for a folder of stories.

    It finds the stories, orders them by series and title, and explains in comments what can be changed. A file that
    is there already is never touched.

    Examples:

      ficbind init stories                      writes stories/anthology.yaml

      ficbind init stories -o anthology.yaml    writes it here, above the stories
    """
    from ficbind.cli.starting import run

    try:
        raise typer.Exit(run(folder, output))
    except KeyboardInterrupt:
        typer.echo("\ninterrupted; nothing was written", err=True)
        raise typer.Exit(INTERRUPTED) from None


@app.command()
def check(
    files: Annotated[
        list[Path], typer.Argument(help="EPUBs to judge; or a manifest, or story files.", show_default=False)
    ],
    strict: Annotated[bool, typer.Option("--strict", help="Treat warnings as errors.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Print what was found as JSON.")] = False,
    story: Annotated[bool, typer.Option("--story", help="Take EPUBs for stories, and do not judge them.")] = False,
) -> None:
    """Judge finished EPUBs, or show what is recognised in stories, without making a book.

    Where all files are EPUBs, whoever made them, each is judged by EPUBCheck and by rules for Kindle, Kobo, Apple
    Books, old devices and screen readers. A manifest or story files are looked at instead: what is known of each
    story, and from where; EPUBs among them are stories, too.

    Examples:

      ficbind check book.epub           what is wrong with a book, in plain words

      ficbind check anthology.yaml      every story of the book, with what the manifest says of it

      ficbind check stories/*.html      story files by themselves

      ficbind check --story fic.epub    an EPUB as a story
    """
    from ficbind.cli import checking, judging

    try:
        look = judging.run if not story and judging.are_books(files) else checking.run
        raise typer.Exit(look(files, strict=strict, json=json))
    except KeyboardInterrupt:
        typer.echo("\ninterrupted", err=True)
        raise typer.Exit(INTERRUPTED) from None


@app.command()
def explain(code: Annotated[str, typer.Argument(help="The code of a message, such as M002.")]) -> None:
    """Explain a message and what to do about it."""
    from ficbind.cli.explaining import explanation

    text = explanation(code)
    typer.echo(text, err=text.startswith("no message"))
    raise typer.Exit(1 if text.startswith("no message") else 0)


@app.command()
def doctor() -> None:
    """Say what this machine lacks and how to install it."""
    from ficbind.cli.doctoring import examine

    lines, healthy = examine()
    typer.echo("\n".join(lines))
    raise typer.Exit(0 if healthy else 1)


def _utf8() -> None:
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


_utf8()
