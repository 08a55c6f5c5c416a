"""People who come to a server with passwords, over a network that is not to be trusted."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import certificates
import pytest
import servers
from builders import Session
from hubs import begin, member, synced

from tracker.store.server.address import Address

pytestmark = [
    pytest.mark.skipif(bool(servers.why_not()), reason=servers.why_not()),
    pytest.mark.skipif(bool(certificates.why_not()), reason=certificates.why_not()),
]
HOST = "db.example.org"
PASSWORD = "pfeffernuss"
PEOPLE = {"rita": "tracker_reader", "anna": "tracker_recorder", "ada": "tracker_admin"}
RULES = f"""
host all {servers.ADMIN} {servers.LOOPBACK}/32 trust
host all all {servers.LOOPBACK}/32 scram-sha-256
"""
EMPTY = "empty"
PATIENCE = 60.0


@pytest.fixture(scope="module")
def server() -> Iterator[servers.Server]:
    """A server that lets in by passwords, and has no certificate yet."""
    started = servers.Server()
    started.does(f"create database {EMPTY}")
    (started.data / "pg_hba.conf").write_text(RULES, encoding="utf-8")
    started.does("alter system set password_encryption = 'scram-sha-256'")
    started.does("select pg_reload_conf()")
    session = Session(started.folder)
    session(f"hub init {started.address(EMPTY)} --private")
    for name, role in PEOPLE.items():
        started.does(f"create role {name} login password '{PASSWORD} {name}' in role {role}")
    yield started
    started.remove()


@pytest.fixture
def database(server: servers.Server) -> str:
    """The name of a database with an empty ledger."""
    return server.database(EMPTY)


@pytest.fixture
def come(
    server: servers.Server, database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[[str], Session]:
    """Lets somebody come by the loopback, with all passwords in a file of libpq's."""
    _keep_passwords(tmp_path / "pgpass", "*", monkeypatch)

    def come(name: str) -> Session:
        session = Session(tmp_path)
        session.env |= {"TRACKER_DB": server.address(database, name), "TRACKER_USER": "mallory"}
        return session

    return come


