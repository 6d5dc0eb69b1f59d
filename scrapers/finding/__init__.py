"""From a vendor's site to the addresses of its documents. `scrapers.discover` is the door."""
