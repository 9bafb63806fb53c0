"""Mistakes in the command line itself, answered like every other."""

import re
from collections.abc import Collection
from difflib import get_close_matches
from pathlib import Path

_HELP = "'ficbind --help' shows what can be written"

# The signs are the words of the library that reads the command line.
_ANSWERS = (
    (r"No such option:? '?(-[\w-]+)'?.*?(--[\w-]+)?\)?\??", "there is no option '{0}'", "did you mean '{1}'?"),
    (
        r"Got unexpected extra arguments?(?:\(s\))? \((.+)\)",
        "'{0}' stands behind the manifest",
        "name one manifest at a time, between quotation marks if its name has spaces",
    ),
    (r"Missing argument 'manifest'", "no manifest is named", "write its name, as in 'ficbind anthology.yaml'"),
    (r"Missing argument 'files(?:\.\.\.)?'", "no file is named", "write names, as in 'ficbind check anthology.yaml'"),
    (r"Missing argument 'folder'", "no folder is named", "write its name, as in 'ficbind init stories'"),
    (r"Missing argument 'code'", "no message is named", "write its code, as in 'ficbind explain M002'"),
    (r"Option '(.+)' requires an argument", "the option '{0}' has no value", "write one behind it"),
)


def answer(said: str) -> str:
    """Put what the reader of the command line said into a message and a hint."""
    for sign, message, hint in _ANSWERS:
        if found := re.fullmatch(sign, said.rstrip(".")):
            words = [word or "" for word in found.groups()]
            cure = _HELP if "" in words else hint.format(*words)
            return f"ficbind: error: {message.format(*words)}\n  hint: {cure}"
    return f"ficbind: error: {said[:1].lower()}{said[1:].rstrip('.')}\n  hint: {_HELP}"


def unknown_command(word: str, known: Collection[str]) -> str | None:
    """Answer a first word that is no file but nearly a command."""
    guess = get_close_matches(word, known, 1, 0.7)
    if not guess or Path(word).suffix or Path(word).exists():
        return None
    return f"ficbind: error: there is no command '{word}'\n  hint: did you mean '{guess[0]}'?"
