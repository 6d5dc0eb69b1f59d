"""What one check is made of, below `monitor.pipeline`: what was seen, what it comes to, what is written."""
