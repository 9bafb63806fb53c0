"""Judging: EPUBCheck's verdict and our own rules on any EPUB, in plain words, whoever made it."""
