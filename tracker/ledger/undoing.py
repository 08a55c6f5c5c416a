"""Undoing a recorded command, by moves and changes of the registry that make up for its own."""

from collections.abc import Iterator
from datetime import date

from tracker.diff import Diff
from tracker.errors import Refused
from tracker.ledger import reverting
from tracker.ledger.case import Case
from tracker.ledger.imports import change_since
from tracker.ledger.logbook import FROM_OTHERS, UNDONE, Command
from tracker.ledger.mending import strike
from tracker.ledger.moves import move_of
from tracker.ledger.recording import Recorder
from tracker.ledger.reverting import Change
from tracker.ledger.stamp import Stamp
from tracker.model import Move, Verb
from tracker.named import NamedTuple
from tracker.store import registry
from tracker.store.store import Store


class Undone(NamedTuple):
    """What undoing a command did, or would do.

    Attributes:
        command: the command that is undone.
        struck: the moves it had recorded, which are taken out.
        restored: the moves it had set aside as they stand again, each with its new id.
        changes: the changes of the registry that are taken back.
        left: the additions to the registry that stay, because the history names them.
        diffs: for each negotiation by its title, what becomes of its positions.
    """

    command: Command
    struck: list[Move]
    restored: list[Move]
    changes: list[Change]
    left: list[Change]
    diffs: dict[str, Diff]


class Content(NamedTuple):
    """A command with what it recorded; `moves` and `changes` are empty where they are many.

    Attributes:
        counts: how many moves and changes of the registry there are.
    """

    command: Command
    counts: tuple[int, int]
    moves: list[Move]
    changes: list[Change]


FEW = 3


def content(store: Store, command: Command) -> Content:
    """What a command recorded; only how much, where it is more than a few."""
    counts = (command.moves[1] - command.moves[0], command.changes[1] - command.changes[0])
    cases = _cases(store, command) if counts[0] <= FEW else ()
    return Content(
        command,
        counts,
        [each for case in cases for each in moves_of(case, *command.moves)],
        reverting.changes(store, *command.changes)[::-1] if counts[1] <= FEW else [],
    )


def _cases(store: Store, command: Command, today: date | None = None) -> Iterator[Case]:
    """The negotiations that a command recorded moves in."""
    by_id = {each.id: each for each in registry.negotiations(store)}
    where = {"after": command.moves[0], "until": command.moves[1]}
    for (key,) in store.all("negotiations_of_moves", where):
        yield Case(store, by_id[key], today)


def undo(store: Store, command: Command, stamp: Stamp) -> Undone:
    """Undo a command within the open transaction: what it put is struck, what it set aside stands.

    Raises:
        Refused: others have spoken of what it put since, or it brought what others recorded.
    """
    if command.name in FROM_OTHERS:
        raise Refused(
            f"The last command was “{command.name}”, which brought what others recorded; that is "
            "not undone here. Correct or strike what is wrong."
        )
    done = Undone(command, [], [], [], [], {})
    for case in _cases(store, command, stamp.today):
        last = store.one("last_move")
        demands = _undo_moves(case, stamp, done)
        done.diffs[case.negotiation.title] = change_since(case, last[0] if last else 0, demands)
    for change in reverting.changes(store, *command.changes):
        done_away = reverting.revert(store, change, stamp)
        (done.changes if done_away else done.left).append(change)
    return done


def _undo_moves(case: Case, stamp: Stamp, done: Undone) -> list[int]:
    """Undo the moves in one negotiation, and give the ids of the demands they speak of."""
    recorder = Recorder(case, stamp)
    moves = moves_of(case, *done.command.moves)
    own = {each.id for each in moves}
    for move in reversed(moves):
        standing = _standing(case, move)
        mends = move.said.corrects not in {None, *own}
        if mends and _stood_before(case, move):
            _restore(case, recorder, move, standing, done)
        elif standing:
            _strike(case, recorder, standing, done)
    touched = (recorder.docket.known(each.said.demand) for each in moves)
    return list(dict.fromkeys(known.demand.id for known in touched if known))


def moves_of(case: Case, after: int, until: int) -> list[Move]:
    """The moves of a negotiation with numbers above `after` and up to `until`."""
    where = {
        "negotiation": case.negotiation.id,
        "after": after,
        "until": until,
        "limit": until - after,
    }
    return [move_of(case, row) for row in case.store.each("moves_in_order", where)]


def _standing(case: Case, move: Move) -> Move | None:
    """The move itself, or what says it again after undoings; None where it does not stand."""
    found = move
    while not found.in_force:
        later = case.store.all("set_aside_by", {"id": found.id})
        again = [each for _, each, verb in later if verb != Verb.STRIKE]
        if not again:
            return None
        following = _move(case, again[-1])
        if following is None:
            return None
        found = following
    same = found.said._replace(corrects=move.said.corrects) == move.said
    return found if same and move.said.verb is not Verb.STRIKE else None


def _stood_before(case: Case, move: Move) -> bool:
    """Whether what a move sets aside had not been set aside by an earlier one."""
    first = case.store.one("set_aside_by", {"id": move.said.corrects})
    return first is None or first[0] >= move.nr


def _move(case: Case, found: str) -> Move | None:
    """The move with this id; None where it never came to this copy of the ledger."""
    where = {"negotiation": case.negotiation.id, "prefix": found, "beyond": found + "g"}
    row = case.store.one("moves_by_id", where)
    return move_of(case, row) if row else None


def _restore(
    case: Case, recorder: Recorder, move: Move, standing: Move | None, done: Undone
) -> None:
    """Record again what a move set aside, in its place.

    Args:
        case: the negotiation.
        recorder: of the open transaction.
        move: the correction or the strike.
        standing: what stands of the correction.
        done: what has been undone so far.
    """
    target = _move(case, move.said.corrects or "")
    if target is None:
        return
    replaced = target.id if move.said.verb is Verb.STRIKE else (standing or move).id
    again = recorder.record(target.said._replace(corrects=replaced), restoring=True)
    done.restored.append(again.move)


def _strike(case: Case, recorder: Recorder, move: Move, done: Undone) -> None:
    reason = f"{UNDONE}{done.command.name}"
    strike(case, recorder, move, reason, after=done.command.moves[0])
    done.struck.append(move)
