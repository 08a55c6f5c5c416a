"""The report as a document in Markdown: the same parts as those of the page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, TextIO

from tracker import words as word_diffs
from tracker.ledger.history import Entry, History
from tracker.ledger.positions import turn_of
from tracker.ledger.report import Report, Step
from tracker.render.changes import by_group, direction_of, summary, transition
from tracker.render.changes_drawn import GROUPS
from tracker.render.history import about
from tracker.render.page.wording import extent, is_private, lapsed, said_with, since, standing
from tracker.render.records import encodable, markdown_words, write_markdown
from tracker.render.said import spoken
from tracker.render.theme import Role, glyph
from tracker.render.wording import did, direction, parties, title_words

if TYPE_CHECKING:
    from tracker.diff import CellChange, Revision
    from tracker.model import Position


def write_document(stream: TextIO, fields: dict[str, Any]) -> None:
    """Write a report in Markdown, from what the templates of the page are filled in with."""
    found: Report = fields["report"]
    _lines(stream, _beginning(fields))
    _positions(stream, found)
    _matrix(stream, fields)
    _timeline(stream, found)
    _lines(stream, ("", "## What changed from talk to talk"))
    for step in fields["steps"]:
        _lines(stream, _step(step))
    _lines(stream, ("", "## The history of each demand"))
    for each in fields["histories"]:
        _lines(stream, _history(each, fields))
    _lines(stream, ("", "## How this was made", ""))
    _lines(stream, (f"- **{name}**: {markdown_words(said)}" for name, said in fields["method"]))


def _lines(stream: TextIO, lines: Iterator[str] | tuple[str, ...]) -> None:
    stream.writelines(encodable(stream, (f"{line}\n" for line in lines)))


def _beginning(fields: dict[str, Any]) -> Iterator[str]:
    words, found = markdown_words, fields["report"]
    yield f"# {words(fields['title'])}"
    yield ""
    yield f"As of {words(found.as_of.label if found.as_of.ref else fields['known'])}."
    yield from ("", words(fields["selection"])) if fields["selection"] else ()
    yield from ("", "## Summary", "")
    yield extent(found)
    yield ""
    for name, meant in (*fields["named"], *fields["held"]):
        yield f"- **{words(name)}** {words(meant)}"
    yield from ("", "Of the positions:", "")
    for headline, count in sorted(found.headlines.items(), key=lambda each: -each[1]):
        yield f"- {glyph(headline)} {count} {headline}"
    yield from ("", "Of the demands:", "")
    yield from (f"- {count} {rollup}" for rollup, count in sorted(found.rollups.items()))


def _table(stream: TextIO, heading: str, columns: list[str], rows: Iterator[list[str]]) -> None:
    _lines(stream, ("", f"## {heading}", ""))
    write_markdown(stream, columns, rows)


def _positions(stream: TextIO, found: Report) -> None:
    columns = ["Demand", "What", "Issue", "By → to", "Position", "At", "Awaited"]
    _table(stream, "Positions", columns, map(_position, iter(found.positions)))


def _position(each: Position) -> list[str]:
    return [
        each.demand.key,
        title_words(each.demand),
        each.demand.issue,
        direction(each.demand, each.party),
        f"{glyph(each.status)} {standing(each)}",
        since(each),
        turn_of(each),
    ]


def _matrix(stream: TextIO, fields: dict[str, Any]) -> None:
    from tracker.render.matrix import matrix_sheet

    blocks = fields["blocks"]
    for nr, block in enumerate(blocks, 1):
        sheet = matrix_sheet(block)
        headings = [column.heading for column in sheet.columns]
        rows = ([cell.text for cell in row] for row in sheet.rows)
        which = f", part {nr} of {len(blocks)}" if len(blocks) > 1 else ""
        _table(stream, f"Matrix{which}", headings, rows)
    if fields["beyond"]:
        _lines(stream, ("", markdown_words(fields["beyond"])))


def _timeline(stream: TextIO, found: Report) -> None:
    from tracker.render.timeline import timeline_sheet

    sheet = timeline_sheet(found.timeline)
    headings = [column.heading for column in sheet.columns]
    _table(stream, "Timeline", headings, ([cell.text for cell in row] for row in sheet.rows))


def _step(step: Step) -> Iterator[str]:
    words = markdown_words
    yield from ("", f"### {words(f'{step.start.ref or step.start.label} → {step.end.label}')}", "")
    yield words(summary(step.diff))
    yield ""
    for change, group in by_group(step.diff).items():
        if group:
            yield from (f"#### {GROUPS[change]}", "")
            for each in group:
                yield from _change(each)
            yield ""
    if step.diff.revisions:
        yield from ("#### Revised", "")
        for revision in step.diff.revisions:
            yield from _revision(revision)


def _change(change: CellChange) -> Iterator[str]:
    words, demand = markdown_words, change.position.demand
    movement = f", {change.movement}" if change.movement not in ("", "new") else ""
    private = "; private" if is_private(change) else ""
    said = f"{direction_of(change)}: {transition(change)}{movement}{private}"
    yield f"- **{words(demand.key)}** {words(title_words(demand))} — {words(said)}"
    answer = said_with(change)
    for line in spoken(answer) if answer else ():
        yield f"  - {words(''.join(cell.text for cell in line))}"


def _revision(revision: Revision) -> Iterator[str]:
    words, demand = markdown_words, revision.demand
    private = "; private" if revision.private else ""
    yield f"- {glyph(Role.REVISED)} **{words(demand.key)}** {words(demand.title)}{private}"
    spans = word_diffs.diff(revision.before_text or "", revision.after_text or "")
    yield f"  - {words(word_diffs.plain(word_diffs.excerpt(spans)))}"
    if revision.lapsed:
        yield f"  - reopened: was {words(lapsed(revision))}"


def _history(found: History, fields: dict[str, Any]) -> Iterator[str]:
    words, demand = markdown_words, found.demand
    yield from ("", f"### {words(f'{demand.key} {demand.title}')}", "")
    yield words(about(demand, fields["title"]))
    yield ""
    for each in found.positions:
        said = f"{direction(demand, each.party)}: {glyph(each.status)} {standing(each, at=True)}"
        yield f"- {words(said)}"
    for label, entries in fields["occasions"](found.entries):
        yield from ("", f"#### {words(label)}", "")
        for entry in entries:
            yield from _entry(entry)


def _entry(entry: Entry) -> Iterator[str]:
    words, said = markdown_words, entry.move.said
    version = f" v{entry.version}" if entry.version else ""
    counter = f" with {said.counter}" if said.counter else ""
    until = f" until {said.until}" if said.until else ""
    private = "; private" if said.private else ""
    yield f"- {words(f'{parties(said.parties)} {did(said)}{version}{counter}{until}{private}')}"
    yield from (f"  - {words(line)}" for line in _details(entry))


def _details(entry: Entry) -> Iterator[str]:
    said = entry.move.said
    if entry.before is not None and said.text:
        yield word_diffs.plain(word_diffs.diff(entry.before, said.text))
    elif said.text:
        yield said.text
    if said.condition:
        yield f"{'condition' if said.manner == 'if' else 'the part'}: {said.condition}"
    if said.quote:
        yield f"“{said.quote}”{f' — {said.speaker}' if said.speaker else ''}"
    elif said.speaker:
        yield f"speaker: {said.speaker}"
    if said.note:
        yield f"note: {said.note}"
    if said.source:
        yield f"source: {said.source}"
