"""What became of files: one object for a file, the sums of several, and the lines that say it to people."""

from dataclasses import asdict
from typing import Any

from data import submissions
from data.changes.kinds import KINDS
from data.commands.answer import one_line

WORST = ("accepted", "partly", "rejected")


def outcome(loaded: submissions.Loaded, replaced: list[dict[str, Any]]) -> dict[str, Any]:
    """What became of one file: rows read and kept, changes, whose values are replaced, recognised facts, findings."""
    result = loaded.proposal.intake
    return {
        "file": loaded.proposal.file,
        "outcome": result.outcome,
        "submission": loaded.submission,
        "snapshot": loaded.snapshot,
        "read": result.read,
        "accepted": result.accepted,
        "rejected": result.rejected,
        "waiting": result.waiting,
        "changes": dict(loaded.changes),
        "replaced": replaced,
        "evidence": [one.name for one in loaded.proposal.evidence],
        "recognised": result.recognised,
        "findings": [asdict(finding) for finding in result.findings],
        "findings_total": sum(result.counts.values()),
    }


def together(results: list[dict[str, Any]]) -> dict[str, object]:
    """One object for one file; for several the sums, the worst outcome and each file's own object."""
    if len(results) == 1:
        return results[0]
    worst = max((one["outcome"] for one in results), key=WORST.index)
    sums = {key: sum(one[key] for one in results) for key in ("read", "accepted", "rejected", "waiting")}
    changes = {kind: sum(one["changes"][kind] for one in results) for kind in KINDS}
    last = results[-1]
    findings = [{**finding, "file": one["file"]} for one in results for finding in one["findings"]]
    return {
        "outcome": worst,
        "submission": last["submission"],
        "snapshot": last["snapshot"],
        **sums,
        "changes": changes,
        "replaced": [one for each in results for one in each["replaced"]],
        "recognised": last["recognised"],
        "findings": findings,
        "findings_total": sum(one["findings_total"] for one in results),
        "files": results,
    }


def lines(one: dict[str, Any]) -> list[str]:
    """An outcome as lines: the file, its changes, a line for each finding."""
    changes = ", ".join(f"{count} {kind}" for kind, count in one["changes"].items())
    return [
        f"{one_line(one['file'])}: {one['outcome']} — {one['read']} read, {one['accepted']} accepted, "
        f"{one['rejected']} rejected" + (f", {one['waiting']} of them wait for a reason" if one["waiting"] else ""),
        f"  {changes}; submission {one['submission'] or '-'}, snapshot {one['snapshot'] or '-'}",
        *(_replaced_line(each) for each in one["replaced"]),
        *(f"  evidence {one_line(name)}" for name in one["evidence"]),
        *(_finding_line(finding) for finding in one["findings"]),
    ]


def _replaced_line(one: dict[str, Any]) -> str:
    told = ", ".join(one_line(one[name]) for name in ("file", "sender", "received_at") if one.get(name))
    return f"  replaces {one['values']} of {one['submission']}" + (f" ({told})" if told else "")


def _finding_line(finding: dict[str, Any]) -> str:
    place = ", ".join(f"{word} {finding[word]}" for word in ("row", "column") if finding[word] is not None)
    return f"  {finding['severity']} {finding['rule']} ({place or 'file'}): {one_line(finding['message_en'])}"
