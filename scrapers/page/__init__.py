"""One page, from its bytes to the blocks of its document. `scrapers.extract` is the door."""
