"""A bounded share of the fuzzing; `make torture` gives each target a minute of atheris."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
from pathlib import Path

import pytest
import tally
from fuzz.targets import SEEDS, TARGETS, tried
from hypothesis import given, settings
from hypothesis import strategies as st

FOUND = {
    "minutes_of_a_talk": (
        b'talk 2022-01-12 Council\n    "q" -- S\n',
        b'demand RU-1 of RU\n    "q" -- S\n',
        b"talk T1\nNATO notes RU-1: a\0b\n",
    ),
    "bundle_with_its_checksum": (
        b'{"demand":"RU\\u0000","negotiation":"N","opening":"","title":"a\\u0000"}\n',
    ),
}
"""What the fuzzer has found."""


@pytest.mark.parametrize("target", TARGETS)
def test_what_was_found_stays_mended(target: str) -> None:
    for raw in (*SEEDS[target], *FOUND.get(target, ())):
        tried(target, raw)


@st.composite
def mutated(draw: st.DrawFn, target: str) -> bytes:
    """A seed of the target that was cut, spliced, and written over."""
    raw = bytearray(draw(st.sampled_from(SEEDS[target])))
    for _ in range(draw(st.integers(0, 8))):
        at, end = sorted(draw(st.tuples(*[st.integers(0, len(raw))] * 2)))
        other = draw(st.sampled_from(SEEDS[target]))
        raw[at:end] = draw(
            st.binary(max_size=4)
            | st.just(raw[at:end] * 2)
            | st.sampled_from(other.split())
            | st.text(max_size=4).map(lambda text: text.encode(errors="replace"))
        )
    return bytes(raw)


@pytest.mark.parametrize("target", TARGETS)
def test_nothing_but_errors_of_ours_comes_of_any_bytes(target: str) -> None:
    @settings(max_examples=max(60, settings().max_examples // 2))
    @given(mutated(target) | st.binary(max_size=200))
    def run(raw: bytes) -> None:
        tally.tried()
        tried(target, raw)

    run()


@pytest.mark.torture
@pytest.mark.parametrize("target", TARGETS)
def test_a_minute_of_coverage_guided_fuzzing_finds_nothing(target: str) -> None:
    if importlib.util.find_spec("atheris") is None:
        pytest.skip("atheris is not here: it has no wheel for this Python, or is not installed")
    script = Path(__file__).with_name("guided.py")
    command = [sys.executable, "-P", str(script), target, str(tally.share(60))]
    done = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)
    assert done.returncode == 0, done.stderr[-4000:]
    runs = re.search(r"Done (\d+) runs", done.stderr)
    tally.tried(times=int(runs[1]) if runs else 1)
