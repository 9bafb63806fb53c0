"""The writers: one package per output format."""
