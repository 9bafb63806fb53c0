"""The labels that stand before metadata in the wild (`Title:`, `Disclamer:`, `A/N`), and the fields they mean."""

import re
import unicodedata
from functools import cache
from typing import Literal

from ficbind.model import Field
from ficbind.records import dataclass

Strength = Literal["strong", "plain", "weak", "mail", "loose"]
"""How much a label tells of a header block.

strong: enough alone · plain: two make a header · weak: letters and files in stories have it too, so it proves nothing ·
mail: the same in e-mail · loose: a misspelling, which proves something only beside others.
"""


@dataclass(frozen=True, slots=True)
class Label:
    """What a label means; without a field it is technical and says nothing of the story."""

    field: Field | None
    strength: Strength


_STRONG: dict[Field, str] = {
    Field.SUMMARY: (
        "summary, synopsis, blurb, story summary, саммари, zusammenfassung, inhaltsangabe, kurzbeschreibung,"
        " résumé, resumen, resumo, riassunto, sommario, trama, samenvatting, sammanfattning,"
        " streszczenie, кратко"
    ),
    Field.RATING: (
        "rating, rated, ratings, рейтинг, altersfreigabe, fsk, classificazione, clasificación, classificação,"
        " classement, raiting"
    ),
    Field.PAIRING: (
        "pairing, pairings, parings, ship, ships, couple, couples, relationship, relationships,"
        " pairing/characters, пейринг, пэйринг, paar, paare, pareja, parejas, casal, coppia, coppie, shipping,"
        " pairing(s), focus pairing, 'ship, pairings/characters"
    ),
    Field.FANDOM: "fandom, fandoms, фандом, fandome",
    Field.DISCLAIMER: (
        "disclaimer, disclaimers, standard disclaimer, legal disclaimer, disclamer, discalimer, дисклеймер,"
        " дискламер, отказ, haftungsausschluss, descargo, avertissement légal, standard disclaimers, copyright"
        " disclaimer"
    ),
}
_PLAIN: dict[Field, str] = {
    Field.TITLE: (
        "title, story title, fic title, ttile, fic name, story name, название, titel, titre, título, titolo, titulo,"
        " tytuł"
    ),
    Field.AUTHOR: (
        "author, authors, author(s), written by, penname, pen name, writer, writers, автор, авторы, autor,"
        " autorin, auteur, autora, autore, autrice, auteure, author name, author's name, story by, fic by,"
        " author/pseudonym, pseudonym"
    ),
    Field.SUMMARY: "description, teaser, sum, summery, sumary, inhalt, sinopsis, sinopse, описание, annotation",
    Field.RATING: "rate, rating/warnings, age rating, content rating",
    Field.CATEGORY: "category, categories, classification,  категория, orientation",
    Field.PAIRING: "romance, main pairing, pairing or characters, pairings or characters, fic pairing, pair, pairs",
    Field.CHARACTERS: (
        "character, characters, main characters, cast, starring, персонажи, charaktere, personajes, personnages,"
        " personaggi,"
        " character(s), characters/pairings, characters/pairing, featuring, герои"
    ),
    Field.FANDOM: (
        "show, universe, crossover, crossovers, x-over, fandom(s), source material, based on, fandom/pairing, verse"
    ),
    Field.GENRE: "genre, genres, жанр, жанры, género, gênero, genere, genre(s), story type",
    Field.WARNINGS: (
        "warnings, content warning, content warnings, content notes, cw, tw, trigger warning, trigger warnings,"
        " triggers, squicks, squick, предупреждения, предупреждение, warnung, warnungen, advertencias,"
        " avertissements, avvertimenti, avvertenze, note e avvertimenti, warning(s),"
        " archive warning, archive warnings, content note, contains, avisos"
    ),
    Field.TAGS: "tags, keyword, keywords, additional tags, freeform tags, метки, additional tag, etiquetas",
    Field.SPOILERS: (
        "spoiler, spoilers, timeline, spoiler(s), spoilers/timeline, timeline/spoilers, continuity, set during,"
        " setting, spoiler warning, episode, episodes, season"
    ),
    Field.BETA: (
        "beta, betas, beta reader, beta readers, beta'd by, betaed by, beta-ed by, betad by, beta by, unbeta'd,"
        " unbetaed, бета, beta reading, beta credit, betas by, beta-reader"
    ),
    Field.ARCHIVE: (
        "archive, archiving, archives, distribution, distribution statement, permission to archive,"
        " disclaimer/archive, размещение, archive permission, dist, distro, archived"
    ),
    Field.FEEDBACK: "feedback, fb, feed back, comments, reviews, f/b, отзывы",
    Field.EMAIL: "email, e-mail, email address, feedback to, author email, author's email",
    Field.SOURCE: (
        "url, website, homepage, story url, original source, web site, web page, webpage,"
        " home page, story link, chapter url, fic url, ao3 link, site"
    ),
    Field.LICENCE: "licence, license, lizenz, licencia, licença, licenza, licentie, licens, licencja, лицензия",
    Field.DISCLAIMER: "legal, disclaim, legalities, legal stuff, legalese, copyright, dislaimer, declaimer",
    Field.SERIES: (
        "series, sequel, sequel to, prequel, prequel to, part of, сиквел, series/sequel, reihe, sequel/series, serie"
    ),
    Field.PROMPT: (
        "prompt, challenge, prompts, challenge response, written for, заявка, theme, word prompt, prompt used,"
        " inspiration"
    ),
    Field.RECIPIENT: "recipient, gift for, written as a gift for, giftee, requested by, requester",
    Field.DEDICATION: "dedication, dedicated to, dedications, посвящение, widmung, dedicatoria",
}
_WEAK: dict[Field, str] = {
    Field.AUTHOR: "by, creator, artist, translator, co-author, coauthor",
    Field.TITLE: "name, story, fic, chapter title",
    Field.WARNINGS: "warning, content, contents, trigger, caution",
    Field.NOTES: (
        "author's note, author's notes, authors note, authors notes, author note, author notes, a/n, an, a.n.,"
        " n/a, a/ns, a/n's, ans, note, notes, n/b, n.b., nb, note from the author, notes from the author, от"
        " автора, заметка, примечания, anmerkung, anmerkungen, anmerkung der autorin, anmerkung des autors,"
        " anmerkungen der autorin, anmerkungen des autors, notiz der autorin, notiz des autors, note de l'auteur,"
        " note de l'auteure, notes de l'auteur, note dell'autore, note dell'autrice, note d'autore, notas,"
        " nota, nota de la autora,"
        " nota de autora, notas de la autora, other notes, примечание, author's comments, writer's note, story"
        " notes, misc, extra notes, additional notes, comment, other, acknowledgements, acknowledgments, credits,"
        " credit, thanks, thanks to, special thanks, soundtrack, fyi, p.s., author's ramblings, ramblings, notes"
        " and warnings, notes/warnings, author's thanks, vorwort, autorennotiz, background, foreword, history,"
        " revised, author's rambling"
    ),
    Field.STATUS: "status, complete, completed, wip, статус, part, parts, state, estado, completion",
    Field.LENGTH: (
        "stats, words, word count, wordcount, length, size, размер, chapters, approximate length, länge, kapitel"
    ),
    Field.DATE: (
        "date, posted, posted on, posted at, finished, written, updated, published, submitted, first posted, last"
        " updated, date posted, date written, release date, posting date, datum, fecha, started, date"
        " completed, first published, last edited, edited, dates, дата, completed on, created, written on,"
        " uploaded, year"
    ),
    Field.LANGUAGE: "language, lang, sprache, idioma, langue, язык",
    Field.RECIPIENT: "for",
    Field.SPOILERS: "set, takes place, place in series, placement",
}
_MAIL: dict[Field, str] = {
    Field.AUTHOR: "from",
    Field.TITLE: "subject",
}
_SILENT = "author url, series url, publisher, packaged"
"""What exporters add, which says nothing of the story."""

