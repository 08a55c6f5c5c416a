"""The steps of the plans of queries that are meant to read more than a few rows."""

MEANT = {
    "last_move": {"SCAN move USING INDEX move_by_generation": "backwards, and only one row"},
    **{
        name: {"SCAN move USING INDEX move_private": "private moves alone"}
        for name in (
            "any_private",
            "keys_kept_private",
            "labels_put_privately",
            "demands_known_privately",
            "wordings_put_privately",
        )
    },
    "party_named": {"SCAN move USING INDEX move_moment": "for undoing that a party was added"},
    "last_recorded_by": {"SCAN move USING INDEX move_by_generation": "backwards, until one by it"},
    "parties_of_negotiation": {
        "SEARCH move USING INDEX move_moment (negotiation=?)": "who is named in one negotiation"
    },
    "moves_recorded": {"SCAN move": "every move is compared with another copy's"},
    "counts": {"SCAN move USING INDEX move_in_talk": "every move is counted"},
    "holding": {
        "SCAN move USING INDEX move_by_generation": "backwards, and only one row",
        "SCAN move": "by number, and only one row",
        "SCAN move USING INDEX move_in_talk": "every move is counted",
    },
    "moves_to_check": {"SCAN move": "every move is checked"},
    "answers_unsourced": {
        "SEARCH move USING INDEX move_moment (negotiation=?)": "every answer is checked"
    },
    "sources": {"SEARCH move USING INDEX move_moment (negotiation=?)": "every source is listed"},
    "moves_of_source": {
        "SEARCH move USING INDEX move_moment (negotiation=?)": "every move is asked for its source"
    },
    "counters_unworded": {
        "SEARCH move USING INDEX move_moment (negotiation=?)": "every counter is checked"
    },
    "moves_dated_apart": {
        "SEARCH move USING INDEX move_moment (negotiation=?)": "every date is checked"
    },
    "count_cells": {"SEARCH pair USING PRIMARY KEY (negotiation=?)": "every cell is counted"},
}
"""The steps of plans that read a whole table or negotiation, and why they may."""
