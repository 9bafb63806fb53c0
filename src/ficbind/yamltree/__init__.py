"""YAML in which every value knows its place, and the problems found in it."""
