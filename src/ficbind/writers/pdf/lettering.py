"""What each drawn sign says: the letters that one who copies, searches or hears a PDF is given for it.

The typesetter asks Pango which letters a sign stands for, once for each sign. Where a letter and its mark share a
cluster in a line that runs to the left (`شيئًا`), it gives both to the mark, nothing to the letter, and keeps to that to
the end of the book.
"""

import io
from collections.abc import Mapping
from functools import cached_property
from typing import Any
from unicodedata import combining, normalize


class Letters(dict[int, str]):
    """The letters of a face's signs; those of a cluster are shared out, and a sign without any is asked for again."""

    def __init__(self, face: Any) -> None:
        super().__init__()
        self._face = face
        self._drawn: int | None = None
        self._cluster: list[int] = []
        self._text = ""

    def __contains__(self, sign: object) -> bool:
        if not isinstance(sign, int):
            return False
        known = self.get(sign, "")
        if known and known in self._text:
            self._share(sign)
        elif known:
            self._cluster = []
        self._drawn = sign
        return bool(known)

    def __setitem__(self, sign: int, letters: str) -> None:
        if letters:
            marked = letters[1:] and not combining(letters[0]) and all(map(combining, letters[1:]))
            self._cluster, self._text = [sign] if marked else [], letters
            super().__setitem__(sign, letters)
        elif not self._share(sign):
            super().__setitem__(sign, self._named.get(sign, ""))

    def _share(self, sign: int) -> bool:
        """Share out the letters of the cluster that the sign ends, which is drawn from its last mark to its letter."""
        open_ = 0 < len(self._cluster) < len(self._text)
        if open_:
            self._cluster.append(sign)
            last = len(self._cluster) - 1
            for place, each in enumerate(reversed(self._cluster)):
                super().__setitem__(each, self._text[place:] if place == last else self._text[place])
        return open_

    @cached_property
    def _named(self) -> Mapping[int, str]:
        """Read from the face which letter each sign is made for."""
        from fontTools.ttLib import TTFont  # late: few books need it

        font = TTFont(io.BytesIO(self._face.file_content), fontNumber=self._face.index, lazy=True)
        return {font.getGlyphID(name): normalize("NFKC", chr(each)) for each, name in font.getBestCmap().items()}


class Faces(dict[Any, Any]):
    """The faces of a document as it is drawn."""

    def __setitem__(self, key: Any, face: Any) -> None:
        face.to_unicode = Letters(face)
        super().__setitem__(key, face)
