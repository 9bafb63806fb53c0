"""Stories made by rule: the nth is always the same."""

from dataclasses import replace
from random import Random

from corpus import prose
from corpus.truth import Chapter, Paragraph, Scene, Work, text_of
from ficbind.metadata import Field

_THINGS = ("Lantern", "Tide", "Ledger", "Bell", "Harbour", "Door", "Winter", "Orchard", "Ferry", "Compass", "Saltworks")
_KINDS = ("Quiet", "Last", "Borrowed", "Unlit", "Seventh", "Paper", "Drowned", "Patient", "Crooked", "Small")
_NAMES = ("Mara Venn", "Tess Oller", "Joe Hask", "Ida Quill", "Anselm Roe", "Petra Lund", "Old Corrie", "Wil Farrow")
_PSEUDS = (
    "tide_and_lamp", "Wren Halloway", "MARA", "a_small_fog", "Jo H.", "lantern-eater", "quietbell99", "K. L. Farrow",
    "Ostrander", "saltandiron", "thesecondkeeper", "Bea O'Dell", "nightferry", "Anders Thole",
)  # fmt: skip
_FANDOMS = ("Saltmarsh Chronicles", "The Lamp Keepers (TV)", "Harbour & Daughters - M. Quill", "Farrow Head")
_TAGS = (
    "Slow Burn", "Lighthouses", "Found Family", "Hurt/Comfort", "no beta we drown like sailors", "Winter", "Fluff",
    "Alternate Universe - Canon Divergence", "Letters", "the goat lives", "Pre-Canon", "Angst with a Happy Ending",
)  # fmt: skip
_WARNINGS = ("No Archive Warnings Apply", "Major Character Death", "Graphic Depictions Of Violence")
_RATINGS = ("General Audiences", "Teen And Up Audiences", "Mature", "Explicit", "Not Rated")
_NOTES = (
    "Thank you to everybody who waited for this. It grew in the telling.",
    "Written in one night over a chip shop; all mistakes are mine.",
    "I know nothing about boats. Please be kind about the boats.",
    "This one is for R., who asked what happened to the goat.",
    "The next chapter will be longer, I promise.",
)
_CLOSING = (
    "Thanks for reading! Comments are very welcome.",
    "Sorry for the wait. Life got in the way, and then the tide.",
    "See you next week with the next chapter.",
    "Let me know what you think of the ending.",
)
_LANGUAGES = {"en": "English", "de": "Deutsch", "fr": "Français", "ru": "Русский", "es": "Español"}
_CHAPTER_TITLES = (
    "The Stairs", "What the Fog Left", "Low Water", "A Visitor", "Oil", "Inventory", "The Second Key", "Home",
    "Eleven Minutes Past Ten", "Nobody's Boat", "Bread and Salt", "The Letter",
)  # fmt: skip


def work(number: int, language: str = "en", chapters: int | None = None) -> Work:
    """Make the nth story."""
    pick = Random(f"{number}/{language}")
    count = chapters or pick.choice((1, 1, 1, 2, 3, 3, 4, 6))
    made = _chapters(pick, language, count)
    return Work(number, language, _facts(pick, number, language), made)


