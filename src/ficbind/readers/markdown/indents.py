"""Lines that are indented: code by the rules of Markdown, in stories a paragraph unless they are drawn."""

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock

from ficbind.readers import drawn, entries


def keep_drawn(parser: MarkdownIt) -> None:
    """Let indented lines, up to a blank one, be code only where their spaces are meant."""
    ruler = parser.block.ruler
    rule = next(each.fn for each in ruler.__rules__ if each.name == "code")

    def watched(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 (markdown-it's signature)
        rows = _rows(state, start, end)
        return _is_drawn(rows, state) and rule(state, start, start + len(rows), silent)

    ruler.at("code", watched)


def _rows(state: StateBlock, start: int, end: int) -> list[str]:
    """Give the lines that stand indented together."""
    last = start
    while last < end and not state.isEmpty(last) and state.is_code_block(last):
        last += 1
    return [state.src[state.bMarks[number] : state.eMarks[number]] for number in range(start, last)]


def _is_drawn(rows: list[str], state: StateBlock) -> bool:
    """Tell a drawing from the lines of a header, which stand at the top of the text."""
    at_top = not any(token.type == "inline" for token in state.tokens)
    return drawn.is_drawn(rows) and not (at_top and all(entries.parse(row) for row in rows))
