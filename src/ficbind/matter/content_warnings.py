"""What stories warn of: on a page of its own, so that who would rather not know need not see it."""

from markupsafe import Markup

from ficbind.conventions import archive_warnings
from ficbind.matter.knowledge import Entry, Knowledge
from ficbind.matter.labels import Labels
from ficbind.matter.language import marks
from ficbind.matter.order import Order
from ficbind.matter.story_front import values
from ficbind.matter.templates import as_markup, escaped, render
from ficbind.model import Field, Story
from ficbind.records import dataclass
from ficbind.xhtml import Body

ALL, ASKED = "content-warnings", "warnings-on-request"
"""The page of all stories, and that of the warnings which authors give on request only."""


@dataclass(frozen=True, slots=True)
class Warned:
    """A story and what it warns of; `id` is the target that leads here."""

    id: str
    story: Entry
    sayings: tuple[Markup, ...]


def all_warnings(known: Knowledge, heading: Markup | None, above: Body | None = None) -> Body | None:
    """Say of each story what it warns of; none when no story says anything."""
    if not any(values(story, Field.WARNINGS) for story in known.stories):
        return None
    stories = [_warned(story, known) for story in known.stories]
    over = as_markup(above) or _paragraph(known.words, "above")
    return render("content-warnings", heading=heading, above=over, stories=stories)


def asked_warnings(known: Knowledge, heading: Markup | None, above: Body | None = None) -> Body | None:
    """Say what the stories warn of whose authors tell it on request only."""
    hidden = [story for story in known.stories if is_hidden(story)]
    if not hidden:
        return None
    stories = [Warned(f"{story.key}-{ASKED}", known.entry(story), _sayings(story, known)) for story in hidden]
    over = as_markup(above) or _paragraph(known.words, "above-asked")
    return render("content-warnings", heading=heading, above=over, stories=stories)


def is_hidden(story: Story) -> bool:
    """Tell whether a story warns of something, on request only."""
    return story.warns_on_request and _names_any(story)


def reference(story: Story, pages: Order, words: Labels) -> Markup | None:
    """Give what stands on a story's own page in place of its warnings: a link to them, where a page has them."""
    if not _names_any(story):
        return None
    kind = ASKED if story.warns_on_request else ALL
    fronts, backs = ({slot.id for slot in slots} for slots in (pages.front, pages.back))
    if kind not in fronts | backs:
        return None
    said = words.words["warning.asked"] if story.warns_on_request else words.page(ALL)
    return _link(f"{story.key}-{kind}", words.say(said), in_front=kind in fronts)


def _warned(story: Story, known: Knowledge) -> Warned:
    id_ = f"{story.key}-{ALL}"
    if not is_hidden(story):
        return Warned(id_, known.entry(story), _sayings(story, known))
    asked = known.words.say(known.words.words["warning.asked"])
    return Warned(id_, known.entry(story), (_link(f"{story.key}-{ASKED}", asked, in_front=False),))


def _sayings(story: Story, known: Knowledge) -> tuple[Markup, ...]:
    own = marks(story.language, known.manifest.language)
    return tuple(_saying(value, own, known.words) for value in values(story, Field.WARNINGS)) or (
        known.words.say(known.words.words["warning.silent"]),
    )


def _saying(value: str, own: Markup, words: Labels) -> Markup:
    """Say what an archive's phrase means in words of ours; all else is the author's own."""
    said = archive_warnings.statement(value)
    if said:
        return words.say(words.words[f"warning.{said}"])
    return Markup("<span{}>{}</span>").format(own, value) if own else escaped(value)


def _names_any(story: Story) -> bool:
    return any(archive_warnings.statement(value) is None for value in values(story, Field.WARNINGS))


def _link(target: str, text: Markup, *, in_front: bool) -> Markup:
    return Markup('<a href="#{}" class="{}">{}</a>').format(target, "see-front" if in_front else "see", text)


def _paragraph(words: Labels, key: str) -> Markup:
    return Markup("<p>{}</p>").format(words.say(words.words[f"warning.{key}"]))
