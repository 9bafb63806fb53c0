"""Judges of finished books."""
