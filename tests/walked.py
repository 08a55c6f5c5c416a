"""What is said in private, and the lines that are walked in search of it: read by the test of them.

The tables name every command of the program; a command that they lack fails that test.
"""

from builders import Session

from tracker.commands.exporting import What

WORD = "zimtstern"
"""What every secret begins with; the field it stands in follows."""
LABELS = frozenset({"key", "issue"})
"""What a person types to name a demand: offered at TAB."""
MADE = (
    f"demand {WORD}text1 --title {WORD}title --key {WORD}key --issue {WORD}issue --by RU --to NATO"
    f" --at T1 --quote {WORD}quote1 --speaker {WORD}speaker1 --source {WORD}source1"
    f" --note {WORD}note1 --private",
    f"accept {WORD}key --in-part {WORD}part1 --by NATO --at T2 --private",
    "demand 'a ban' --by RU --to NATO,US --at T1 --issue Ukraine",
    f"reject RU-1 {WORD}text2 --by NATO --at T2 --quote {WORD}quote2 --speaker {WORD}speaker2"
    f" --source {WORD}source2 --note {WORD}note2 --private",
    "reject RU-1 'in public' --by US --at T2",
    f"correct {{US}} {WORD}text3 --move 'accept in part' --condition {WORD}part3 --private",
    f"revise RU-1 {WORD}text4 --at T2 --private",
    f"counter RU-1 {WORD}text5 --title {WORD}title5 --by NATO --at T3 --private",
    "demand 'a pause' --by RU --to NATO --at T2 --issue Ukraine",
    f"defer RU-2 {WORD}text6 --by NATO --at T2 --private",
    f"strike {{NATO}} --reason {WORD}reason",
    "accept RU-2 --in-part 'for a year' --by NATO --at T3",
    f"ask RU-2 {WORD}text7 --by US --at T3 --private",
    "correct {US} 'asked aloud' --public",
    f"reject RU-2 {WORD}text8 --by US --at T3 --private",
    f"defer RU-2 {WORD}text9 --by US --at T3 --private",
    f"rule {{US}} --reason {WORD}reason2",
    f"note RU-2 --by NATO --at T3 --quote {WORD}quote10 --source {WORD}source10"
    " --source-file {speech} --private",
)
"""Private demands, answers, revisions, counters, corrections of public moves, strikes, a ruling."""


def latest(session: Session) -> dict[str, str]:
    """The id of the latest recorded move of each party."""
    return {row["party"]: row["id"] for row in session.rows("export moves --include-private")}


def tell_secrets(session: Session) -> None:
    """Record every sort of secret in a negotiation with parties and talks."""
    speech = session.write("speech.txt", f"He spoke of {WORD}speech.")
    for line in MADE:
        session(line.format(**latest(session), speech=speech))
    speech.unlink()


VIEWS = {
    "negotiation list": ("negotiation list",),
    "negotiation show": ("negotiation show",),
    "party list": ("party list",),
    "party show": ("party show NATO",),
    "talk list": ("talk list",),
    "talk show": ("talk show T2",),
    "issue list": ("issue list",),
    "issue show": ("issue show Ukraine", f"issue show {WORD}issue"),
    "status": ("status", "status --as-of T2"),
    "agenda": ("agenda", "agenda --for RU", "agenda --for NATO --as-of T2",
               "agenda --fail-on stale"),
    "brief": ("brief --for RU", "brief --for NATO --before T3", "brief --for US"),
    "report": ("report", "report --as-of T2", "report --party NATO --from RU",
               f"report --text {WORD}", f"report --issue {WORD}issue"),
    "positions": ("positions", "positions --all --expand-blocs", "positions --sort status",
                  f"positions --text {WORD}", f"positions --issue {WORD}issue",
                  f"positions --issue {WORD}isue", "positions --text ban --issue Ukrain"),
    "matrix": ("matrix", "matrix --wide", "matrix --all --as-of T2", f"matrix --text {WORD}",
               f"matrix --issue {WORD}issue --wide"),
    "timeline": ("timeline", "timeline --demand RU-1 --as-of T2", "timeline --party NATO",
                 f"timeline --demand {WORD}key"),
    "diff": ("diff T1 T3", "diff T1 T3 --all", "diff T1 T3 --stat", "diff T1 T3 --summary",
             "diff T3 T1 --exit-code", "diff T1 T2 --issue Ukraine"),
    "show": ("show RU-1", "show RU-2", "show RU-1 --history", "show RU-2 --history",
             "show RU-1 --as-of T2 --history", "show RU-1 --private-line", f"show {WORD}key",
             f"show {WORD}key --history", "show NATO-1", f"show {WORD}ke"),
    "log": ("log", "log --demand RU-1", "log --party NATO --limit 3", "log --at T2",
            "log --corrections", f"log --demand {WORD}key", f"log --demand {WORD}ke"),
    "search": ("search ban", "search public --history", "search a --history --sort time",
               f"search {WORD}", f"search {WORD} --history --sort time",
               f"search RU --demand {WORD}key", f"search a --issue {WORD}issue --history"),
    "stats": ("stats", "stats --all --as-of T2", f"stats --text {WORD}"),
    "blockers": ("blockers", "blockers --as-of T2 --party NATO", "blockers RU-1 RU-2",
                 f"blockers {WORD}key"),
    "compare": ("compare RU NATO", "compare NATO US --as-of T2", f"compare RU US --text {WORD}"),
    "source list": ("source list",),
    "source show": (f"source show {WORD}source10", f"source show {WORD}sourc",
                    "source show a1b2c3d4"),
    "mapping list": ("mapping list",),
    "doctor": ("doctor",),
    "hub status": ("hub status",),
    "check": ("check", "check --all --fail-on hint", "check -n 'Security talks'"),
    "undo": ("undo --list", "undo --list --limit 99", "undo --dry-run", "undo --yes",
             "undo --redo --yes"),
    "export": (*(f"export {what}" for what in What if what not in (What.REPORTS, What.PARQUET)),
               "export", "export diff T1 T3", "export minutes T2", "export positions --as-of T2",
               "export reports {folder}"),
    "bundle create": ("bundle create", "bundle create --since 2020-01-01",
                      "bundle create --since 2030-01-01 -n 'Security talks'"),
}  # fmt: skip
"""For each command with formats the lines that are walked, in each of them."""
EVERYWHERE = {
    "--include-private", "--raw", "--excel", "--no-input", "--help", "--force", "--read-only",
}  # fmt: skip
"""Flags of all views, which say how to write."""

