"""What people do for a book: words and the codes of the MARC relators list (id.loc.gov/vocabulary/relators)."""

from ficbind.diagnostics import Code
from ficbind.yamltree.findings import RefusedError, near, quoted

ROLES: dict[str, tuple[str, ...]] = {
    "aut": ("author", "writer"),
    "edt": ("editor",),
    "com": ("compiler", "collector"),
    "trl": ("translator",),
    "ill": ("illustrator",),
    "art": ("artist",),
    "cov": ("cover designer", "cover artist", "cover"),
    "bkd": ("book designer", "designer"),
    "tyg": ("typographer",),
    "cmt": ("compositor", "typesetter"),
    "pht": ("photographer",),
    "aui": ("author of introduction", "introduction", "foreword", "preface"),
    "aft": ("author of afterword", "afterword"),
    "pfr": ("proofreader", "beta", "beta reader"),
    "ann": ("annotator",),
    "adp": ("adapter",),
    "ctb": ("contributor",),
    "nrt": ("narrator", "reader"),
    "trc": ("transcriber",),
    "bkp": ("book producer", "producer"),
    "pbl": ("publisher",),
    "pbd": ("publishing director",),
    "prt": ("printer",),
    "bnd": ("binder", "bookbinder"),
    "clr": ("colorist", "colourist"),
    "ctg": ("cartographer", "mapmaker"),
    "csl": ("consultant", "adviser", "advisor"),
    "ded": ("dedicator",),
    "dte": ("dedicatee",),
    "hnr": ("honouree", "honoree"),
    "lbt": ("librettist",),
    "lyr": ("lyricist",),
    "res": ("researcher",),
    "rev": ("reviewer",),
    "spn": ("sponsor",),
    "oth": ("other",),
}
"""Code → the words that mean it, the first of which is the documented one."""


def role(words: str) -> str:
    """Read a role as a word or a code."""
    wanted = words.strip().casefold().replace("-", " ")
    for code, names in ROLES.items():
        if wanted == code or wanted in names:
            return code
    known = [name for names in ROLES.values() for name in names]
    guess = near(wanted, known)
    hint = f"did you mean '{guess}'?" if guess else "use a word such as editor, translator, illustrator or contributor"
    raise RefusedError(Code.BAD_VALUE, f"{quoted(words)} is no role", hint)
