"""The rows of the table that `make torture` ends with: which tests try what, and what is promised.

A test that tries something more than once counts that with `tally.tried`; examples of Hypothesis
are counted by themselves.
"""

KILLED = "what was acknowledged is there; a command is there as a whole or not at all"
KEPT = "the old state or the new one, whole; what was replaced is kept"
SENTENCE = "one sentence, the exit code, the old state"
ALL_THERE = "no move lost, no key twice, none fails"
DATA = "shown or refused; never acted on, no traceback"

ATTACKS = {
    "store/test_failing_calls.py": (
        "a call of the system fails, or the program is killed at it",
        "all of it or nothing; no false word of success; one sentence; the same again works",
    ),
    "store/test_power_loss.py": (
        "power is lost while a command writes (simulated)",
        "what was acknowledged is there; each file is as before or as after; check finds nothing",
    ),
    "store/test_crash.py::test_killed_while_recording": ("killed while recording", KILLED),
    "store/test_crash.py::test_killed_while_importing": ("killed while importing", KILLED),
    "store/test_crash.py::test_killed_while_creating": ("killed while making a database", KILLED),
    "store/test_crash.py::test_killed_while_writing_a_file": (
        "killed while exporting", "the old file or the new one, whole",
    ),
    "store/test_crash_care.py::test_killed_while_backing_up": ("killed while backing up", KEPT),
    "store/test_crash_care.py::test_killed_while_restoring": ("killed while restoring", KEPT),
    "store/test_crash_care.py::test_killed_while_upgrading": ("killed while upgrading", KEPT),
    "store/test_crash_care.py::test_a_call_of_the_system_that_fails_leaves_the_one_state_or_the_"
    "other": ("a call fails in backup or restore (strace)", KEPT),
    "store/test_crash_care.py::test_without_room_the_old_state_stays": ("no room", SENTENCE),
    "store/test_crash.py::test_no_room_for_the_database": ("no room", SENTENCE),
    "store/test_crash.py::test_no_room_for_a_file": ("no room", SENTENCE),
    "store/test_crash.py::test_a_full_disk": ("a full disk", SENTENCE),
    "store/test_crash.py::test_output_that_finds_no_room_gives_one_sentence": (
        "an output that finds no room", SENTENCE,
    ),
    "store/test_crash.py::test_ctrl_c_ends_a_wait_at_once": ("Ctrl-C amid a wait", "at once; 130"),
    "store/test_concurrency.py::test_what_is_recorded_at_once_is_all_there": (
        "many record at once", ALL_THERE,
    ),
    "store/test_concurrency.py::test_one_file_is_created_at_once": (
        "many make one database at once", "one schema, all in it",
    ),
    "store/test_many_at_once.py::test_many_record_while_others_read_import_and_back_up": (
        "many record at once, with readers, an import and backups", ALL_THERE,
    ),
    "store/test_many_at_once.py::test_who_waits_in_vain_is_told_for_whom": (
        "a process that records is stopped", "the others are told who, and do not hang",
    ),
    "store/test_care_at_once.py": ("backups and a restore while others record", "no move lost"),
    "store/test_schema.py::test_damage_anywhere_gives_an_answer_or_one_sentence": (
        "a file is damaged anywhere", "an answer or one sentence",
    ),
    "unit/test_check_mutations.py": ("the record is altered from outside", "check finds it"),
    "store/test_append_only.py": ("the ledger is to be changed by SQL", "refused"),
    "cli/test_hostile_text.py": ("hostile text", DATA),
    "cli/test_hostile_files.py": ("hostile files, clocks and zones", DATA),
    "cli/test_hostile_names.py": ("names that look like others", "one name, or a warning"),
    "cli/test_private_everywhere.py": (
        "private moves, in every command and format", "no word of them in a pipe or a file",
    ),
    "unit/test_guard.py": ("cells that begin like a formula", "none does; nothing is lost"),
    "unit/test_search_anything.py": ("any text is sought", "found; no error"),
    "unit/test_minutes_any_text.py": ("any text as minutes", "recorded, or its faults told"),
    "unit/test_bundle_tampering.py": ("a bundle was changed", "refused by name"),
    "fuzz/test_fuzz.py::test_nothing_but_errors_of_ours_comes_of_any_bytes": (
        "any bytes as dates, minutes, tables, JSON, bundles, mappings, searches", DATA,
    ),
    "fuzz/test_fuzz.py::test_a_minute_of_coverage_guided_fuzzing_finds_nothing": (
        "the same, guided by coverage (atheris)", DATA,
    ),
    "unit/test_union_properties.py": (
        "copies recorded apart and merged in any order", "one ledger in the end",
    ),
    "unit/test_minutes_round_trip.py": ("ledgers written as minutes and read", "the same ledger"),
    "unit/test_known_at.py": ("earlier states of knowledge", "as they were"),
    "cli/test_reference.py": (
        "any order of commands, in two copies that merge", "what the reference says",
    ),
}  # fmt: skip
"""By file, or by file and test: what is tried, and what is promised."""


def attack(place: str) -> tuple[str, str] | None:
    """What a test tries and what is promised; None for one that is no attack.

    Args:
        place: the id of the test, without what it is parametrized with.
    """
    test = place.partition("[")[0]
    for key, found in ATTACKS.items():
        if f"tests/{key}" == test or test.startswith(f"tests/{key}::"):
            return found
    return None
