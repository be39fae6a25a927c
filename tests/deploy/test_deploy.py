"""The files for running the program as a service agree with one another and with the program; scripts do as told."""

import os
import re
import subprocess
from pathlib import Path

import pytest

from data.settings import ROOT
from pages.shell.server.measurements import Measurements

DEPLOY = ROOT / "deploy"
NGINX = (DEPLOY / "nginx" / "kinerja.conf").read_text("utf-8")
SCRIPTS = ("backup", "restart")


def told(name: str) -> dict[str, str]:
    """Variables that a file of the environment sets."""
    lines = (DEPLOY / name).read_text("utf-8").splitlines()
    return dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))


def test_the_service_says_its_mode_and_never_begins_a_store_by_itself():
    given = told("kinerja.env")
    assert given["KINERJA_MODE"] in {"office", "public"}
    assert given["KINERJA_STORE_MUST_EXIST"] == "1"
    for unit in (DEPLOY / "systemd").glob("*.service"):
        assert "EnvironmentFile=/etc/kinerja/kinerja.env" in unit.read_text("utf-8").splitlines()


def test_processes_are_the_same_to_proxy_and_watcher_and_listen_on_this_machine_alone():
    ports = set(re.findall(r"server 127\.0\.0\.1:(\d+)", NGINX))
    assert ports == set(re.findall(r"127\.0\.0\.1:(\d+)", (DEPLOY / "prometheus" / "scrape.yml").read_text("utf-8")))
    manual = (ROOT / "docs" / "operations.md").read_text("utf-8")
    assert ports == set(re.findall(r"kinerja@(\d+)", manual))
    assert "--server.address 127.0.0.1 " in (DEPLOY / "systemd" / "kinerja@.service").read_text("utf-8")


def test_the_name_of_the_site_is_the_same_everywhere():
    name = told("kinerja.env")["STREAMLIT_BROWSER_SERVER_ADDRESS"]
    assert set(re.findall(r"server_name (\S+);", NGINX)) == {name}
    assert name in (ROOT / "docs" / "operations.md").read_text("utf-8")


def test_alarms_and_the_manual_know_only_figures_that_are_told():
    known = set(Measurements().stats_families)
    alarms = (DEPLOY / "prometheus" / "alarms.yml").read_text("utf-8")
    asked = {re.sub(r"_(bucket|total)$", "", name) for name in re.findall(r"\bkinerja_[a-z_]+", alarms)}
    manual = (ROOT / "docs" / "operations.md").read_text("utf-8")
    explained = {re.sub(r"_total$", "", name) for name in re.findall(r"^\| `(kinerja_\w+)`", manual, re.M)}
    assert asked < explained == known
    named = set(re.findall(r"alert: (\w+)", alarms))
    assert named == {alarm for line in re.findall(r"^\| (Kinerja.+?) \|", manual, re.M) for alarm in line.split(", ")}


@pytest.mark.parametrize("name", SCRIPTS)
def test_scripts_may_be_run_and_read_as_shell(name):
    script = DEPLOY / name
    assert os.access(script, os.X_OK)
    assert subprocess.run(["sh", "-n", str(script)], check=False).returncode == 0


def test_a_backup_is_written_and_old_ones_go(tmp_path):
    program, folder = tmp_path / "program", tmp_path / "backups"
    (program / ".venv" / "bin").mkdir(parents=True)
    folder.mkdir()
    python = program / ".venv" / "bin" / "python"
    python.write_text('#!/bin/sh\necho "$*" > "$4"\n', "utf-8")
    python.chmod(0o755)
    for age, name in ((0, "kinerja-young.zip"), (40, "kinerja-old.zip"), (40, "other.zip")):
        (folder / name).touch()
        subprocess.run(["touch", "-d", f"{age} days ago", str(folder / name)], check=True)
    environment = {**os.environ, "KEPT_DAYS": "30"}
    subprocess.run([str(DEPLOY / "backup"), str(folder)], cwd=program, env=environment, check=True, capture_output=True)
    left = {path.name for path in folder.iterdir()}
    assert {"kinerja-young.zip", "other.zip"} < left
    assert "kinerja-old.zip" not in left
    (made,) = left - {"kinerja-young.zip", "other.zip"}
    assert (folder / made).read_text("utf-8") == f"-m data backup {folder / made} --without-snapshot\n"


def restart(tmp_path: Path, answers: bool) -> tuple[int, list[str]]:
    """Exit code of the script, and what it asked of systemd and of the processes, in order."""
    said = tmp_path / "said"
    for name, code in (("systemctl", 0), ("curl", 0 if answers else 22)):
        tool = tmp_path / name
        tool.write_text(f'#!/bin/sh\necho "{name} $*" >> "{said}"\nexit {code}\n', "utf-8")
        tool.chmod(0o755)
    environment = {**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}", "WAIT_SECONDS": "1"}
    done = subprocess.run([str(DEPLOY / "restart"), "8501", "8502"], env=environment, check=False, capture_output=True)
    return done.returncode, [line.rsplit(" ", 1)[-1] for line in said.read_text("utf-8").splitlines()]


def test_processes_restart_one_after_the_other(tmp_path):
    ready = "http://127.0.0.1:{}/api/ready"
    assert restart(tmp_path, answers=True) == (
        0, ["kinerja@8501", ready.format(8501), "kinerja@8502", ready.format(8502)]
    )  # fmt: skip


def test_a_process_that_does_not_come_back_leaves_the_others_as_they_were(tmp_path):
    code, asked = restart(tmp_path, answers=False)
    assert code == 1
    assert "kinerja@8502" not in asked
