"""Reads the results of the benchmarks: a row is what one command cost, see cost.py."""
import json
import pathlib
import statistics

KINDS = ("benchmark", "work", "hosts", "delay", "run")


def read(folder):
    rows = []
    for file in sorted(pathlib.Path(folder).glob("*.jsonl")):
        for line in file.open():
            row = json.loads(line)
            row["hosts"] = int(row["hosts"])
            row["delay"] = int(row["delay"])
            rows.append(row)
    return rows


def pick(rows, **wanted):
    return [row for row in rows if all(row[name] == value for name, value in wanted.items())]


def kinds(rows):
    """What was played, each once, in the order of the rows."""
    return list(dict.fromkeys(tuple(row[name] for name in KINDS) for row in rows))


def median(rows, what):
    """The median of a value, or None if no row has it."""
    values = [row[what] for row in rows if what in row]
    return statistics.median(values) if values else None


def ratio(rows, base):
    """The median of how many times as long the rows took as those of the same round, or None."""
    seconds = {row["round"]: row["seconds"] for row in base}
    ratios = [row["seconds"] / seconds[row["round"]] for row in rows if row["round"] in seconds]
    return statistics.median(ratios) if ratios else None
