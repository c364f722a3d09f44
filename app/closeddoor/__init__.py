"""Closed Door: leaders practise judging AI where nobody is watching."""

__version__ = "0.1.0"
