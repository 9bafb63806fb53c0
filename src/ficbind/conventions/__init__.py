"""What lines of a story mean by convention: patterns and small pure functions, no files, no trees."""
