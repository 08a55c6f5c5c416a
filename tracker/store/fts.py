"""What is sought, as FTS5 takes it."""

from tracker.searching.sought import Sought, Term


def expression(sought: Sought) -> str:
    """What is sought. Every word is quoted, so that none is a part of the syntax of FTS5."""
    wanted = " AND ".join(map(_phrase, sought.terms))
    if not sought.without:
        return wanted
    return f"({wanted}) NOT ({' OR '.join(map(_phrase, sought.without))})"


def _phrase(term: Term) -> str:
    return f'"{" ".join(term.words)}"{" *" if term.begins else ""}'
