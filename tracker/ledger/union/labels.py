"""The labels of a demand as it was put, learned from several copies: pure, whichever is first."""

from collections.abc import Iterator
from typing import NamedTuple

from tracker.ledger.union.facts import Labels


class Label(NamedTuple):
    """What a demand here was put as.

    Attributes:
        opening: id of the move that put it first; None where only answers are known.
        title: the title that somebody chose for it, if any.
        issue: path of its issue, if any.
        proponent: code of the party that puts it, if known.
        kind: what it is.
    """

    opening: str | None
    title: str | None
    issue: str | None
    proponent: str | None
    kind: str | None

    def kept(self, labels: "Label", told: Labels) -> Iterator[str]:
        """A sentence for each label that two copies say differently."""
        for field in ("title", "issue"):
            ours, theirs = getattr(self, field), getattr(told, field)
            if ours and theirs and ours != theirs:
                kept = getattr(labels, field)
                other = theirs if kept == ours else ours
                yield f"{told.key} keeps the {field} “{kept}”, not “{other}”"


def learned(ours: Label, told: Labels, *, is_new: bool) -> Label:
    """The labels of a demand with what another copy tells of them.

    Args:
        ours: the labels here.
        told: what is told; of one known from answers alone, who puts it and its kind, too.
        is_new: whether it was added by this union, so that nothing of it was known here.
    """
    labels = ours._replace(
        title=_either(ours.title, told.title), issue=_either(ours.issue, told.issue)
    )
    if told.opening is not None:
        return labels
    first = told.parties[0] if told.parties else None
    kinds = [each for each in (ours.kind, told.kind) if each]
    return labels._replace(
        proponent=_either(ours.proponent, first), kind=told.kind if is_new else min(kinds)
    )


def _either(ours: str | None, theirs: str | None) -> str | None:
    """One of two values, the same whichever side it is looked at from."""
    return min((each for each in (ours, theirs) if each), default=None)
