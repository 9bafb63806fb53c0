"""The reader for Markdown."""
