"""How a transaction on a server begins: in one round trip, which gives the schema and the role."""

from tracker.store.server.failing import WAIT_SECONDS
from tracker.store.server.schema import VERSION

ABSENT_SECONDS = 300
"""After how long who says nothing, and is there, holds up nobody."""
# Who does not even answer the network: asked after 20 seconds, and four times more.
_GONE = """
set local tcp_keepalives_idle = 20; set local tcp_keepalives_interval = 5;
set local tcp_keepalives_count = 4;
"""
# Compiling a query takes seconds, where one screen of it takes milliseconds. A backslash in a query
# is one, whatever a role or a database is set to; and what the server says of the schema is
# compared with what it said once.
_SETTINGS = """
set local search_path = tracker; set local jit = off;
set local standard_conforming_strings = on; set local quote_all_identifiers = off;
"""
# What is prepared is asked more often than the server would plan it anew.
_LOOKING = f"{_SETTINGS} set local plan_cache_mode = force_generic_plan; {VERSION}"
READING = f"begin isolation level repeatable read; {_LOOKING}"
READING_ALONE = f"begin isolation level repeatable read read only; {_LOOKING}"
"""In which the server lets nothing be written, whoever asks."""
CHOOSING = f"begin isolation level read committed; {_SETTINGS} {VERSION}"
"""In which a role writes what is its own, and waits for nobody."""
WRITING = f"""
begin isolation level read committed; {_SETTINGS} {_GONE}
set local idle_in_transaction_session_timeout = '{ABSENT_SECONDS}s';
set local lock_timeout = '{WAIT_SECONDS}s';
select pg_advisory_xact_lock(hashtext('tracker ledger'));
set local lock_timeout = 0;
{VERSION}
"""
"""Waits until nobody else records."""
