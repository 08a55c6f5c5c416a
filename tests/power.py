"""A disk that loses power: what may be left of a folder, from the calls that changed its files.

Until a file is synced, each sector of each write may have reached the disk or not, in any order;
the same holds for its length. Names are on the disk once their folder is synced; before that some
of their changes may be there. Whether a sync of a file keeps its own name too differs from one file
system to the next, so both are tried. A disk that says it has synced and has not is left out.
"""

import random
from collections.abc import Iterable, Sequence
from pathlib import Path

from faulty import Call

SECTOR = 512


class File:
    """What a file holds for those who run, and what of it is on the disk for sure."""

    def __init__(self, content: bytes = b"") -> None:
        self.sure = bytearray(content)
        self.waiting: list[Call] = []
        self.named_for_sure = False

    def sync(self) -> None:
        for call in self.waiting:
            apply(self.sure, call)
        self.waiting.clear()

    def left(self, chance: random.Random) -> bytes:
        """What is found of it afterwards."""
        found, how = bytearray(self.sure), chance.choice(("none", "all", "some", "some"))
        for call in self.waiting if how != "none" else ():
            if how == "all":
                apply(found, call)
            elif call.kind == "write":
                for each in sectors(call):
                    if chance.random() < 0.6:
                        apply(found, each)
            elif chance.random() < 0.6:
                apply(found, call)
        return bytes(found)


def apply(content: bytearray, call: Call) -> None:
    """Do to the content of a file what a call did."""
    length = call.number + len(call.data) if call.kind == "write" else call.number
    content.extend(b"\0" * (length - len(content)))
    if call.kind == "write":
        content[call.number : length] = call.data
    else:
        del content[length:]


def sectors(call: Call) -> Iterable[Call]:
    """A write in pieces that reach the disk each as a whole."""
    at, end = call.number, call.number + len(call.data)
    while at < end:
        until = min(end, (at // SECTOR + 1) * SECTOR)
        yield call._replace(number=at, data=call.data[at - call.number : until - call.number])
        at = until


class Disk:
    """A folder on a disk, as calls change it."""

    def __init__(self, folder: Path) -> None:
        self.root = folder
        self.now: dict[str, File] = {}
        self.made: set[str] = set()
        """The folders that are new."""
        for file in folder.rglob("*"):
            if file.is_file():
                self.now[str(file)] = File(file.read_bytes())
        self.sure = dict(self.now)
        self.renamed: list[tuple[str, File | None]] = []
        """Changes of names that are not on the disk for sure: a path, and what it names."""

    def happens(self, call: Call) -> None:
        """Take a call into account, after it was made."""
        if call.kind == "open":
            self._name(call.path, File())
        elif call.kind in ("write", "truncate"):
            self.now[call.path].waiting.append(call)
        elif call.kind == "mkdir":
            self.made.add(call.path)
            self._name(call.path, File())
        elif call.kind == "unlink":
            self._name(call.path, None)
        elif call.kind == "rename":
            file = self.now[call.path]
            self._name(call.path, None)
            self._name(call.other, file)
        elif call.kind == "sync":
            self._sync(call.path)

    def _name(self, path: str, file: File | None) -> None:
        self.renamed.append((path, file))
        if file is None:
            self.now.pop(path, None)
        else:
            self.now[path] = file

    def _sync(self, path: str) -> None:
        if path in self.now and path not in self.made:
            self.now[path].sync()
            self.now[path].named_for_sure = True
            return
        kept = []
        for each, file in self.renamed:
            if str(Path(each).parent) == path:
                change(self.sure, each, file)
            else:
                kept.append((each, file))
        self.renamed = kept

    def left(self, folder: Path, chance: random.Random) -> None:
        """Write to a folder what may be found after power is lost now."""
        names = dict(self.sure)
        with_names = chance.random() < 0.5  # a sync of a file keeps its name
        whole, most = chance.random() < 0.5, chance.randrange(len(self.renamed) + 1)
        for turn, (path, file) in enumerate(self.renamed):
            surely = with_names and file is not None and file.named_for_sure
            if surely or (turn < most if whole else chance.random() < 0.5):
                change(names, path, file)
        lost = {path for path in self.made if path not in names}
        for path, file in names.items():
            if path in self.made or lost & {str(each) for each in Path(path).parents}:
                continue
            target = folder / Path(path).relative_to(self.root)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(file.left(chance))


def change(names: dict[str, File], path: str, file: File | None) -> None:
    """Let a path name a file, or nothing."""
    if file is None:
        names.pop(path, None)
    else:
        names[path] = file


def replayed(folder: Path, calls: Sequence[Call], until: int) -> Disk:
    """The disk as it is after so many of the calls, from what the folder held before them."""
    disk = Disk(folder)
    for call in calls[:until]:
        disk.happens(call)
    return disk
