"""What good setting is in each language: marks, dashes and the spaces at which no line may break.

docs/typography.md names the authority behind every rule.
"""

from dataclasses import replace
from functools import cache

from ficbind.records import dataclass


@dataclass(frozen=True, slots=True)
class Rules:
    """How a language is set.

    `levels` are the pairs of marks from the outermost in. `keeps_levels`: the author's choice between double and
    single marks stands; otherwise nesting decides.
    """

    levels: tuple[str, ...]
    keeps_levels: bool = False
    spaced_dash: str = " – "
    """What a dash typed between spaces becomes."""
    closed_dash: str = " – "
    """What hyphens typed without spaces between two words become."""
    cut: str = "–"
    """What breaks speech off."""
    speech: str = ""
    """What a spoken paragraph begins with, and the space after it; empty: not a custom of the language."""
    raya: bool = False
    """Dashes cling to the words that they set off, as in Spanish."""
    elisions: frozenset[str] = frozenset()
    """Words that have lost their beginning and are no words otherwise."""
    doubtful_elisions: frozenset[str] = frozenset()
    """Words that may have lost their beginning."""
    clipped: frozenset[str] = frozenset()
    """Words that have lost their end."""
    titles: tuple[str, ...] = ()
    """Abbreviations that stay with the name or number after them."""
    phrases: tuple[str, ...] = ()
    """Abbreviations of several words."""
    months: str = ""
    """Names of months, parted by |, that stay with the day before them."""
    short_words: str = ""
    """Words of one letter that stay with the word after them."""
    particles: str = ""
    """Words, parted by |, that stay with the word before them."""
    high: str = ""
    """Punctuation before which a narrow space stands."""
    colon: str = ""
    """The space before a colon."""
    padding: str = ""
    """The space inside guillemets."""

    @property
    def has_guillemets(self) -> bool:
        return any(pair[0] in "«»" for pair in self.levels)


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_NARROW = "\u202f"
_NO_BREAK = "\u00a0"

_ENGLISH = Rules(
    levels=("“”", "‘’"),
    keeps_levels=True,
    spaced_dash="—",
    closed_dash="—",
    cut="—",
    elisions=_words(
        "tis tisn't twas twasn't twere tweren't twould twouldn't twixt tain't t'ain't em n til fraid neath gainst "
        "nuff nother cuz coz cos scuse spect spose ello appen ee e e's e'd e'll ere's s d ll ve re"
    ),
    doubtful_elisions=_words(
        "cause bout round course stead cept less sides ere er im is ow ave ad as at ard eard alf ole tho twill tween "
        "way phone member tend special specially cross long kay tention sup"
    ),
    clipped=_words(
        "o an th ol wi lil mo jus mus tha fo yo po ha lan han min roun aroun den didn wha wit fro goo af n "
        "las fas bes nex mas tol col ole hol fin kin behin groun chil"
    ),
    titles=("Mr.", "Mrs.", "Ms.", "Dr.", "St.", "Mr", "Mrs", "Ms", "Dr", "Prof.", "Rev.", "Capt.", "Lt.", "Sgt."),
    months="January|February|March|April|May|June|July|August|September|October|November|December",
)
_BRITISH = replace(_ENGLISH, spaced_dash=" – ")

_GERMAN = Rules(
    levels=("„“", "‚‘"),
    elisions=_words("s ne nen nem ner nes n m ran raus rein rum runter rauf rüber drauf drin drum tschuldigung"),
    clipped=_words("hab geh komm wär hätt könnt sag tu ich möcht würd hatt mach lass müd heut weiß"),
    titles=("Hr.", "Fr.", "Dr.", "Prof.", "St.", "Nr.", "Bd.", "Kap.", "Abs."),
    phrases=("z. B.", "d. h.", "u. a.", "o. Ä.", "u. Ä.", "i. d. R.", "z. T.", "v. Chr.", "n. Chr.", "u. U.", "m. E."),
    months="Januar|Jänner|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember",
)
_SWISS_GERMAN = replace(_GERMAN, levels=("«»", "‹›"))

_FRENCH = Rules(
    levels=("«»", "“”", "‘’"),
    cut="–",
    speech="— ",
    elisions=_words("tain fin spèce sieur dame pas"),
    titles=("M.", "MM.", "Mme", "Mlle", "Mmes", "Mlles", "Dr", "Me", "Mgr", "St", "Ste", "p.", "n°"),
    months="janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre",
    high=";!?",
    colon=_NO_BREAK,
    padding=_NARROW,
)

_SPANISH = Rules(
    levels=("«»", "“”", "‘’"),
    spaced_dash="—",
    closed_dash="—",
    cut="—",
    speech="—",
    raya=True,
    clipped=_words("pa na to"),
    titles=("Sr.", "Sra.", "Srta.", "Dr.", "Dra.", "D.", "Dña.", "Ud.", "Uds.", "n.º", "pág.", "núm."),
    phrases=("EE. UU.", "a. C.", "d. C.", "p. ej."),
)

_ITALIAN = Rules(
    levels=("«»", "“”", "‘’"),
    speech="– ",
    elisions=_words("sto sta sti ste na no ndrangheta mbè ntrasatta"),
    clipped=_words("po be di fa va da sta mo to ca gli"),
    titles=("Sig.", "sig.", "Dott.", "dott.", "Prof.", "prof.", "pag.", "p.", "n."),
    months="gennaio|febbraio|marzo|aprile|maggio|giugno|luglio|agosto|settembre|ottobre|novembre|dicembre",
)