_TECHNICAL = (
    "newsgroups, message-id, path, lines, organization, nntp-posting-host, nntp-posting-date, references, in-reply-to,"
    " xref, content-type, content-transfer-encoding, mime-version, return-path, received, reply-to, delivered-to,"
    " sender, approved, followup-to, user-agent, precedence, mailing-list, list-unsubscribe, content-length,"
    " x-mailer, x-newsreader, x-sender, x-trace, x-complaints-to, x-priority, x-original-to, errors-to"
)

_ASIDE = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_BEFORE = re.compile(
    r"^(?:the|my|story|fic|fanfic|overall|main|possible|potential|original|brief|short|quick|general|standard)\s+"
)
_AFTER = re.compile(r"\s+(?:for (?:this|the|all) \w+|overall|so far|line|info|information|#?\d{1,2})$")
_PARTS = re.compile(r"\s*(?:[/&+,]|\band\b|\bor\b|\bund\b|\by\b|\bи\b)\s*")


@cache
def find(key: str) -> Label | None:
    """Find what a label means, whatever its capitals, accents of haste and small misspellings."""
    text = " ".join(key.casefold().split()).strip(" .*_~-–—")
    if not text or len(text) > 60 or text[-1].isdigit():
        return None
    label = _TABLE.get(_folded(text)) or _TABLE.get(_folded(_shortened(text))) or _combined(text) or _misspelt(text)
    if label is None and text.startswith("x-") and " " not in text:
        return Label(None, "mail")
    return label


