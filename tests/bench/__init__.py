"""Speed and memory beside other tools, as ratios measured in one run, and how well story files are read."""
