"""Every command by name: its section of the help, its file, and what it does in one line.

The top level is listed from here, so that `--help` and a single command load nothing else.
"""

from tracker.named import NamedTuple


class Entry(NamedTuple):
    """One command: the section it is listed in, the module that holds it, its short help."""

    section: str
    module: str
    help: str


SET_UP, RECORD, LOOK, REPORT, CARE = "Set up", "Record", "Look", "Report", "Care"

CATALOGUE = {
    "init": Entry(SET_UP, "setup", "Start a negotiation, and the database if there is none."),
    "use": Entry(SET_UP, "setup", "Pick the negotiation that commands work on."),
    "demo": Entry(SET_UP, "demo", "Show the worked example: Russia–NATO talks, 2021–2022."),
    "negotiation": Entry(SET_UP, "negotiations", "Add, list, show, edit and archive negotiations."),
    "party": Entry(SET_UP, "parties", "Add, list, show and edit parties and blocs."),
    "talk": Entry(SET_UP, "talks", "Add, list, show and edit talks."),
    "issue": Entry(SET_UP, "issues", "Add, list, show and rename issues."),
    "source": Entry(SET_UP, "sources", "List sources, show and attach the texts kept of them."),
    "completion": Entry(SET_UP, "completion", "Print the script that makes a shell complete."),
    "demand": Entry(RECORD, "propose", "A party demands something."),
    "offer": Entry(RECORD, "propose", "A party offers something."),
    "revise": Entry(RECORD, "propose", "The proponent changes the wording of its demand."),
    "reaffirm": Entry(RECORD, "propose", "The proponent says its demand again, unchanged."),
    "withdraw": Entry(RECORD, "propose", "The proponent takes its demand off the table."),
    "retable": Entry(RECORD, "propose", "The proponent puts a withdrawn demand back."),
    "accept": Entry(RECORD, "answer", "A party accepts a demand."),
    "reject": Entry(RECORD, "answer", "A party rejects a demand."),
    "defer": Entry(RECORD, "answer", "A party puts its answer off."),
    "counter": Entry(RECORD, "answer", "A party answers with a demand of its own."),
    "ask": Entry(RECORD, "answer", "A party asks a question before it answers."),
    "note": Entry(RECORD, "answer", "A party has heard a demand and takes no stance."),
    "minutes": Entry(RECORD, "minutes", "Record the notes of a talk, from a file or your editor."),
    "correct": Entry(RECORD, "mend", "Replace a recorded move; the old one stays in the history."),
    "strike": Entry(RECORD, "mend", "Take a recorded move out, with a reason."),
    "rule": Entry(RECORD, "mend", "Of a contested answer, say which account stands."),
    "undo": Entry(RECORD, "undo", "Take back the last command, whatever it recorded."),
    "status": Entry(LOOK, "look", "Where the negotiation stands, and who owes an answer."),
    "positions": Entry(LOOK, "look", "The table of positions: a row for each demand and party."),
    "matrix": Entry(LOOK, "matrix", "Demands down, parties across: who stands where."),
    "timeline": Entry(LOOK, "timeline", "Demands down, talks across: who moved, and when."),
    "diff": Entry(LOOK, "diff", "What changed between two talks, and who moved."),
    "show": Entry(LOOK, "look", "The whole history of one demand."),
    "log": Entry(LOOK, "look", "The moves, the latest first."),
    "search": Entry(LOOK, "search", "Who said something, when, and the words around it."),
    "agenda": Entry(LOOK, "agenda", "What is owed, by whom, since when; as a calendar too."),
    "stats": Entry(LOOK, "stats", "Figures: the answers by party, who moved, who sides with whom."),
    "blockers": Entry(
        LOOK, "blockers", "What stands between here and agreement, and what frees most."
    ),
    "compare": Entry(LOOK, "compare", "Two parties side by side, issue by issue."),
    "export": Entry(REPORT, "exporting", "Write moves, positions, diffs and lists to files."),
    "import": Entry(REPORT, "importing", "Read moves, talks or parties from files."),
    "mapping": Entry(REPORT, "mappings", "List, show and remove the mappings of imports."),
    "report": Entry(REPORT, "report", "One page to hand around, of HTML or Markdown."),
    "brief": Entry(REPORT, "brief", "One page for one party before a talk."),
    "serve": Entry(REPORT, "serve", "Look at the negotiation in a browser on this computer."),
    "path": Entry(REPORT, "setup", "Print where the database is."),
    "backup": Entry(CARE, "care", "Write a verified copy of the database."),
    "restore": Entry(CARE, "care", "Put a backup in the place of the database."),
    "doctor": Entry(CARE, "doctor", "How the database and the program are, for a bug report."),
    "check": Entry(
        CARE, "check", "Whether file, ledger and record are sound, and what mends them."
    ),
    "bundle": Entry(CARE, "bundles", "Make and apply bundles: what is new, to hand to others."),
    "hub": Entry(CARE, "hub", "A ledger on a server that several people sync theirs with."),
    "sync": Entry(CARE, "syncing", "Send what is new to the hub, and take what is new there."),
    "merge": Entry(CARE, "merging", "Take in the database of another copy of the ledger."),
}
