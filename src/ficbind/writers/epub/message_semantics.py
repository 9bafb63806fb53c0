"""Messages of a telephone for screen readers: which side one stands on says who sent it, where no name does."""

import re
from collections.abc import Mapping
from functools import partial

# In canonical XHTML ">" is escaped inside attribute values.
_UNSIGNED = re.compile(
    r'<div\b(?=[^>]*?\sclass="message(?P<sent> sent)?")[^>]*(?=>(?!(?:(?!</div>).)*?\sclass="sender"))', re.S
)
_SENT = 'class="message sent"'


def message_semantics(blocks: str, terms: Mapping[str, str]) -> str:
    """Say of each message without a name whether it was sent or received, where there are both.

    `terms` has the words "sent" and "received" in the language of the text.
    """
    if _SENT not in blocks or not terms:
        return blocks
    return _UNSIGNED.sub(partial(_said, terms), blocks)


def _said(terms: Mapping[str, str], tag: re.Match[str]) -> str:
    # A label needs a role (ARIA in HTML, 4: `aria-label` is not allowed on an element of the role generic).
    return f'{tag[0]} role="group" aria-label="{terms["sent" if tag["sent"] else "received"]}"'
