"""`python -m benchmarks COMMAND`: the budgets of the design beside their yardsticks, one JSON object each."""

import argparse
import json
import sys
from pathlib import Path


def main() -> int:
    """Run one measurement and print its figures as JSON."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    commands = parser.add_subparsers(required=True, dest="command")
    load = commands.add_parser("load", help="loading and checking against a bare read_csv")
    load.add_argument("--observations", type=int, default=1_000_000)
    trends = commands.add_parser("trends", help="all trend tests at once against a loop over pymannkendall")
    trends.add_argument("--series", type=int, default=100_000)
    coverage = commands.add_parser("coverage", help="forecast intervals against what came, on the published series")
    coverage.add_argument("--write", action="store_true", help="put the tables into docs/backtest.md")
    commands.add_parser("choice", help="the forecast's constants chosen without the series they are scored on")
    yardsticks = commands.add_parser("yardsticks", help="ETS, Theta and ARIMA beside ours, and series of elsewhere")
    yardsticks.add_argument("--python", type=Path, required=True, help="the Python that has statsforecast")
    yardsticks.add_argument("--write", action="store_true", help="put the tables into docs/backtest.md")
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
    faults = commands.add_parser("faults", help="kill the store's commands at any moment and look what is left")
    faults.add_argument("--kills", type=int, default=200)
    faults.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    harm = 0
    for figures in _measure(options):
        print(json.dumps(figures, indent=1))
        harm += len(figures.get("faults", ()))
    return int(harm > 0)


def _measure(options: argparse.Namespace):
    if options.command == "load":
        from benchmarks import load

        yield load.run(options.observations)
    elif options.command == "trends":
        from benchmarks import trends

        yield trends.run(series=options.series)
    elif options.command == "faults":
        from benchmarks import faults

        yield faults.run(options.kills, options.seed)
    elif options.command == "line":
        from benchmarks import line

        yield line.run(options.store.resolve())
    elif options.command == "start":
        from benchmarks import line

        yield line.start(options.store.resolve())
    elif options.command == "visitors":
        from benchmarks import visitors

        yield visitors.run(options.store.resolve(), options.visitors)
    elif options.command == "coverage":
        from benchmarks import coverage

        cases = coverage.backtest()
        if options.write:
            coverage.write(cases)
        yield coverage.figures(cases)
    elif options.command == "choice":
        from benchmarks import choice

        yield choice.run()
    elif options.command == "yardsticks":
        from benchmarks import yardsticks

        yield yardsticks.run(options.python.absolute(), options.write)
    else:
        from benchmarks import views

        for observations in options.observations:
            yield views.run(observations, options.folder)


if __name__ == "__main__":
    sys.exit(main())
