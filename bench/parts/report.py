"""Prints the results of one benchmark, or writes those of all into bench/README.md and bench/steps.svg.

usage: report.py FOLDER [BENCHMARK]"""
import pathlib
import sys

from goals import goals
from plot import plot
from results import kinds, median, pick, ratio, read

PEERS = {
    "floor": "plain ssh",
    "runbook": "runbook",
    "ansible": "Ansible as it comes",
    "tuned": "tuned Ansible",
    "mitogen": "Mitogen",
}
SECTIONS = {
    "start": "Starts",
    "steps": "Twelve steps",
    "delay": "A slow link",
    "slow": "One slow host",
    "etcd": "A whole etcd cluster",
}
BEGIN, END = "<!-- figures: bench/all writes them -->\n", "<!-- end of figures -->\n"


def floor_of(rows, benchmark, work, hosts, delay, run):
    """Plain ssh cannot check, so the ratio of a check is to the script itself. The cluster has no script."""
    peer = "runbook" if benchmark == "etcd" else "floor"
    run = "again" if run == "check" else run
    return pick(rows, benchmark=benchmark, work=work, hosts=hosts, delay=delay, run=run, peer=peer)


def time(rows, base):
    seconds, times = median(rows, "seconds"), ratio(rows, base)
    if seconds is None:
        return ""
    return f"{seconds:.2f} s" if times is None or rows == base else f"{seconds:.2f} s ({times:.1f})"


def cost(rows, _):
    return f"{median(rows, 'cpu'):.2f} s, {median(rows, 'memory') / 1e6:.0f} MB" if rows else ""


def trips(rows):
    return f"{median(rows, 'trips'):.0f}" if median(rows, "trips") is not None else ""


def table(rows, cell):
    present = [peer for peer in PEERS if pick(rows, peer=peer)]
    head = ["work", "hosts", "delay", "run", *(PEERS[peer] for peer in present), "trips of runbook"]
    lines = [head, ["---"] * len(head)]
    for kind in kinds(sorted(rows, key=lambda row: row["hosts"])):
        benchmark, work, hosts, delay, run = kind
        same = pick(rows, benchmark=benchmark, work=work, hosts=hosts, delay=delay, run=run)
        base = floor_of(rows, *kind)
        cells = [cell(pick(same, peer=peer), base) for peer in present]
        lines.append([work, f"{hosts:,}", f"{delay} ms", run, *cells, trips(same)])
    # These columns say nothing if they say the same everywhere; nor does the last one if it is empty.
    wanted = [i for i, _ in enumerate(head) if i > 2 or len({line[i] for line in lines[2:]}) > 1]
    if cell is cost or not any(line[-1] for line in lines[2:]):
        wanted.pop()
    return ["| " + " | ".join(line[i] for i in wanted) + " |" for line in lines]


def section(rows, benchmark):
    rows = pick(rows, benchmark=benchmark)
    rounds = max(int(row["round"]) for row in rows)
    lines = [f"Rounds: {rounds}; load when it began: {rows[0]['load']:.2f}.", "", *table(rows, time)]
    if benchmark in ("steps", "etcd"):
        lines += ["", "Processors and memory of the controller:", "", *table(rows, cost)]
    return lines


def write(folder, rows):
    bench = pathlib.Path(__file__).parent.parent
    machine = (pathlib.Path(folder) / "machine").read_text().strip()
    lines = ["", machine, "", "### Goals", "", *goals(rows)]
    for benchmark, title in SECTIONS.items():
        if pick(rows, benchmark=benchmark):
            lines += ["", f"### {title}", "", *section(rows, benchmark)]
        if benchmark == "steps" and pick(rows, benchmark="steps"):
            (bench / "steps.svg").write_text(plot(pick(rows, benchmark="steps"), PEERS))
            lines += ["", "![Seconds as a multiple of plain ssh, by number of hosts](steps.svg)"]
    page = bench / "README.md"
    before, rest = page.read_text().split(BEGIN)
    after = rest.split(END)[1]
    page.write_text(before + BEGIN + "\n".join(lines) + "\n\n" + END + after)


rows = read(sys.argv[1])
if len(sys.argv) == 2:
    write(sys.argv[1], rows)
else:
    print("\n".join(section(rows, sys.argv[2])))
