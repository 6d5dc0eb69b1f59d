"""The page and the API, served by the daemon: they read the store and change nothing but deliveries and reviews.

app.py        the routes put together, and what every answer carries
server.py     uvicorn in a thread of the daemon
security.py   who may ask: host names, password, tokens, forms; the headers of every answer
overview.py vendor.py change.py version.py search.py status.py     a file per page
feeds.py health.py api/                                            for programs
passages.py charts.py standing.py wording.py                       pure: what pages show, computed
"""