def _keep_passwords(file: Path, database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    file.write_text("".join(f"*:*:{database}:{name}:{PASSWORD} {name}\n" for name in PEOPLE))
    file.chmod(0o600)
    monkeypatch.setenv("PGPASSFILE", str(file))


def test_each_may_what_the_role_may_and_records_in_its_own_name(
    come: Callable[[str], Session],
) -> None:
    anna = come("anna")
    begin(anna)
    anna("demand 'a ban' --by RU --to NATO")
    anna("reject RU-1 'in private' --by NATO --private")
    anna("demand 'a secret' --by RU --to US --private")
    ada = come("ada")
    ada("note RU-1 --by NATO")
    rita = come("rita")
    assert rita.cells("--include-private") == {("RU-1", "NATO"): "noted"}
    assert "secret" not in rita("export moves --include-private")
    for line in ("note RU-1 --by NATO", "party add FR France", "undo --yes", "negotiation archive"):
        assert "You may not do this" in rita(line, fails=6).err
    told = ada.rows("export moves --include-private")
    assert [row["recorded_by"] for row in told] == ["anna", "anna", "anna", "ada"]
    ada("negotiation archive")
    assert rita("negotiation list") == ""
    assert "Security talks" in anna("negotiation list")


def test_a_password_comes_from_the_places_of_libpq_alone(
    come: Callable[[str], Session], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    anna = come("anna")
    begin(anna)
    _keep_passwords(tmp_path / "pgpass", "elsewhere", monkeypatch)
    missing = anna("talk list", fails=6).err
    assert "asks for a password" in missing
    monkeypatch.setenv("PGPASSWORD", f"{PASSWORD} rita")
    wrong = anna("talk list", fails=6).err
    assert "does not take the password" in wrong
    assert missing.count("\n") == wrong.count("\n") == 1
    monkeypatch.setenv("PGPASSWORD", f"{PASSWORD} anna")
    assert "Second round" in anna("talk list")
    service = tmp_path / "services"
    service.write_text(f"[talks]\npassword={PASSWORD} anna\n", encoding="utf-8")
    monkeypatch.delenv("PGPASSWORD")
    monkeypatch.setenv("PGSERVICEFILE", str(service))
    assert "Second round" in anna(f"talk list --db {anna.env['TRACKER_DB']}?service=talks")


def test_no_output_and_no_list_of_processes_tells_a_password(
    come: Callable[[str], Session],
    server: servers.Server,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    anna = come("anna")
    begin(anna)
    hub = anna.env["TRACKER_DB"]
    bob = member(tmp_path, "bob", hub)
    monkeypatch.setenv("PGPASSWORD", f"{PASSWORD} anna")
    said = []
    for line in ("doctor", f"doctor --db {hub}", "hub status", "sync", "path", "check", "log",
                 f"hub init {hub}", f"positions --db {hub}", f"demand x --db {hub} --by RU",
                 f"log --db {hub}x", f"log --db {hub}?sslmode=verify-full"):  # fmt: skip
        told = bob(line, fails=None)
        said += [told, told.err]
    line = [sys.executable, "-P", "-m", "tracker", "sync", "--watch"]
    environment = {**os.environ, **bob.env}
    with subprocess.Popen(
        line, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        assert process.stdout.readline().startswith("Synced")
        said.append(Path(f"/proc/{process.pid}/cmdline").read_text(encoding="utf-8"))
        asked = server.does("select query, application_name from pg_stat_activity")
        said.append(repr(asked))
        process.terminate()
        said += process.communicate(timeout=PATIENCE)
    said.append((server.folder / "log").read_text(encoding="utf-8"))
    assert not [text for text in said if PASSWORD in text]
    assert PASSWORD.encode() not in bob.db.read_bytes()


@pytest.fixture
def far(server: servers.Server, database: str, come: Callable[[str], Session]) -> Session:
    """Anna, who comes to the server by a name that is not of this machine."""
    anna = come("anna")
    where = f"anna@{HOST}:{server.port}/{database}?hostaddr={servers.LOOPBACK}"
    anna.env["TRACKER_DB"] = f"postgresql://{where}"
    return anna


def test_a_server_that_cannot_prove_who_it_is_is_told_nothing(
    server: servers.Server, far: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours, others = (certificates.authority(tmp_path, name) for name in ("ours", "others"))
    monkeypatch.setenv("PGSSLROOTCERT", str(ours))
    assert "offers no TLS" in far("negotiation list", fails=6).err
    certificates.certify(server, HOST, ours)
    end = time.monotonic() + PATIENCE
    while far("negotiation list", fails=None).code and time.monotonic() < end:
        time.sleep(0.2)
    begin(far)
    far("demand 'a ban' --by RU --to NATO")
    told = {row["fact"]: row["value"] for row in far.rows("doctor")}
    assert told["encrypted"] == "yes"
    bob = member(tmp_path, "bob", far.env["TRACKER_DB"])
    synced(bob)
    assert bob.cells() == {("RU-1", "NATO"): "open"}
    address = far.env["TRACKER_DB"]
    for doubtful in (
        f"{address}&sslrootcert={others}",
        f"{address}&sslrootcert=system",
        address.replace(HOST, "db.example.com"),
    ):
        said = far(f"negotiation list --db {doubtful}", fails=6).err
        assert "did not prove to be that one" in said
        assert said.count("\n") == 1
    nowhere = f"{address}&sslrootcert={tmp_path / 'none.crt'}"
    assert "is not there" in far(f"negotiation list --db {nowhere}", fails=6).err


@pytest.mark.parametrize("way", [
    "hostaddr=203.0.113.7", "host=localhost&hostaddr=203.0.113.7", "service=far",
])  # fmt: skip
@pytest.mark.parametrize("named", ["in the address", "in the environment"])
def test_no_way_round_the_name_of_a_host_leads_into_the_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str, named: str
) -> None:
    service = tmp_path / "services"
    service.write_text("[far]\nhost=db.example.org\nhostaddr=203.0.113.7\n", encoding="utf-8")
    monkeypatch.setenv("PGSERVICEFILE", str(service))
    address = f"postgresql:///x?{way}&sslmode=disable"
    if named == "in the environment":
        address = "postgresql:///x"
        monkeypatch.setenv("PGSSLMODE", "disable")
        for each in way.split("&"):
            name, value = each.split("=")
            monkeypatch.setenv(f"PG{name.upper()}", value)
    refused = Session(tmp_path)(f"talk list --db '{address}'", fails=2).err
    assert "sslmode=disable would send" in refused


@pytest.mark.parametrize("way", ["postgresql://192.0.2.1/x", "postgresql://192.0.2.1/x?sslmode="])
def test_an_empty_setting_is_none(monkeypatch: pytest.MonkeyPatch, way: str) -> None:
    monkeypatch.setenv("PGSSLMODE", "")
    assert Address(way).settings()["sslmode"] == "verify-full"