def _folded(text: str) -> str:
    """Reduce a label to its letters, so that `A.N.`, `e mail` and `Authors´ Note` meet their table's spelling."""
    return "".join(char for char in unicodedata.normalize("NFC", text) if char.isalpha() or char == "/")


def _shortened(text: str) -> str:
    plain = _ASIDE.sub("", text).strip()
    return _AFTER.sub("", _BEFORE.sub("", plain)).strip()


def _combined(text: str) -> Label | None:
    """Read `Rating/Warnings` as the first of its parts when every part is a label."""
    parts = [part for part in _PARTS.split(_ASIDE.sub("", text)) if part]
    labels = [_TABLE.get(_folded(_shortened(part))) for part in parts]
    return labels[0] if len(parts) > 1 and all(labels) else None


def _misspelt(text: str) -> Label | None:
    folded = _folded(text)
    allowed = 2 if len(folded) >= 9 else 1 if len(folded) >= 6 else 0
    if not allowed:
        return None
    near = [known for known in _LONG if _may_be_near(folded, known, allowed)]
    if not near or _WORDS.fullmatch(folded):
        return None
    from rapidfuzz.distance import DamerauLevenshtein  # late: few words before a colon need it

    distance, best = min((DamerauLevenshtein.distance(folded, known, score_cutoff=allowed), known) for known in near)
    if distance > allowed:
        return None
    return Label(_TABLE[best].field, "loose")


def _may_be_near(word: str, other: str, allowed: int) -> bool:
    """Tell whether so few changes may lead from one word to another: each adds or takes away two letters at most."""
    return abs(len(word) - len(other)) <= allowed and len(set(word) ^ set(other)) <= 2 * allowed


def _table() -> dict[str, Label]:
    table: dict[str, Label] = {}
    groups: tuple[tuple[Strength, dict[Field, str]], ...] = (
        ("strong", _STRONG),
        ("plain", _PLAIN),
        ("weak", _WEAK),
        ("mail", _MAIL),
    )
    for strength, fields in groups:
        for field, spellings in fields.items():
            for spelling in spellings.split(","):
                table.setdefault(_folded(spelling.strip()), Label(field, strength))
    for spelling in _SILENT.split(","):
        table.setdefault(_folded(spelling.strip()), Label(None, "plain"))
    for spelling in _TECHNICAL.split(","):
        table.setdefault(_folded(spelling.strip()), Label(None, "mail"))
    return table


_TABLE = _table()
_LONG = tuple(known for known, label in _TABLE.items() if len(known) >= 6 and label.strength != "mail")
# Words of stories that lie close to a label.
_WORDS = re.compile(
    "chapter[ivx]*|warming|parting|stations?|statues?|statute|painting|seating|dating|raging|hating|notion|notices|archer"
    "|actor|mission|version|seasons|letters|reading|relations|staring|earnings|morning|warring|mailing|sailing|rising"
)
