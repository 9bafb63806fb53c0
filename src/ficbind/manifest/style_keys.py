"""The keys of a manifest's style: its name, and every option that styles know."""

from ficbind.looks import OPTIONS, Option
from ficbind.manifest import scalars
from ficbind.manifest.kinds import Key, Keys, Words

STYLE_NAME = Words("the name of a style", scalars.text)


def _key(option: Option) -> Key:
    kind = Words(option.kind, option.read, choices=option.choices, boolean=option.boolean)
    return Key(option.name, kind, option.doc, option.example, "by the style")


STYLE = Keys(
    "a table of a style",
    (Key("name", STYLE_NAME, "Which style.", "name: modern", "classic"), *map(_key, OPTIONS)),
)
