import json
import os
import random
import signal
import subprocess
import sys
import zipfile

import pytest

from data import submissions
from data.errors import StoreError
from data.store import Store, backup
from data.submissions import restoring

VALUES = "kode_instansi;kode_indikator;kode_wilayah;periode;realisasi\nBAPPEDA;IKU-BAPPEDA-13;11.7{n};2024;{value}\n"


@pytest.fixture(scope="module")
def base(tmp_path_factory, publish):
    """Folder with a store of two submissions and its backups, with and without the snapshot; to be read only."""
    base = tmp_path_factory.mktemp("backup")
    (base / "exports").mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KINERJA_EXPORTS", str(base / "exports"))
        store = Store(base / "store")
        for number in (1, 2):
            publish(store, VALUES.format(n=number, value=f"{number},5"), f"{number}.csv")
        backup.write(store, base / "whole.zip")
        backup.write(store, base / "small.zip", snapshot=False)
    return base


@pytest.mark.parametrize("name", ["whole.zip", "small.zip"])
def test_on_an_empty_machine_the_store_is_the_same(base, tmp_path, publish, name):
    done = restoring.restore(base / name, tmp_path / "new" / "store")
    before, after = Store(base / "store"), Store(tmp_path / "new" / "store")
    assert submissions.verify(after) == []
    assert after.pointer == before.pointer
    assert (done.snapshot, done.head, done.doubts) == (before.pointer.snapshot, 2, ())
    assert after.snapshot().fetch("observations")["actual"].tolist() == [1.5, 2.5]
    publish(after, VALUES.format(n=3, value="3,5"))
    assert submissions.verify(after) == []
    assert sorted(os.listdir(tmp_path / "new")) == ["store"]


def test_a_place_that_is_not_empty_is_left_or_set_aside(base, tmp_path):
    store = tmp_path / "store"
    store.mkdir()
    (store / "lock").touch()
    assert restoring.restore(base / "small.zip", store).aside is None, "an empty folder"
    (store / "mine.txt").write_text("x", "utf-8")
    with pytest.raises(StoreError) as stopped:
        restoring.restore(base / "small.zip", store)
    assert stopped.value.key == "restore_taken"
    aside = restoring.restore(base / "small.zip", store, replace=True).aside
    assert (aside / "mine.txt").read_text("utf-8") == "x"
    assert not (store / "mine.txt").exists()
    assert submissions.verify(Store(store)) == []


def test_where_the_place_is_a_mounted_disk_the_store_is_put_into_it(base, tmp_path, monkeypatch):
    place = tmp_path / "disk"
    place.mkdir()
    (place / "mine.txt").write_text("x", "utf-8")
    inode = place.stat().st_ino
    monkeypatch.setattr(os.path, "ismount", lambda path: str(path) == str(place))
    aside = restoring.restore(base / "whole.zip", place, replace=True).aside
    assert (place.stat().st_ino, aside.parent) == (inode, place)
    assert [path.name for path in aside.iterdir()] == ["mine.txt"]
    assert Store(place).snapshot().fetch("observations")["actual"].tolist() == [1.5, 2.5]
    assert submissions.verify(Store(place)) == []


def test_a_publication_during_the_backup_is_not_half_in_it(base, tmp_path, publish, monkeypatch):
    restoring.restore(base / "whole.zip", tmp_path / "store")
    store, add, done = Store(tmp_path / "store"), backup._add, []

    def publish_once(*given):
        if not done:
            done.append(publish(store, VALUES.format(n=3, value="3,5")))
        add(*given)

    monkeypatch.setattr(backup, "_add", publish_once)
    assert backup.write(store, tmp_path / "during.zip").head == 2
    assert store.pointer.head == 3
    restoring.restore(tmp_path / "during.zip", tmp_path / "again")
    assert Store(tmp_path / "again").pointer.head == 2
    assert submissions.verify(Store(tmp_path / "again")) == []


def test_a_backup_of_damage_is_not_written(base, tmp_path):
    restoring.restore(base / "whole.zip", tmp_path / "store")
    store = Store(tmp_path / "store")
    path = store.ledger.entries()[0].folder / "accepted.parquet"
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    with pytest.raises(StoreError, match=r"accepted\.parquet"):
        backup.write(store, tmp_path / "x.zip")
    assert sorted(os.listdir(tmp_path)) == ["store"]


