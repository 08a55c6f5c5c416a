"""Pages of HTML read back: their tables, their texts, their links; and a ledger to make them of."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from builders import Session, with_talks

SCRIPT = "<script>alert('ha')</script> & <b>bold</b>"
ARABIC = "وقف إطلاق النار في جميع المناطق خلال ثلاثين يوماً"
CHINESE = "双方应在三十日内停止一切军事演习\uff0c并通报部队调动情况。"
MADE = (
    ("party add PS 'فلسطين'",),
    ("party add CN '中国'",),
    (f'demand "{SCRIPT}" --by RU --to NATO --at T1 --title', "<script>alert('title')</script>"),
    (f"demand '{ARABIC}' --by PS --to CN,US --at T1 --issue 'وقف إطلاق النار/مدة'",),
    (f"demand '{CHINESE}' --by CN --to PS --at T2",),
    ("revise CN-1", "双方应在六十日内停止一切军事演习。", "--at", "T3"),
    ("accept CN-1 --by PS --at T2 --source 'https://example.org/a?b=c&d' --quote", "نوافق على ذلك"),
    ("reject RU-1 --by NATO --at T2 --source 'javascript:alert(1)' --quote", "[not] <i>agreed</i>"),
    ("defer RU-1 'perhaps' --by US --at T3",),
)  # fmt: skip
"""Markup that must stay text, and wordings in Arabic and Chinese."""


def made(folder: Path) -> Session:
    """A session with texts of many sorts."""
    session = with_talks(folder)
    for line, *more in MADE:
        session(line, *more)
    return session


def crowded(folder: Path) -> Session:
    """A session with more parties than stand side by side."""
    session = with_talks(folder)
    codes = ";".join(f"Party {nr} of the crowd" for nr in range(12))
    rows = (f"T1,RU,demand,D-{nr},a ban,{codes},Arms/missiles" for nr in range(2))
    session("import - --yes", stdin="talk,party,move,demand,text,to,issue\n" + "\n".join(rows))
    return session


class Page(HTMLParser):
    """A page as it was read.

    Attributes:
        tags: each tag with its attributes, in order.
        text: all that a reader sees, its white space made even.
        rows: the texts of the cells of each row of each table, by the table's place.
    """

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.rows: list[list[list[str]]] = []
        self._texts: list[str] = []
        self._within: list[str] = []
        self.feed(html)
        self.text = " ".join("".join(self._texts).split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._within.append(tag)
        if tag == "table":
            self.rows.append([])
        elif tag == "tr":
            self.rows[-1].append([])
        elif tag in ("td", "th"):
            self.rows[-1][-1].append("")

    def handle_endtag(self, tag: str) -> None:
        while self._within and self._within.pop() != tag:
            pass

    def handle_data(self, text: str) -> None:
        if {"style", "script", "title"} & set(self._within):
            return
        self._texts.append(text)
        if self.rows and {"td", "th"} & set(self._within):
            row = self.rows[-1][-1]
            row[-1] = " ".join(f"{row[-1]}{text}".split())

    def all(self, tag: str) -> list[dict[str, str | None]]:
        """The attributes of each tag of a name."""
        return [attributes for name, attributes in self.tags if name == tag]


def page_of(session: Session, line: str, **options: Any) -> Page:
    """The page that a line writes to standard output."""
    return Page(session(f"{line} --format html", **options))
