"""The positions that the query of docs/scale.md finds in Parquet tables are ours, in any ledger."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from asked import asked
from generated import VIEWS, Plan, chains, made, plans
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.commands.parquet_export import write_negotiation
from tracker.ledger.positions import positions
from tracker.render.parquet import ParquetWriter


@settings(max_examples=max(30, settings().max_examples // 8))
@given(plans | chains, st.sampled_from(VIEWS), st.booleans())
def test_the_query_of_the_tables_finds_the_positions(
    checkout_page: Path, plan: Plan, view: str, private: bool
) -> None:
    with made(plan)[0] as ledger, TemporaryDirectory() as folder:
        if not private:
            ledger.store.hide_private()
        write_negotiation(ledger.case, Path(folder), ParquetWriter(), {}, private=private)
        moment = ledger.as_of(view).moment
        found = asked(checkout_page, Path(folder), moment)
        ours = {(each.negotiation, each.demand.key, each.party): each
                for each in positions(ledger.case, moment)}  # fmt: skip
        of_blocs = {cell for cell, each in ours.items() if each.via}
        assert found.keys() - of_blocs == ours.keys() - of_blocs
        for cell in ours.keys() - of_blocs:
            row, position = found[cell], ours[cell]
            assert (row["status"], row["stale"], row["version"] or 0) == (
                position.status, position.stale, position.version)  # fmt: skip


@pytest.fixture(scope="module")
def checkout_page() -> Path:
    """The page that the query stands on."""
    page = Path(__file__).parents[2] / "docs" / "scale.md"
    if not page.is_file():
        pytest.skip("needs the checkout, and only the tests are here, beside an installed wheel")
    return page
