"""Searching texts: the words they are made of, what is sought, and where it stands. Pure."""
