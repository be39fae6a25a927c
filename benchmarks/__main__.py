"""`python -m benchmarks COMMAND`: the budgets of the design beside their yardsticks, one JSON object each."""

import argparse
import json
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType


def main() -> int:
    """Run one measurement and print its figures as JSON."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    commands = parser.add_subparsers(required=True, dest="command")
    for add in (_of_analytics, _of_the_app):
        add(commands)
    options = parser.parse_args()
    harm = 0
    for figures in _measure(options):
        print(json.dumps(figures, indent=1))
        harm += len(figures.get("faults", ()))
    return int(harm > 0)


def _of_analytics(commands) -> None:
    trends = commands.add_parser("trends", help="all trend tests at once against a loop over pymannkendall")
    trends.add_argument("--series", type=int, default=100_000)
    coverage = commands.add_parser("coverage", help="forecast intervals against what came, on the published series")
    coverage.add_argument("--write", action="store_true", help="put the tables into docs/backtest.md")
    commands.add_parser("choice", help="the forecast's constants chosen without the series they are scored on")
    yardsticks = commands.add_parser("yardsticks", help="ETS, Theta and ARIMA beside ours, and series of elsewhere")
    yardsticks.add_argument("--python", type=Path, required=True, help="the Python that has statsforecast")
    yardsticks.add_argument("--write", action="store_true", help="put the tables into docs/backtest.md")


def _of_the_app(commands) -> None:
    load = commands.add_parser("load", help="loading and checking against a bare read_csv")
    load.add_argument("--observations", type=int, default=1_000_000)
    versions = commands.add_parser("versions", help="commands and first page beside those of another checkout")
    versions.add_argument("--other", type=Path, required=True, help="folder of the other checkout")
    views = commands.add_parser("views", help="server time of every view")
    views.add_argument("--observations", type=int, nargs="+", default=[1_000_000])
    views.add_argument("--folder", type=Path, default=Path("store") / "benchmarks")
    line = commands.add_parser("line", help="every view in a browser over a slow line")
    line.add_argument("--store", type=Path, default=Path("store"))
    start = commands.add_parser("start", help="first content in a browser beside Streamlit's hello page")
    start.add_argument("--store", type=Path, default=Path("store"))
    visitors = commands.add_parser("visitors", help="many visitors at once, and what a session costs in memory")
    visitors.add_argument("--store", type=Path, default=Path("store"))
    visitors.add_argument("--visitors", type=int, default=100)
    sights = commands.add_parser("sights", help="queries for who sees a part beside who sees everything")
    sights.add_argument("--store", type=Path, default=Path("store"))
    sights.add_argument("--answers", type=int, default=200)
    churn = commands.add_parser("churn", help="an hour of tabs and uploads that come and go: memory, handles, disk")
    churn.add_argument("--store", type=Path, default=Path("store"))
    churn.add_argument("--minutes", type=float, default=60)
    _of_harm(commands)


def _of_harm(commands) -> None:
    faults = commands.add_parser("faults", help="kill the store's commands at any moment and look what is left")
    faults.add_argument("--kills", type=int, default=200)
    faults.add_argument("--approval", action="store_true", help="on the way from report to publication, and rights")
    faults.add_argument("--damages", type=int, default=0, help="damage files at random instead, that many times")
    faults.add_argument("--minutes", type=float, default=float("inf"), help="end the damages then at the latest")
    faults.add_argument("--write", action="store_true", help="put the table of answers into docs/faults.md")
    faults.add_argument("--seed", type=int, default=1)
    writers = commands.add_parser(
        "writers", help="three processes that write at once, or two visitors who press together"
    )
    writers.add_argument("--rounds", type=int, default=200)
    writers.add_argument("--minutes", type=float, default=float("inf"), help="end then at the latest")
    writers.add_argument("--pages", action="store_true", help="two visitors of one server")
    writers.add_argument("--seed", type=int, default=1)
    seats = commands.add_parser("seats", help="publications while every seat of a server with few handles is taken")
    seats.add_argument("--handles", type=int, default=1024)
    mutants = commands.add_parser("mutants", help="small changes of the program that no test notices")
    mutants.add_argument("--seed", type=int, default=1)
    mutants.add_argument("--count", type=int, default=300)
    mutants.add_argument("--budget", type=float, default=15, help="seconds of tests a change, as they were recorded")
    mutants.add_argument("--again", action="store_true", help="try again what no test noticed")
    mutants.add_argument("--record", action="store_true", help="record anew which tests execute what, after a change")
    mutants.add_argument("--under", nargs="+", default=["analytics", "data"], metavar="FOLDER", help="what is changed")


def _measure(options: argparse.Namespace) -> Iterator[dict]:
    """Figures of the command; its module, which bears its name, is imported only now."""
    of = import_module("benchmarks." + {"start": "line"}.get(options.command, options.command))
    match options.command:
        case "load":
            yield of.run(options.observations)
        case "trends":
            yield of.run(series=options.series)
        case "faults" | "writers" | "seats" | "mutants":
            yield _of_what_goes_wrong(options, of)
        case "churn":
            yield of.run(options.store.resolve(), options.minutes)
        case "line":
            yield of.run(options.store.resolve())
        case "start":
            yield of.start(options.store.resolve())
        case "visitors":
            yield of.run(options.store.resolve(), options.visitors)
        case "sights":
            yield of.run(options.store.resolve(), options.answers)
        case "versions":
            yield of.run(options.other.resolve())
        case "coverage":
            cases = of.backtest()
            if options.write:
                of.write(cases)
            yield of.figures(cases)
        case "choice":
            yield of.run()
        case "yardsticks":
            yield of.run(options.python.absolute(), options.write)
        case "views":
            yield from (of.run(observations, options.folder) for observations in options.observations)


def _of_what_goes_wrong(options: argparse.Namespace, of: ModuleType) -> dict:
    """Figures of the commands that harm a store, crowd it, or change the program."""
    match options.command:
        case "faults" if options.damages:
            damage = import_module("benchmarks.damage")
            return damage.run(options.damages, options.seed, write=options.write, seconds=60 * options.minutes)
        case "faults":
            return of.run(options.kills, options.seed, of.APPROVAL if options.approval else of.COMMANDS)
        case "writers":
            return of.run(options.rounds, options.seed, pages=options.pages, seconds=60 * options.minutes)
        case "seats":
            return of.run(options.handles)
    given = options.seed, options.count, options.under, options.budget
    return of.run(*given, again=options.again, record=options.record)


if __name__ == "__main__":
    sys.exit(main())
