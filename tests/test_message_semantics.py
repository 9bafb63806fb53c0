"""Messages of a telephone as screen readers are told of them."""

import pytest

from ficbind.writers.epub.message_semantics import message_semantics

TERMS = {"sent": "Sent", "received": "Received"}
SENT = '<div class="message sent"><p>Where are you?</p></div>'
RECEIVED = '<div class="message"><p>Here.</p></div>'
SAID_SENT = '<div class="message sent" role="group" aria-label="Sent"><p>Where are you?</p></div>'
SAID_RECEIVED = '<div class="message" role="group" aria-label="Received"><p>Here.</p></div>'
NAMED = '<div class="message sent"><p class="sender">Mara</p><p>Here.</p></div>'


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (SENT + RECEIVED, SAID_SENT + SAID_RECEIVED),
        (NAMED + SENT, NAMED + SAID_SENT),
        (SENT + NAMED, SAID_SENT + NAMED),
        (RECEIVED, RECEIVED),
        ('<p class="sent">No message.</p>', '<p class="sent">No message.</p>'),
    ],
)
def test_a_message_without_a_name_says_its_side(given: str, told: str) -> None:
    assert message_semantics(given, TERMS) == told
    assert message_semantics(given, {}) == given
