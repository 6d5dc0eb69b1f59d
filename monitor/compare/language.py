"""The language of a text; the detection itself is shared with reading pages and lies in the ground layer."""

from monitor.model.language import language_of

__all__ = ["language_of"]
