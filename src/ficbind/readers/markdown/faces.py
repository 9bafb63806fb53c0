"""Tags of raw HTML that set a face, `<i>` and its like: ended with each piece of text, and begun anew in the next."""

import re

from ficbind.records import dataclass, field

_FACES = (
    "a|abbr|b|big|cite|code|del|dfn|em|font|i|ins|kbd|label|mark|nobr|q|s|samp|small|span|strike|strong|sub|sup|time"
    "|tt|u|var"
)
"""The formatting elements of HTML (Living Standard, section 13.2.4.3) and the other elements within lines."""

_TAG = re.compile(rf"<!--.*?-->|<(?P<close>/?)(?P<name>{_FACES})(?=[\s/>])[^>]*>", re.I | re.S)
_BEGUN_ANEW = frozenset(
    {"b", "big", "code", "em", "font", "i", "s", "small", "strike", "strong", "tt", "u", "del", "ins", "mark"}
)
_MOST = 16


@dataclass(slots=True)
class Faces:
    """The tags that are open, outermost first: name and the whole tag."""

    opened: list[tuple[str, str]] = field(default_factory=list)

    def see(self, html: str) -> None:
        """Take account of the tags in a piece of HTML."""
        for tag in _TAG.finditer(html):
            name = (tag["name"] or "").lower()
            if name and not tag["close"]:
                self.opened.append((name, " ".join(tag.group().split())))
            elif name:
                last = next((at for at in reversed(range(len(self.opened))) if self.opened[at][0] == name), None)
                if last is not None:
                    del self.opened[last]

    def begin(self) -> str:
        """Give the tags with which a piece of text begins."""
        self.opened = [each for each in self.opened if each[0] in _BEGUN_ANEW][:_MOST]
        return "".join(tag for _, tag in self.opened)

    def end(self) -> str:
        """Give the tags that end what is open."""
        return "".join(f"</{name}>" for name, _ in reversed(self.opened))
