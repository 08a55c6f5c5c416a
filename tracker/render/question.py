"""A question to the person at the terminal, with what may be answered."""

from __future__ import annotations

from tracker.errors import Question
from tracker.render.screen import Screen
from tracker.render.sheet import Cell, Column, Sheet
from tracker.render.theme import Role

MOST_LISTED = 20


def draw_question(question: Question, screen: Screen) -> None:
    """Show a question and its choices, one a line."""
    screen.print_line([Cell(question.words, Role.HEADING)])
    listed = question.choices[:MOST_LISTED]
    if listed:
        rows = [(Cell(""), Cell(value), Cell(about, Role.MUTED)) for value, about in listed]
        screen.print_sheet(Sheet([Column(""), Column(""), Column("", flex=1)], rows))
    if len(question.choices) > MOST_LISTED:
        screen.print_line([Cell("… and others", Role.MUTED)], indent=2)
