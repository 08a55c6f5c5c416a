"""The address of a ledger on a server: what it may hold, and how it is shown."""

from __future__ import annotations

import threading

from tracker.errors import NotInstalled, UsageError
from tracker.settings import is_address

_SECRETS = (
    "password", "sslpassword", "oauth_client_secret", "scram_client_key", "scram_server_key",
)  # fmt: skip
_one_at_a_time = threading.Lock()
_LOCAL = ("", "localhost", "127.0.0.1", "::1")
# It is not repeated: a password may stand in it.
_NONE = "That is not the address of a server, such as postgresql://ROLE@HOST/DATABASE"
_SECURE = ("require", "verify-ca", "verify-full")


class Address(str):
    """The address of a ledger on a server, without any password: what may be shown and kept.

    Raises:
        UsageError: it is none, or holds a password.
        NotInstalled: there is nothing to reach a server by.
    """

    __slots__ = ()

    def __new__(cls, text: str) -> Address:
        """Read an address as it was typed."""
        if not is_address(text):
            raise UsageError(_NONE)
        try:
            from psycopg import Error
            from psycopg.conninfo import conninfo_to_dict
        except ModuleNotFoundError as error:
            if error.name != "psycopg":
                raise
            raise NotInstalled("A ledger on a server needs psycopg", "postgres") from None
        try:
            parts = conninfo_to_dict(text)
        except Error:  # whose words would repeat a password
            raise UsageError(_NONE) from None
        if any(parts.get(each) for each in _SECRETS):
            raise UsageError(
                "Everybody on this machine can see a password in an address; put it into "
                "~/.pgpass or PGPASSWORD, and leave it out of the address."
            )
        return super().__new__(cls, text)

    def settings(self) -> dict[str, str]:
        """What a connection is opened with: to another machine only through TLS, and checked.

        Raises:
            UsageError: it asks for less.
        """
        from psycopg.conninfo import conninfo_to_dict

        parts = {name: str(value) for name, value in conninfo_to_dict(self).items()}
        known = _defaults(parts.get("service")) | parts
        hosts = f"{known.get('host', '')},{known.get('hostaddr', '')}"
        if all(each in _LOCAL or each.startswith("/") for each in hosts.split(",")):
            return parts
        mode = known.get("sslmode") or "prefer"
        if mode == "prefer" and not parts.get("sslmode"):  # of libpq, where nobody says anything
            mode = "verify-full"
        if mode not in _SECURE:
            raise UsageError(
                f"sslmode={mode} would send what is recorded over the network in the open; use "
                "sslmode=verify-full, with the certificate of the server in sslrootcert."
            )
        parts["sslmode"] = mode
        if mode == "verify-full" and "sslrootcert" not in known:
            parts["sslrootcert"] = "system"
        return parts


def _defaults(service: str | None) -> dict[str, str]:
    """What libpq takes for granted where an address does not say: of the environment, a service.

    A service is told to it by the environment, which is as it was when this ends.
    """
    import os

    from psycopg.pq import Conninfo

    with _one_at_a_time:
        before = os.environ.get("PGSERVICE")
        if service is not None:
            os.environ["PGSERVICE"] = service
        try:
            found = Conninfo.get_defaults()
        finally:
            if service is not None:
                os.environ.pop("PGSERVICE")
                os.environ |= {} if before is None else {"PGSERVICE": before}
    return {os.fsdecode(each.keyword): os.fsdecode(each.val) for each in found if each.val}
