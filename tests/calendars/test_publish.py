"""Publishing to a real CalDAV server (Radicale on loopback): our own events and no others, by hand moves noticed."""

import base64
import contextlib
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar

from scenarios.errors import InputError
from scenarios.schema import WEEKDAYS, Scenario
from solver.calendars.publish import actions, carry_out, read_folder
from solver.output.deliver import deliver
from solver.solve import solve

PASSWORD = "a 'secret' of mine"
CONFIG = """[server]
hosts = 127.0.0.1:{port}
[auth]
type = htpasswd
htpasswd_filename = {folder}/users
htpasswd_encryption = plain
delay = 0
[storage]
filesystem_folder = {folder}/collections
[logging]
level = warning
"""
DENTIST = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:{0}\r\nDTSTAMP:20261101T000000Z\r\n"
    "DTSTART:20261201T090000Z\r\nDTEND:20261201T100000Z\r\nSUMMARY:Dentist\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)


@dataclass
class Server:
    url: str
    collections: Path

    def files(self) -> list[Path]:
        """One file an event; the server's cache apart."""
        return [path for path in self.collections.rglob("*.ics") if ".Radicale.cache" not in path.parts]

    def events(self) -> dict[str, Any]:
        """What the server keeps, read from its own files: UID -> event."""
        found = {}
        for path in self.files():
            (event,) = Calendar.from_ical(path.read_bytes()).walk("VEVENT")
            assert str(event["uid"]) not in found
            found[str(event["uid"])] = event
        return found

    def ours(self) -> dict[str, Any]:
        return {str(e["X-RUNLIFT-SESSION"]): e for uid, e in self.events().items() if uid.endswith("@runlift")}

    def moved_by_hand(self, session: str, was: str, now: str) -> None:
        """What a calendar on a phone does: sends the event with other times."""
        file = self.file_of(session)
        text = file.read_bytes().decode("utf-8")
        assert was in text
        address = self.url + file.relative_to(self.collections / "collection-root").as_posix()
        key = base64.b64encode(f"ana:{PASSWORD}".encode()).decode("ascii")
        headers = {"Authorization": f"Basic {key}", "Content-Type": "text/calendar"}
        sent = urllib.request.Request(address, text.replace(was, now).encode(), headers, method="PUT")
        with urllib.request.urlopen(sent, timeout=10) as answer:
            assert answer.status in (201, 204)

    def file_of(self, session: str) -> Path:
        uid = str(self.ours()[session]["uid"])
        return next(path for path in self.files() if uid in path.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def listening(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("radicale")
    (folder / "users").write_text(f"ana:{PASSWORD}\n")
    running, port = started(folder)
    with running:
        yield Server(f"http://127.0.0.1:{port}/", folder / "collections")
        running.terminate()


@pytest.fixture
def server(listening: Server) -> Server:
    """With nothing in it, whatever the test before left there: it reads its files anew."""
    for user in (listening.collections / "collection-root").glob("*"):
        shutil.rmtree(user)
    return listening


def started(folder: Path) -> tuple[subprocess.Popen[bytes], int]:
    """A server that listens, and its port. A port that another took in the meantime ends it: then the next is tried."""
    said = folder / "said.txt"
    for _ in range(5):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        (folder / "config").write_text(CONFIG.format(port=port, folder=folder))
        command = [sys.executable, "-m", "radicale", "--config", str(folder / "config")]
        with said.open("wb") as file:
            running = subprocess.Popen(command, stderr=file)
        until = time.monotonic() + 60
        while running.poll() is None and time.monotonic() < until:
            # no other server answers here while this one lives: it ends when its port is taken
            with contextlib.suppress(OSError):
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                return running, port
            time.sleep(0.05)
        running.kill()
        running.wait()
    return pytest.fail(f"no server listens: {said.read_text(encoding='utf-8', errors='replace')[-500:]}")


def export(folder: Path, **more: Any) -> None:
    scenario = Scenario.model_validate(
        {
            "athlete": {"name": "Zoë"},
            "start": "2026-11-30",
            "timezone": "Europe/Berlin",
            "available": {day: {"morning": 60, "evening": 60} for day in WEEKDAYS},
            "runs": [{"type": "tempo", "minutes": 55, "days": ["tue"]}, {"type": "easy", "days": ["thu"]}],
            "strength": {"focus": ["upper"]},
            **more,
        }
    )
    deliver(folder, solve(scenario), scenario, "0" * 64)


@pytest.fixture
def publish(runlift):
    """Brings a calendar up to date as its user does; a ``password`` of None is one nobody gave."""

    def run(folder: Path, url: str, *more: str, password: str | None = PASSWORD) -> subprocess.CompletedProcess[str]:
        asked = ("publish", folder, "--caldav", url, "--user", "ana", *more)
        finished = runlift(*asked, RUNLIFT_CALDAV_PASSWORD=password)
        assert password is None or password not in finished.stdout + finished.stderr
        return finished

    return run


def test_a_plan_is_created_updated_and_removed_beside_others(publish, server: Server, tmp_path: Path) -> None:
    out = tmp_path / "out"
    export(out)
    dry = publish(out, server.url, "--dry-run")
    assert dry.returncode == 0, dry.stderr
    assert dry.stdout.count("\n+ ") + dry.stdout.startswith("+ ") == 3
    assert dry.stdout.splitlines()[-1] == "3 would be created (dry run: nothing was sent)"
    assert server.events() == {}
    assert publish(out, server.url).stdout.splitlines()[-1] == "3 created"
    assert {name: str(event["status"]) for name, event in server.ours().items()} == dict.fromkeys(
        ("tempo", "easy", "upper"), "CONFIRMED"
    )
    for uid in ("dentist@example.org", "other@runlift"):
        (server.file_of("easy").parent / f"{uid}.ics").write_text(
            DENTIST.format(uid).replace("SUMMARY", "X-RUNLIFT-SESSION:strange\r\nSUMMARY"), newline=""
        )
    assert publish(out, server.url).stdout == "3 unchanged\n"
    export(out, runs=[{"type": "tempo", "minutes": 55, "days": ["wed"]}, {"type": "easy", "days": ["thu"]}],
           strength={"focus": []})  # fmt: skip
    done = publish(out, server.url)
    assert "~ Tue 1 Dec 06:30 Tempo / threshold, 55 min -> Wed 2 Dec 06:30 Tempo / threshold, 55 min\n" in done.stdout
    assert "\n- " in done.stdout
    assert set(server.ours()) == {"tempo", "easy", "strange"}, "another plan's event is none of ours"
    assert f"{server.ours()['tempo'].start:%a %H:%M}" == "Wed 06:30"
    assert int(server.ours()["tempo"]["sequence"]) == 1
    assert "dentist@example.org" in server.events()
    again = publish(out, server.url)
    assert "updated" not in again.stdout
    assert "removed" not in again.stdout


@pytest.mark.parametrize("text", ["", "{}", '{"format": 9, "owner": "", "events": {}}', '{"format": 1, "events": []}'])
def test_a_ledger_that_is_none_is_told_before_a_server_is_asked(tmp_path: Path, text: str) -> None:
    export(tmp_path)
    (tmp_path / "plan.ledger.json").write_text(text)
    with pytest.raises(InputError) as refused:
        read_folder(tmp_path)
    assert re.search(r"plan\.ledger\.json: .*; accepted: ", str(refused.value))


def test_what_a_person_moved_is_kept_or_overwritten_as_asked(publish, server: Server, tmp_path: Path) -> None:
    out = tmp_path / "out"
    export(out)
    publish(out, server.url)
    server.moved_by_hand("easy", "Berlin:20261203T", "Berlin:20261205T")
    kept = publish(out, server.url)
    assert (
        "! Sat 5 Dec 06:30 Easy run, 40 min: moved by hand, the plan has Thu 3 Dec 06:30 Easy run, 40 min"
        in kept.stdout
    )
    assert kept.stdout.splitlines()[-1] == "1 moved by hand and kept, 2 unchanged"
    assert f"{server.ours()['easy'].start:%a}" == "Sat"
    dry = publish(out, server.url, "--moved", "overwrite", "--dry-run")
    assert dry.stdout.splitlines()[-1] == "1 would be updated, 2 unchanged (dry run: nothing was sent)"
    assert f"{server.ours()['easy'].start:%a}" == "Sat"
    publish(out, server.url, "--moved", "overwrite")
    assert f"{server.ours()['easy'].start:%a}" == "Thu"


def test_a_wrong_password_a_missing_one_and_a_dead_server_are_told(publish, server: Server, tmp_path: Path) -> None:
    out = tmp_path / "out"
    export(out)
    wrong = publish(out, server.url, password="wrong-one")
    assert (wrong.returncode, wrong.stderr) == (
        2, "127.0.0.1: user or password refused; accepted: those of the server\n",
    )  # fmt: skip
    missing = publish(out, server.url, password=None)
    assert missing.returncode == 2
    assert "RUNLIFT_CALDAV_PASSWORD" in missing.stderr
    dead = publish(out, "http://127.0.0.1:9/")
    assert dead.returncode == 74
    assert dead.stderr == "127.0.0.1: cannot be reached (connection refused)\n"
    assert server.events() == {}


def test_the_keyring_is_asked_by_user_and_server(server: Server, tmp_path: Path) -> None:
    out = tmp_path / "out"
    export(out)
    host = (
        f"import keyring; keyring.get_password = lambda *asked: {PASSWORD!r} if asked == ('runlift', 'ana@127.0.0.1')"
    )
    code = f"{host} else None\nfrom solver.cli.main import main; main()"
    words = ["publish", str(out), "--caldav", server.url, "--user", "ana"]
    finished = subprocess.run(
        [sys.executable, "-c", code, *words], capture_output=True, text=True, check=False, timeout=60
    )
    assert finished.stdout.splitlines()[-1] == "3 created", finished.stderr


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("http://dav.example.org/", "in the clear; accepted: https"),
        ("https://ana:secret@dav.example.org/", "the address holds a user"),
        ("dav.example.org", "no address of a server"),
    ],
)
def test_a_password_is_never_given_to_a_careless_address(publish, tmp_path: Path, url: str, told: str) -> None:
    export(tmp_path)
    refused = publish(tmp_path, url)
    assert refused.returncode == 2
    assert told in refused.stderr
    assert "secret" not in refused.stderr


class Dying:
    """A calendar whose connection breaks after so many events."""

    def __init__(self, lives: int) -> None:
        self.kept: dict[str, Any] = {}
        self.lives = lives

    def events(self) -> dict[str, Any]:
        return dict(self.kept)

    def put(self, uid: str, text: str) -> None:
        if not self.lives:
            raise OSError
        self.lives -= 1
        (self.kept[uid],) = Calendar.from_ical(text).walk("VEVENT")

    def remove(self, uid: str) -> None:
        del self.kept[uid]


def test_cut_short_it_is_simply_run_again(tmp_path: Path) -> None:
    export(tmp_path)
    published = read_folder(tmp_path)
    remote = Dying(1)
    with pytest.raises(OSError):  # noqa: PT011 - the one raised above
        carry_out(remote, list(actions(published, remote.events(), "keep")))
    assert len(remote.kept) == 1
    remote.lives = 9
    todo = list(actions(published, remote.events(), "keep"))
    assert sorted(action.kind for action in todo) == ["create", "create", "unchanged"]
    carry_out(remote, todo)
    assert {action.kind for action in actions(published, remote.events(), "keep")} == {"unchanged"}
