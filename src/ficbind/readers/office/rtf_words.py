"""The words and signs of rich text that have a meaning for a story (Rich Text Format Specification 1.9.1)."""

SIGNS = {
    "emdash": "—",
    "endash": "–",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "bullet": "•",
    "tab": "\t",
    "emspace": "\u2003",
    "enspace": "\u2002",
    "qmspace": "\u2005",
    "zwj": "\u200d",
    "zwnj": "\u200c",
    "~": "\u00a0",
    "-": "\u00ad",
    "_": "\u2011",
    "{": "{",
    "}": "}",
    "\\": "\\",
    "\t": "\t",
}
"""Control word or sign → the character that it stands for."""

SKIPPED = frozenset(
    {"colortbl", "fontemb", "themedata", "colorschememapping", "datastore", "latentstyles", "listtable", "generator"}
    | {"listoverridetable", "rsidtbl", "xmlnstbl", "mmathPr", "pgdsctbl", "bkmkend", "xe", "tc", "tcn", "nonshppict"}
    | {
        "filetbl",
        "revtbl",
        "sp",
        "objdata",
        "objclass",
        "objname",
        "atnid",
        "atnauthor",
        "atndate",
        "atntime",
        "atnref",
    }
    | {"atnicn", "atnparent", "atrfstart", "atrfend", "ftnsep", "ftnsepc", "ftncn", "aftnsep", "aftnsepc", "aftncn"}
    | {
        "background",
        "private",
        "passwordhash",
        "picprop",
        "blipuid",
        "wgrffmtfilter",
        "docvar",
        "template",
        "userprops",
    }
    | {"formfield", "datafield", "pn", "listname", "ud", "panose", "falt", "do", "nesttableprops", "factoidname"}
)
"""Destinations whose text no reader of the document sees."""

RUNNING = frozenset({"header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr", "footerf"})
"""Destinations that stand at the head or foot of every page."""

INFO = frozenset({"title", "author", "doccomm", "keywords"})
"""The properties of a document that are of use."""

OPENED = frozenset(
    {"shpinst", "shptxt", "shppict", "shprslt", "result", "fldrslt", "listtext", "pntext", "upr", "field"}
)
"""Destinations that only hold text of the document."""

PICTURES = {
    "pngblip": "png",
    "jpegblip": "jpg",
    "emfblip": "emf",
    "wmetafile": "wmf",
    "dibitmap": "bmp",
    "macpict": "pct",
}
"""Kind of picture → the suffix of its file."""

STYLED = frozenset({"cs", "ds", "ts", "s"})
"""Words that choose a style; a star before them hides nothing."""

OLD = {"mac": "mac_roman", "pc": "cp437", "pca": "cp850"}
"""The character sets that a file names by a word (specification, "Character Set")."""

HOMES = {
    **dict.fromkeys(SKIPPED, "skip"),
    **dict.fromkeys(RUNNING, "running"),
    "fonttbl": "fonts",
    "stylesheet": "styles",
    "fldinst": "code",
    "info": "info",
    "annotation": "annotation",
    "pict": "pict",
    "bkmkstart": "bookmark",
}
"""Destination → where its text goes."""
