"""What became of the facts of a passage, in words. Pure."""
