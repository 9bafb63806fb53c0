"""Everything ficbind tells users about their files."""

from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum
from pathlib import Path
from typing import Literal

from ficbind.records import dataclass

Severity = Literal["error", "warning", "info"]
"""error: no book · warning: a book, look at it · info: what was taken, removed or guessed."""


class Code(Enum):
    """Every message ficbind can emit; a code is never reused.

    M manifest · R reading · T tidying · S style · C cover · B book · E EPUB · P PDF · F fidelity · X the machine.
    """

    SYNTAX = "M001"
    UNKNOWN_KEY = "M002"
    MISSING_KEY = "M003"
    WRONG_KIND = "M004"
    DUPLICATE_KEY = "M005"
    REFUSED_YAML = "M006"
    NO_SUCH_FILE = "M007"
    NOT_A_FILE = "M008"
    EMPTY_GLOB = "M009"
    SAME_FILE_TWICE = "M010"
    OUTSIDE_FOLDER = "M011"
    BAD_LANGUAGE = "M012"
    BAD_DATE = "M013"
    BAD_LENGTH = "M014"
    BAD_RATING = "M015"
    EMPTY_LIST = "M016"
    BAD_VALUE = "M017"
    NO_MANIFEST = "M018"
    CUT_COMMENT = "M019"
    EMPTY_FOLDER = "M020"
    LEFT_IN_FOLDER = "M021"
    FOLDER_AS_STORY = "M022"
    NO_FOLDER = "M023"
    NO_STORIES = "M024"
    MANIFEST_EXISTS = "M025"
    BAD_RELEASES = "M026"
    NOTHING_TO_RELEASE = "M027"
    FALSE_CERTIFICATE = "M028"
    NO_SUCH_IMAGE = "M029"

    NO_READER = "R001"
    UNREADABLE = "R002"
    EMPTY_STORY = "R003"
    GUESSED_ENCODING = "R004"
    REPAIRED_TEXT = "R005"
    REMOVED_CHARACTERS = "R006"
    TOOK_METADATA = "R010"
    GUESSED_TITLE = "R011"
    REMOVED_REPEAT = "R012"
    REMOVED_END = "R013"
    UNKNOWN_RATING = "R014"
    DOUBTFUL_HEADER = "R015"
    JOINED_LINES = "R016"
    UNKNOWN_LANGUAGE = "R017"
    GUESSED_LANGUAGE = "R018"
    NO_STORY_PAGE = "R019"
    LEFT_OUT_SURROUNDINGS = "R022"
    ONE_CHAPTER_OF_MANY = "R023"
    BAD_ARCHIVE = "R025"
    BAD_XML = "R026"
    LOCKED_BOOK = "R027"
    BROKEN_EPUB = "R028"
    REPAIRED_EPUB = "R029"
    LEFT_OUT_OF_DOCUMENT = "R030"
    GUESSED_FROM_PROPERTIES = "R031"
    UNREAD_WORDS = "R032"
    BAD_FRONT_MATTER = "R033"
    TOO_SLOW = "R034"
    SETTLED_DIRECTIONS = "R035"
    SAME_STORY = "R036"

    DROPPED_MARKUP = "T001"
    MARKED_NOTE = "T002"
    FOUND_CHAPTERS = "T003"
    DOUBTFUL_BREAK = "T004"
    REPLACED_BREAKS = "T005"
    NO_LANGUAGE_RULES = "T006"
    LEFT_OUT_IMAGE = "T007"
    UNDESCRIBED_IMAGE = "T008"
    KEPT_STYLE = "T009"
    REPLACED_IMAGE = "T010"
    MOVED_NOTE = "T011"
    DROPPED_NOTE = "T012"
    KEPT_NOTE = "T013"

    NO_STYLE = "S001"
    BAD_STYLE = "S002"
    MISSING_GLYPH = "S003"
    UNSAFE_SHEET = "S004"

    NO_COVER_DESIGN = "C001"
    BAD_COVER_IMAGE = "C002"
    SMALL_COVER_IMAGE = "C003"
    BAD_COVER_DESIGN = "C004"
    UNDRAWN_CHARACTERS = "C005"
    BAD_COVER_OPTION = "C006"

    TWO_SPELLINGS = "B001"
    LEFT_OUT_OF_FRONT = "B002"
    NO_TERM = "B003"

    INVALID_EPUB = "E001"
    NOT_VALIDATED = "E002"
    EPUBCHECK_WARNING = "E003"
    TOO_LARGE_TO_SEND = "E004"
    KINDLE_EDITION = "E005"
    LANGUAGE_OF_NO_KINDLE = "E006"

    PDF_LAYOUT = "P001"

    LOST_WORDS = "F001"

    MISSING_LIBRARY = "X001"
    CANNOT_WRITE = "X002"
    OTHER_BOOKS = "X003"


@dataclass(frozen=True, slots=True)
class Location:
    """A place in an input file, counted from 1 as editors do."""

    path: Path
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        parts = (self.path, self.line, self.column)
        return ":".join(str(part) for part in parts if part is not None)


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One problem, where it is, and what the user can do about it."""

    code: Code
    severity: Severity
    message: str
    where: Location
    hint: str = ""

    def __str__(self) -> str:
        head = f"{self.where}: {self.severity} {self.code.value}: {self.message}"
        return f"{head}\n  hint: {self.hint}" if self.hint else head


class FicbindError(Exception):
    """The build cannot go on."""

    def __init__(self, *diagnostics: Diagnostic) -> None:
        super().__init__("\n".join(map(str, diagnostics)))
        self.diagnostics = diagnostics


@contextmanager
def collecting(errors: list[Diagnostic]) -> Iterator[None]:
    """Add what is wrong within to `errors`, so that all of it is reported at once."""
    try:
        yield
    except FicbindError as error:
        errors += error.diagnostics
