"""Story files as people have them, with the truth about each: prose of our own, put into every format by rule.

The writers know the formats from the programs that make them, never from the readers, so that reading is measured.
"""
