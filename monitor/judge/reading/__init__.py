"""What one policy says: sentences, items and rows as practices, by the rules in `monitor/judge/rules`. Pure."""