_POLISH = Rules(
    levels=("„”", "«»"),
    speech="– ",
    titles=("dr", "prof.", "św.", "ul.", "nr", "str.", "s.", "im."),
    phrases=("m. in.", "p. n. e.", "n. e."),
    months="stycznia|lutego|marca|kwietnia|maja|czerwca|lipca|sierpnia|września|października|listopada|grudnia",
    short_words="aiouwz",
)

_RUSSIAN = Rules(
    levels=("«»", "„“"),
    spaced_dash=" — ",
    closed_dash=" — ",
    cut="—",
    speech="— ",
    titles=("г.", "гг.", "ул.", "д.", "кв.", "стр.", "с.", "св.", "им.", "проф.", "№"),
    phrases=("т. е.", "т. д.", "т. п.", "т. к.", "н. э.", "и т. д.", "и т. п.", "и др."),
    months="января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря",
    short_words="авиксоуя",
    particles="бы|б|же|ж|ли|ль",
)
_UKRAINIAN = replace(
    _RUSSIAN,
    phrases=("т. д.", "т. п.", "н. е.", "і т. д.", "та ін."),
    months="січня|лютого|березня|квітня|травня|червня|липня|серпня|вересня|жовтня|листопада|грудня",
    short_words="аівзйоуєїя",
    particles="би|б|же|ж|чи",
)

_DUTCH = Rules(
    levels=("“”", "‘’"),
    keeps_levels=True,
    elisions=_words("s t n k m r ns ie tis twas dr tuurlijk"),
    titles=("dhr.", "mevr.", "Dhr.", "Mevr.", "dr.", "prof.", "nr.", "blz."),
    months="januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december",
)
_SWEDISH = Rules(
    levels=("””", "’’"),
    keeps_levels=True,
    speech="– ",
    phrases=("t. ex.", "bl. a.", "d. v. s.", "o. s. v.", "f. d."),
    months="januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december",
)
_FINNISH = replace(
    _SWEDISH,
    phrases=("e. m. a.",),
    months="tammikuuta|helmikuuta|maaliskuuta|huhtikuuta|toukokuuta|kesäkuuta|heinäkuuta|elokuuta|syyskuuta|lokakuuta"
    "|marraskuuta|joulukuuta",
)
_DANISH = replace(
    _SWEDISH,
    phrases=("f. eks.", "bl. a.", "d. v. s.", "o. s. v."),
    months="januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december",
)
_NORWEGIAN = replace(
    _DANISH,
    levels=("«»", "‘’"),
    keeps_levels=False,
    months="januar|februar|mars|april|mai|juni|juli|august|september|oktober|november|desember",
)

_CZECH = Rules(
    levels=("„“", "‚‘"),
    speech="– ",
    titles=("p.", "pí", "sl.", "dr.", "prof.", "sv.", "č.", "str.", "s."),
    phrases=("t. j.", "př. n. l.", "n. l.", "m. j."),
    months="ledna|února|března|dubna|května|června|července|srpna|září|října|listopadu|prosince",
    short_words="kksvzouai",
)
_SLOVAK = replace(
    _CZECH,
    phrases=("t. j.", "pred n. l.", "n. l."),
    months="januára|februára|marca|apríla|mája|júna|júla|augusta|septembra|októbra|novembra|decembra",
)

_BRAZILIAN = Rules(
    levels=("“”", "‘’"),
    keeps_levels=True,
    spaced_dash=" — ",
    closed_dash="—",
    cut="—",
    speech="— ",
    clipped=_words("pra tá"),
    titles=("Sr.", "Sra.", "Srta.", "Dr.", "Dra.", "D.", "n.º", "pág."),
)
_PORTUGUESE = replace(_BRAZILIAN, levels=("«»", "“”", "‘’"), keeps_levels=False)

_HUNGARIAN = Rules(levels=("„”", "»«"), speech="– ", titles=("dr.", "Dr.", "id.", "ifj."))
_ROMANIAN = Rules(levels=("„”", "«»"), speech="– ", titles=("dl.", "dna.", "dr.", "nr."))

_RULES = {
    "en": _ENGLISH,
    "en-gb": _BRITISH,
    "en-au": _BRITISH,
    "en-nz": _BRITISH,
    "en-ie": _BRITISH,
    "en-za": _BRITISH,
    "en-in": _BRITISH,
    "de": _GERMAN,
    "de-ch": _SWISS_GERMAN,
    "de-li": _SWISS_GERMAN,
    "fr": _FRENCH,
    "fr-ca": replace(_FRENCH, high="", padding=_NO_BREAK),
    "fr-ch": replace(_FRENCH, levels=("«»", "‹›", "“”"), colon=_NARROW, padding=""),
    "es": _SPANISH,
    "ca": _SPANISH,
    "gl": _SPANISH,
    "it": _ITALIAN,
    "it-ch": replace(_ITALIAN, levels=("«»", "‹›")),
    "pl": _POLISH,
    "ru": _RUSSIAN,
    "uk": _UKRAINIAN,
    "be": _UKRAINIAN,
    "nl": _DUTCH,
    "sv": _SWEDISH,
    "fi": _FINNISH,
    "da": _DANISH,
    "nb": _NORWEGIAN,
    "nn": _NORWEGIAN,
    "no": _NORWEGIAN,
    "cs": _CZECH,
    "sk": _SLOVAK,
    "pt": _BRAZILIAN,
    "pt-pt": _PORTUGUESE,
    "hu": _HUNGARIAN,
    "ro": _ROMANIAN,
}


@cache
def rules_for(language: str) -> Rules | None:
    """Give the rules of a BCP 47 tag: those of the longest beginning that has any, `None` without."""
    subtags = language.replace("_", "-").lower().split("-")
    while subtags:
        rules = _RULES.get("-".join(subtags))
        if rules is not None:
            return rules
        subtags.pop()
    return None
