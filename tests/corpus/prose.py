"""Prose of our own: paragraphs of the sample anthology, and sentences made by rule in five languages."""

import re
from functools import cache
from pathlib import Path
from random import Random

from corpus.truth import Paragraph, Run

STORIES = Path(__file__).parent.parent.parent / "stories"

_SAMPLES = {
    "en": (
        "lamps/a-short-inventory-of-fog",
        "lamps/lamp-oil",
        "lamps/the-keepers-ledger",
        "tides/low-water",
        "tides/the-ferrymans-daughter",
        "tides/the-last-bus-to-saltmarsh",
        "tides/letters-to-a-lighthouse",
        "tides/the-weight-of-a-bell",
    ),
    "de": ("lamps/das-haus-am-deich",),
}
_LABELLED = re.compile(r".{0,22}:|[^\w\"']")
_STARRED = re.compile(r"\*([^*]+)\*|_([^_]+)_")

# Subject, verb, object, adverbial: all combine in each language.
_GRAMMAR = {
    "en": (
        ("The keeper", "Her brother", "A stranger in a grey coat", "The harbour master", "Nobody on the quay", "Mara"),
        ("counted", "had lost", "carried", "would not sell", "mended", "could never find", "left behind"),
        ("the last lamp", "a box of letters", "the key to the chapel", "seven wet ropes", "an almanac", "the bell"),
        ("before the tide turned", "in the rain", "for the third winter", "without a word", "as if it had been agreed"),
    ),
    "de": (
        ("Der Wärter", "Ihr Bruder", "Eine Fremde", "Die Wirtin am Hafen", "Niemand auf dem Deich", "Jette"),
        ("zählte", "verlor", "trug", "verkaufte", "flickte", "suchte", "vergaß"),
        ("die letzte Lampe", "eine Kiste Briefe", "den Schlüssel zur Kapelle", "sieben nasse Taue", "das Läuten"),
        ("vor der Flut", "im Regen", "im dritten Winter", "ohne ein Wort", "über Nacht"),
    ),
    "fr": (
        ("Le gardien", "Son frère", "Une inconnue", "La patronne du café", "Personne sur le quai", "Hélène"),
        ("comptait", "avait perdu", "portait", "gardait", "réparait", "cherchait", "oubliait"),
        ("la dernière lampe", "une boîte de lettres", "la clé de la chapelle", "sept cordes", "la cloche fêlée"),
        ("avant la marée", "sous la pluie", "depuis trois hivers", "sans un mot", "à l'aube"),
    ),
    "ru": (
        ("Смотритель", "Её брат", "Незнакомец", "Хозяин гавани", "Старый лоцман", "Никто"),
        ("считал", "потерял", "принёс", "продал", "чинил", "искал", "забыл"),
        ("последнюю лампу", "ящик писем", "ключ от часовни", "семь мокрых канатов", "старый колокол"),
        ("до прилива", "под дождём", "третью зиму", "без единого слова", "на рассвете"),
    ),
    "es": (
        ("El farero", "Su hermano", "Una desconocida", "La dueña del café", "Nadie en el muelle", "Inés"),
        ("contaba", "perdió", "llevaba", "guardó", "arreglaba", "buscó", "olvidó"),
        ("la última lámpara", "una caja de cartas", "la llave de la capilla", "siete cuerdas", "la campana"),
        ("antes de la marea", "bajo la lluvia", "desde hacía tres inviernos", "sin una palabra", "al amanecer"),
    ),
}

TRAPS = (
    "Summary justice was what they called it in the harbour, and nobody who had seen it once wanted to see it again.",
    "Warning bells rang all along the coast that night, and by the morning three boats had not come home.",
    "Part of me wanted to run. The rest of me had already put the kettle on and was looking for the second cup.",
    "Chapter and verse, he said, and he gave it to them until the candles were down to the brass.",
    "Rating: that was the word the insurance man used for what the house was worth, and Mara never forgave him for it.",
    "Note the time, her father used to say, so that afterwards you can tell them when it was that you were happy.",
    "Characters like the old pilot did not die; they went to live with a sister in the town and were never seen again.",
    "By the end of that week there was not a lamp left in the village that anyone would have called a lamp.",
    '"I don\'t own anything worth stealing," the keeper said, and he turned out his pockets on the table to prove it.',
    "Title and deed to the house had gone into the sea with the lawyer, and the lawyer had not been a swimmer.",
    '"Status?" said the voice in the wireless. "Wet," said Joe, and put the thing back on its hook.',
    "Book in hand, she left by the window, since the door had always been her mother's idea of how to leave.",
    '"Disclaimer: I was drunk," said the pilot. "Feedback: so was the sea," said his wife, and went on with the fish.',
    "The end of the pier was gone in the morning, and with it the bench where they had meant to be married.",
    "Series of knocks, three and two and three, went along the pipes at midnight, and the whole house pretended to sleep.",
    "Author of all her troubles, he sat at the foot of the stairs with his boots in his hand and looked sorry for it.",
    '"Rated for twelve persons," Tess read from the plate above the door. There were nineteen of them, and the goat.',
    "Words: that was all he had ever given her, and she had kept every one of them in a biscuit tin.",
    "I should thank you for reading this far, the letter went on, since nobody reads my letters to the end.",
    "From: that was the only word on the parcel that the rain had left, and it was enough to keep them up all night.",
)
"""Prose that begins or reads like the labels of a header, a heading or a note."""


@cache
def sampled(language: str) -> tuple[str, ...]:
    """Give the paragraphs of the sample anthology that stand by themselves."""
    found: dict[str, None] = {}
    for name in _SAMPLES.get(language, ()):
        for block in (STORIES / f"{name}.txt").read_text(encoding="utf-8").split("\n\n"):
            text = " ".join(block.split())
            if 60 < len(text) < 700 and text[-1] in '.?!"' and not _LABELLED.match(text):
                found[text.replace("´", "'")] = None
    return tuple(found)


def sentence(pick: Random, language: str) -> str:
    """Make a sentence by rule."""
    return " ".join(pick.choice(words) for words in _GRAMMAR[language]) + "."


def paragraph(pick: Random, language: str) -> Paragraph:
    """Make a paragraph of sentences by rule, sometimes with emphasis or strong emphasis on one of them."""
    made = [sentence(pick, language) for _ in range(pick.randint(2, 5))]
    if pick.random() < 0.25:
        made[0] = f'"{made[0][:-1]}," {_SAID[language]}.'
    if pick.random() < 0.3:
        place = pick.randrange(len(made))
        runs = (" ".join(made[:place]), made[place], " ".join(made[place + 1 :]))
        style = "strong" if pick.random() < 0.15 else "em"
        before, after = runs[0] and f"{runs[0]} ", runs[2] and f" {runs[2]}"
        return tuple(run for run in (Run(before), Run(runs[1], style), Run(after)) if run.text)
    return (Run(" ".join(made)),)


_SAID = {"en": "she said", "de": "sagte sie", "fr": "dit-elle", "ru": "сказала она", "es": "dijo ella"}


def starred(text: str) -> Paragraph:
    """Read the stars and underscores of a text file as emphasis."""
    runs, place = [], 0
    for found in _STARRED.finditer(text):
        runs += [Run(text[place : found.start()]), Run(found[1] or found[2], "em")]
        place = found.end()
    runs.append(Run(text[place:]))
    return tuple(run for run in runs if run.text)
