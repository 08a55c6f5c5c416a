"""Negotiation-position tracker: who demanded what, and who said yes, no or later."""

__version__ = "0.1.0"
