"""What a replica says of how it stands to its primary."""

import pytest

from tracker.store.server.replica import Replica

SHOWN = "2026-01-15T12:00:00Z"


@pytest.mark.parametrize(
    ("replica", "lag"),
    [
        (Replica(), ""),
        (Replica(True, SHOWN, 9_000), ""),
        (Replica(True, SHOWN, 2, "0/1"), ""),
        (Replica(True, SHOWN, 9, "0/1"), f"shows the ledger as of {SHOWN}, at most 9 s behind"),
        (Replica(True, None, None, "0/1"), "does not show yet what came from its primary"),
        (Replica(True, SHOWN, 2, is_told=False), f"as of {SHOWN}, and hears nothing from"),
        (Replica(True, None, None, is_told=False), "hears nothing from its primary"),
    ],
)
def test_a_replica_says_how_far_it_lies_behind(replica: Replica, lag: str) -> None:
    assert lag in replica.lag
    assert bool(lag) == bool(replica.lag)