def _facts(pick: Random, number: int, language: str) -> dict[Field, tuple[str, ...]]:
    names = pick.sample(_NAMES, 4)
    pairs = (f"{names[0]}/{names[1]}", f"{names[2]} & {names[3]}")
    return {
        Field.TITLE: (_title(pick),),
        Field.AUTHOR: tuple(pick.sample(_PSEUDS, 2 if pick.random() < 0.12 else 1)),
        Field.SUMMARY: _summary(pick, language),
        Field.RATING: (pick.choice(_RATINGS),),
        Field.CATEGORY: (pick.choice(("F/F", "M/M", "F/M", "Gen")),),
        Field.FANDOM: tuple(pick.sample(_FANDOMS, pick.choice((1, 1, 2)))),
        Field.PAIRING: pairs[: pick.choice((1, 2))],
        Field.CHARACTERS: tuple(names[: pick.choice((2, 3, 4))]),
        Field.WARNINGS: (pick.choice(_WARNINGS),),
        Field.TAGS: tuple(pick.sample(_TAGS, pick.randint(2, 5))),
        Field.SERIES: (f"Part {pick.randint(1, 9)} of The {pick.choice(_KINDS)} Coast",) if number % 3 == 0 else (),
        Field.LANGUAGE: (_LANGUAGES[language],),
        Field.SOURCE: (f"https://archiveofourown.org/works/{4_000_000 + number * 7919}",),
        Field.NOTES: tuple(pick.sample(_NOTES, 1)) if number % 4 == 1 else (),
        Field.STATUS: ("Complete",),
        Field.GENRE: tuple(pick.sample(("Drama", "Romance", "Mystery", "Angst", "Family", "Humor"), 2)),
    }


def _title(pick: Random) -> str:
    kind, thing, other = pick.choice(_KINDS), pick.choice(_THINGS), pick.choice(_THINGS)
    return pick.choice(
        (
            f"The {kind} {thing}",
            f"The {kind} {thing}",
            f"{kind} {thing}, {other}",
            f"What the {thing} Said",
            f"the {kind.lower()} {thing.lower()} (and how to keep it)",
            f"{thing} & {other}",
            f"{thing}: A {kind} Story",
            f"Where Is the {kind} {thing}?",
            f"{pick.randint(2, 99)} {kind} Nights",
            f"...and the {thing} after",
        )
    )


def _summary(pick: Random, language: str) -> tuple[str, ...]:
    first = " ".join(prose.sentence(pick, language) for _ in range(pick.randint(1, 3)))
    return (first, prose.sentence(pick, language)) if pick.random() < 0.2 else (first,)


def _chapters(pick: Random, language: str, count: int) -> tuple[Chapter, ...]:
    supply = _supply(pick, language)
    titles = pick.sample(_CHAPTER_TITLES, count)
    titled, noted = pick.random() < 0.75, pick.random() < 0.4
    made = []
    for place in range(count):
        scenes = tuple(_scene(pick, supply) for _ in range(pick.choice((1, 2, 3))))
        before = (pick.choice(_NOTES),) if noted and pick.random() < 0.6 else ()
        after = (pick.choice(_CLOSING),) if noted and pick.random() < 0.6 else ()
        summary = (prose.sentence(pick, language),) if count > 1 and noted and pick.random() < 0.3 else ()
        made.append(Chapter(titles[place] if titled and count > 1 else "", scenes, before, after, summary))
    return tuple(_trapped(pick, made) if language == "en" else made)


def _supply(pick: Random, language: str) -> list[Paragraph]:
    """Gather paragraphs of which no two are the same."""
    made = [prose.starred(text) for text in prose.sampled(language)]
    made += [prose.paragraph(pick, language) for _ in range(140)]
    apart = list({text_of(each): each for each in made}.values())
    pick.shuffle(apart)
    return apart


def _scene(pick: Random, supply: list[Paragraph]) -> Scene:
    return tuple(supply.pop() for _ in range(pick.randint(3, 7)))


def _trapped(pick: Random, chapters: list[Chapter]) -> list[Chapter]:
    """Put prose that reads like a label into some chapters, at the head of a scene or within it."""
    traps = list(prose.TRAPS)
    pick.shuffle(traps)
    made = []
    for chapter in chapters:
        scenes = list(chapter.scenes)
        if pick.random() < 0.5:
            place = pick.randrange(len(scenes))
            at = pick.choice((0, 1, 1, 2))
            trap = prose.starred(traps.pop())
            scenes[place] = (*scenes[place][:at], trap, *scenes[place][at:])
        made.append(replace(chapter, scenes=tuple(scenes)))
    return made