SHOWN = ("positions", "positions --all", "agenda", "agenda --for US", "brief --for RU",
         "matrix", "matrix --all", "timeline", "diff T1 T3",
         "diff T3 T1", "diff T1 T3 --all", "show RU-1", "show RU-1 --history", "log",
         "log --corrections", "search ban", f"search {WORD} --history",
         "stats", "blockers", "blockers RU-1", "compare RU NATO", "compare NATO US")  # fmt: skip
"""Lines whose tables show a person what was said; status counts it and may have nothing to mark."""
WHISPERED = (
    f"accept RU-1 {WORD}text --by NATO --at T2 --private",
    f"defer RU-1 {WORD}text --by US --at T2 --private",
    f"note RU-1 {WORD}text --by BY --at T2 --private",
    f"revise RU-1 {WORD}text --at T2 --private",
    f"demand {WORD}text --title {WORD}title --by RU --to NATO --at T2 --private",
    f"counter RU-1 {WORD}text --title {WORD}title --by NATO --at T2 --private",
    f"correct {{NATO}} {WORD}text --private",
)
"""What may be said in private of a demand that NATO has rejected in public at T1."""

OTHERS = {
    "init": ("init 'Other talks'",),
    "use": ("use 'Security talks'", "use Securty"),
    "demo": ("demo",),
    "path": ("path",),
    "hub init": ("hub init postgresql://127.0.0.1:1/x", "hub init {bad}"),
    "hub join": ("hub join postgresql://127.0.0.1:1/x",),
    "hub leave": ("hub leave",),
    "sync": ("sync", "sync --dry-run"),
    "serve": ("serve --port none", f"serve -n {WORD}key --port 0"),
    "completion": ("completion bash",),
    "negotiation add": ("negotiation add 'Other talks'",),
    "negotiation edit": ("negotiation edit --title 'Our talks'",),
    "negotiation archive": ("negotiation archive",),
    "party add": ("party add FR France --member-of NATO",),
    "party edit": ("party edit US --name 'The US'",),
    "talk add": ("talk add 'Fourth round' --date 2022-02-01",),
    "talk edit": ("talk edit T2 --title 'Another title'",),
    "issue add": ("issue add Other",),
    "issue rename": ("issue rename Ukraine Kyiv",),
    "issue edit": ("issue edit Ukraine Kyiv",),
    "demand": ("demand 'something new' --by RU --to NATO", "demand again --by RU --key RU-1"),
    "offer": ("offer 'something new' --by RU --to NATO",),
    "revise": ("revise RU-1 'in other words'", "revise RU-1 better --editorial"),
    "reaffirm": ("reaffirm RU-1",),
    "withdraw": ("withdraw RU-1", f"withdraw {WORD}key"),
    "retable": ("retable RU-1", f"retable {WORD}key"),
    "accept": ("accept RU-1 --by NATO", "accept RU-1 --by US --at T1", f"accept {WORD}key"),
    "reject": ("reject RU-1 --by NATO", "reject RU-2 --by NATO --at T2", f"reject {WORD}ke"),
    "defer": ("defer RU-1 --by NATO", "defer RU-1 --by RU"),
    "counter": ("counter RU-1 'what is said' --by NATO", "counter RU-1 --with NATO-1 --by NATO"),
    "ask": ("ask RU-1 'which states' --by NATO",),
    "note": ("note RU-1 --by NATO",),
    "minutes": ("minutes {notes} --yes", "minutes {notes} --dry-run", "minutes {faulty} --yes"),
    "import": ("import {moves} --yes", "import {moves} --dry-run", "import {bad} --yes"),
    "correct": ("correct {private} --speaker 'J. Stoltenberg'", "correct {private} --public",
                "correct {public} --speaker 'J. Stoltenberg'", "correct {aside} later"),
    "strike": ("strike {private} --reason mistaken", "strike {public} --reason mistaken",
               "strike {aside} --reason mistaken"),
    "bundle apply": ("bundle apply {told} --yes", "bundle apply {told} --dry-run",
                     "bundle apply {bad} --yes"),
    "merge": ("merge {other} --yes", "merge {other} --dry-run", "merge {bad} --yes"),
    "backup": ("backup", "backup --keep 1", "backup -o {bad}"),
    "restore": ("restore {other} --yes", "restore {other}", "restore {bad} --yes"),
    "source add": (f"source add {WORD}source10 {{notes}}", "source add protocol {notes}"),
    "mapping show": ("mapping show Theirs",),
    "mapping remove": ("mapping remove Theirs",),
    "rule": ("rule {private} --reason 'so the protocol'", "rule {public} --reason 'so it was'",
             "rule {aside} --reason 'so it was'"),
}  # fmt: skip
"""For every other command lines that work, and some that are refused."""
