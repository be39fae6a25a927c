"""The commands of `python -m data`, a module each.

A command is a row of `main.COMMANDS` and a module with `add_arguments(parser)` and `run(options)`, which returns the
exit code. What it works with is imported inside `run`: to say how a command is used must not wait for the database.
"""
