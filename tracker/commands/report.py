"""The report: one page to hand around."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from tracker.commands.params import Where, context_of, family
from tracker.commands.viewing import AsOfOption, KnownAtOption, Scope
from tracker.errors import UsageError
from tracker.ledger import refs
from tracker.render.delivery import Destination

if TYPE_CHECKING:
    from tracker.context import Context

app = family()


class PageFormat(StrEnum):
    """The formats of a page."""

    HTML = "html"
    MD = "md"


class Page(NamedTuple):
    """How a page is written, and where to."""

    format: Annotated[
        PageFormat | None,
        typer.Option("--format", "-f", help="How to write it; else by the ending of FILE."),
    ] = None
    output: Annotated[
        str | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="The file to write, .html or .md; - for standard output.",
        ),
    ] = None
    include_private: Annotated[
        bool, typer.Option("--include-private", help="Let private moves into the page too.")
    ] = False
    force: Annotated[
        bool, typer.Option("--force", help="Replace the file where there is one already.")
    ] = False

    def destination(self) -> Destination:
        """The same as the context takes it.

        Raises:
            UsageError: it is not said where to or how.
        """
        if self.format is None and self.output in (None, "-"):
            raise UsageError(
                "Say which file the report goes to: tracker report -o talks.html (or talks.md); "
                "for standard output give --format html."
            )
        wanted = Destination(
            form=self.format.value if self.format else None,
            file=None if self.output == "-" else self.output,
            include_private=self.include_private,
            replace=self.force,
        )
        if wanted.chosen(terminal=False) not in list(PageFormat):
            raise UsageError(
                f"A report is a page of HTML or Markdown, and “{self.output}” is neither; "
                "end it in .html or .md, or give --format."
            )
        return wanted


@app.command("report")
def report_(
    ctx: typer.Context,
    where: Where,
    page: Page,
    scope: Scope,
    as_of: AsOfOption = None,
    known_at: KnownAtOption = None,
) -> None:
    """Write one page to hand around: the positions, who moved, each diff, each demand's history."""
    from tracker.ledger.report import report
    from tracker.render.page.report import report_view

    context = context_of(ctx, where, known_at)
    wanted = page.destination()
    with (
        context.delivery(wanted) as deliver,
        context.reading(private=deliver.private) as case,
    ):
        moment = refs.as_of(case, as_of, today=context.stamp().today)
        found = report(case, moment, scope.filter(case))
        deliver(report_view(case, found, known=_known(context), private=deliver.private))
    if wanted.file:
        _say_written(context, Path(wanted.file), moment)


def _say_written(context: "Context", file: Path, moment: refs.AsOf) -> None:
    from tracker.render.holding import sized

    when = moment.label if moment.ref else _known(context)
    context.say(f"Wrote {file}: {sized(file.stat().st_size)}, as of {when}.")


def _known(context: "Context") -> str:
    """Up to when the page tells what was recorded, in UTC: `2022-01-13 18:00:00 UTC`."""
    at = context.stamp().at
    if context.known_at:
        from tracker import dates

        at = dates.parse_timestamp(context.known_at)
    return f"{at[:10]} {at[11:19]} UTC"
