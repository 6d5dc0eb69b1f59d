"""What there is to decide between judging and telling, as pure functions of data and `now`."""
