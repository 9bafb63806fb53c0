"""The readers: one module per format, each with one function, chosen by content."""