def test_every_flipped_bit_and_every_cut_is_refused_and_named(base, tmp_path):
    content, chance = (base / "small.zip").read_bytes(), random.Random(9)
    damaged = [content[:-1], content[: len(content) // 2], content[:10], b"", content + b"x", b"\0" * len(content)]
    directory = content.rindex(b"PK\x05\x06") + 18  # where it begins: further on, its members lie before the file
    damaged.append(content[:directory] + bytes([content[directory] ^ 0x10]) + content[directory + 1 :])
    for _ in range(60):
        place = chance.randrange(len(content))
        damaged.append(content[:place] + bytes([content[place] ^ 1 << chance.randrange(8)]) + content[place + 1 :])
    for bad in damaged:
        (tmp_path / "bad.zip").write_bytes(bad)
        with pytest.raises(StoreError) as stopped:
            restoring.restore(tmp_path / "bad.zip", tmp_path / "store")
        assert stopped.value.key in {"backup_damaged", "backup_hostile", "newer_program"}
        assert "bad.zip" in stopped.value.message_id
        assert os.listdir(tmp_path) == ["bad.zip"]


def archive(path, members, manifest=None, link=None):
    """A sealed archive of `members`, with a manifest that fits them unless another is given."""
    import hashlib

    told = {name: {"size": len(text), "sha256": hashlib.sha256(text).hexdigest()} for name, text in members}
    with path.open("wb+") as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
            for name, text in members:
                info = zipfile.ZipInfo(name)
                info.external_attr = (0o120777 if name == link else 0o100644) << 16
                made.writestr(info, text, zipfile.ZIP_DEFLATED)
            facts = {"format": 1, "snapshot": "a", "head": 0, "published_at": "x", "files": told}
            made.writestr("manifest.json", json.dumps({**facts, **(manifest or {})}))
            made.comment = b"0" * backup.SEAL
        backup._seal(file)
    return path


@pytest.mark.parametrize(
    ("members", "more", "key"),
    [
        ([("../out.json", b"x")], {}, "backup_hostile"),
        ([("/etc/out.json", b"x")], {}, "backup_hostile"),
        ([("ledger/000001-aaaaaaaa/../../../out", b"x")], {}, "backup_hostile"),
        ([("snapshots/kinerja-a.duckdb.wal", b"x")], {}, "backup_hostile"),
        ([("ledger/000001-aaaaaaaa/entry.json", b"/etc/passwd")], {"link": "ledger/000001-aaaaaaaa/entry.json"},
         "backup_hostile"),
        ([("pointer.json", b"0" * 20_000_000)], {"manifest": {"files": {"pointer.json": {"size": 9, "sha256": "x"}}}},
         "backup_damaged"),
        ([("store.json", b"{}")], {}, "backup_damaged"),
        ([("pointer.json", b"{}")], {"manifest": {"files": {}}}, "backup_damaged"),
        ([("pointer.json", b"{}")], {"manifest": {"files": []}}, "backup_damaged"),
        ([("pointer.json", b"{}")], {"manifest": {"format": 99}}, "newer_program"),
        ([("pointer.json", b"{}")], {"manifest": {"format": "a"}}, "backup_damaged"),
    ],
)  # fmt: skip
def test_what_backup_never_writes_is_refused(tmp_path, members, more, key):
    pointer = [("pointer.json", b"{}")] if key == "backup_hostile" else []
    bad = archive(tmp_path / "bad.zip", [*members, *pointer], **more)
    with pytest.raises(StoreError) as stopped:
        restoring.restore(bad, tmp_path / "store")
    assert stopped.value.key == key
    assert os.listdir(tmp_path) == ["bad.zip"]


def test_a_sound_archive_of_what_is_no_store_is_refused(tmp_path):
    bad = archive(tmp_path / "bad.zip", [("pointer.json", b"{}")])
    with pytest.raises(StoreError):
        restoring.restore(bad, tmp_path / "store")
    assert os.listdir(tmp_path) == ["bad.zip"]


KILLED = """
import os, signal, sys
from pathlib import Path
from data.store import Store, backup
from data.submissions import restoring
module, name, base, target = sys.argv[1:]
module = {"backup": backup, "restoring": restoring}[module]
setattr(module, name, lambda *_: os.kill(os.getpid(), signal.SIGKILL))
if name == "_seal":
    backup.write(Store(Path(base) / "store"), Path(target) / "b.zip")
else:
    restoring.restore(Path(base) / "small.zip", Path(target) / "store")
"""


@pytest.mark.parametrize(("module", "name"), [("backup", "_seal"), ("restoring", "_moved")])
def test_a_kill_leaves_nothing_half_and_the_next_try_does_it(base, tmp_path, module, name):
    ended = subprocess.run([sys.executable, "-c", KILLED, module, name, str(base), str(tmp_path)], check=False)
    assert ended.returncode == -signal.SIGKILL
    assert not [one for one in os.listdir(tmp_path) if not one.startswith(".")]
    backup.write(Store(base / "store"), tmp_path / "b.zip")
    restoring.restore(tmp_path / "b.zip", tmp_path / "store")
    assert sorted(os.listdir(tmp_path)) == ["b.zip", "store"]


def test_the_commands(base, tmp_path, monkeypatch, capsys):
    from data.__main__ import main

    monkeypatch.setenv("KINERJA_STORE", str(base / "store"))
    target = tmp_path / "b.zip"
    assert main(["backup", str(target), "--json"]) == 0
    written = json.loads(capsys.readouterr().out)
    assert (written["head"], written["snapshot"]) == (2, Store(base / "store").pointer.snapshot)
    assert main(["backup", str(target)]) == 2, "a backup is not overwritten"
    assert main(["restore", str(target)]) == 1, "nor a store"
    capsys.readouterr()
    assert main(["restore", str(target), "--into", str(tmp_path / "store"), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["snapshot"] == written["snapshot"]
