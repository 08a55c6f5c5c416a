"""Asking for what a command lacks, where a person sits at the terminal.

Nothing has been written by then, and nothing is held open while the person thinks: the answer is
put into the command line, and the command is run again from its beginning.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

from tracker.commands.completing import context_of, values
from tracker.commands.failing import report, report_usage, usage_sentence
from tracker.commands.typed import Typed, read
from tracker.context import World
from tracker.errors import Question, TrackerError, UsageError
from tracker.render.question import draw_question
from tracker.render.screen import for_stream

Attempt: TypeAlias = Callable[[Sequence[str], World], int]

PROMPT = "> "
INTERRUPTED = 130
WITHOUT_DATABASE = frozenset({"init", "demo", "import", "completion", "path", "restore", "doctor"})
"""Commands that make a database where there is none, or need none."""


def may_ask(arguments: Sequence[str], world: World) -> bool:
    """Whether a person is there and wants to be asked."""
    if "--no-input" in _before_literals(arguments):
        return False
    return world.stdin.isatty() and world.stderr.isatty()


def after_failure(error: Any, arguments: Sequence[str], world: World, attempt: Attempt) -> int:
    """Ask for the value that was missing, and run the command with it; else report wrong usage.

    Raises:
        TrackerError: what the last attempt failed of, or would fail of whatever is answered.
    """
    lacking = error
    if not isinstance(error, TrackerError):
        if not hasattr(error, "param_type") or not may_ask(arguments, world):
            return report_usage(error, world)
        line = read(error.ctx.find_root().command, arguments)
        _look_for_database(line, world)
        question = _question(error.param, line, world)
        lacking = UsageError(usage_sentence(error), question=question)
    try:
        return _answered(lacking, arguments, world, attempt)
    except KeyboardInterrupt:
        print(file=world.stderr)
        return INTERRUPTED


def _look_for_database(line: Typed, world: World) -> None:
    """Fail before anything is asked where the answers would be lost for want of a database.

    Raises:
        TrackerError: there is none, or it cannot be used.
    """
    if line.names[0] not in WITHOUT_DATABASE:
        with context_of(line, world).looking():
            pass


def _question(parameter: Any, line: Typed, world: World) -> Question:
    """What to ask for the option or argument that typer found missing."""
    option = next((name for name in parameter.opts if name.startswith("--")), "")
    name = f"{option} {parameter.metavar or ''}".strip() if option else parameter.metavar
    try:
        choices = values(line, parameter, "", world).offers
    except TrackerError:  # a question without its choices is better than none
        choices = ()
    return Question(f"{name}: {parameter.help}" if parameter.help else name, option, choices)


def _answered(
    lacking: TrackerError, arguments: Sequence[str], world: World, attempt: Attempt
) -> int:
    """Ask what would have spared the failure, until the command goes well or fails of other things.

    Raises:
        TrackerError: what the last attempt failed of; `lacking` where nobody answers.
    """
    question = lacking.question
    if question is None or not may_ask(arguments, world):
        raise lacking
    screen = for_stream(world.stderr, env=world.environment)
    draw_question(question, screen)
    while True:
        answer = _answer(world)
        if answer is None:
            raise lacking
        longer = with_answer(arguments, question, answer)
        try:
            return attempt(longer, world)
        except TrackerError as error:
            unanswered = error.question is not None  # it was asked for, and nobody answered
            if unanswered or not _is_about(error, answer, question):
                raise
            report(error, world)
            draw_question(question._replace(choices=()), screen)


def _answer(world: World) -> str | None:
    """What the person types, without the spaces around it; None at the end of the input.

    Raises:
        UsageError: it is no text.
    """
    while True:
        print(PROMPT, end="", file=world.stderr, flush=True)
        try:
            line = world.stdin.readline()
        except UnicodeDecodeError:
            raise UsageError("The answer is not valid UTF-8 text.") from None
        if not line:
            print(file=world.stderr)
            return None
        if line.strip():
            return line.strip()


def _is_about(error: TrackerError, answer: str, question: Question) -> bool:
    """Whether an error speaks of the answer, as each names the value that it is about."""
    if f"“{answer}”" in str(error):
        return True
    refs = [each.strip() for each in answer.split(",")] if question.choices else []
    return any(re.search(rf"(?<!\w){re.escape(each)}(?!\w)", str(error)) for each in refs if each)


def with_answer(arguments: Sequence[str], question: Question, answer: str) -> list[str]:
    """The arguments of a command with the answer to a question among them."""
    option = question.option
    chosen = answer.casefold() in (value.casefold() for value, _ in question.choices)
    if question.otherwise and not chosen:
        option = question.otherwise
    before = _before_literals(arguments)
    literals = list(arguments[len(before) :])
    if option:
        return [*before, f"{option}={answer}", *literals]
    return [*before, *(literals or ["--"]), answer]


def _before_literals(arguments: Sequence[str]) -> list[str]:
    """The arguments up to `--`, after which nothing is an option."""
    line = list(arguments)
    return line[: line.index("--")] if "--" in line else line
