"""Processes of several programs that do the same work, run in turn and each told beside ours."""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from _counting import used
from _measure import Argv, Target

OURS = "tracker"
LONG = 10.0
"""The seconds above which a job is run in the first round alone."""


class Job(NamedTuple):
    """A process, and with which codes it may end."""

    argv: Argv
    env: Mapping[str, str]
    ends: Sequence[int] = (0,)


class Compared(NamedTuple):
    """What the jobs of one piece of work take, each beside ours in the same round."""

    title: str
    seconds: Mapping[str, Sequence[float]]
    memory: Mapping[str, float]

    def ratios(self, name: str) -> list[float]:
        """How many times as long as ours a job takes, in each round that it was in."""
        return [a / b for a, b in zip(self.seconds[name], self.seconds[OURS], strict=False)]

    def lines(self) -> Iterator[str]:
        """The table: milliseconds, the ratio with the least and the most, and memory."""
        yield f"\n{self.title}"
        for name, taken in self.seconds.items():
            found = self.ratios(name)
            spread = f"({min(found):.2f} to {max(found):.2f})" if len(found) > 1 else "(one round)"
            yield (
                f"  {name:<44}{statistics.median(taken) * 1000:10.0f} ms"
                f"{statistics.median(found):9.2f} {spread:<18}{self.memory[name]:8.0f} MB"
            )

    def targets(self) -> list[Target]:
        """The ratios, for the result file."""
        others = (name for name in self.seconds if name != OURS)
        return [
            Target(f"{self.title}: {name} / {OURS}", statistics.median(self.ratios(name)))
            for name in others
        ]


def compared(title: str, jobs: Mapping[str, Job], rounds: int) -> Compared:
    """Run the jobs in turn, round after round; the long ones once."""
    seconds: dict[str, list[float]] = {name: [] for name in jobs}
    memory = dict.fromkeys(jobs, 0.0)
    for _ in range(rounds):
        for name, job in jobs.items():
            if seconds[name] and seconds[name][0] > LONG and name != OURS:
                continue
            taken = used(job.argv, job.env, job.ends)
            seconds[name].append(taken.seconds)
            memory[name] = max(memory[name], taken.memory)
    found = Compared(title, seconds, memory)
    print("\n".join(found.lines()), flush=True)
    return found
