"""Tell people: which channels want an alert, its words, and one dependable try to deliver it."""
