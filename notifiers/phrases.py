"""Small parts of sentences in English, for the page and commands: lists, days, moments. Pure."""

from __future__ import annotations

from notifiers.lexicon import ENGLISH

listed = ENGLISH.listed
day = ENGLISH.day
moment = ENGLISH.moment
