"""The goals of the project: what is wanted, and what was measured."""
from results import median, pick, ratio


def goals(rows):
    """A table of the goals."""

    def of(benchmark, peer, hosts, run="again", work="lay-out", delay=0):
        return pick(rows, benchmark=benchmark, peer=peer, hosts=hosts, run=run, work=work, delay=delay)

    def steps(peer, hosts, run="again"):
        return of("steps", peer, hosts, run)

    def scaled(value, factor):
        return None if value is None else value * factor

    lines = ["| goal | limit | measured | met |", "| --- | --- | --- | --- |"]

    def line(text, word, limit, value, unit, met):
        measured = "not measured" if value is None else f"{value:.3g}{unit}"
        lines.append(f"| {text} | {word} {limit}{unit} | {measured} | {met if value is not None else ''} |")

    def at_most(text, limit, value, unit=""):
        line(text, "at most", limit, value, unit, "yes" if value is not None and value <= limit else "**no**")

    def at_least(text, limit, value, unit=""):
        line(text, "at least", limit, value, unit, "yes" if value is not None and value >= limit else "**no**")

    for hosts, limit in ((3, 2.5), (20, 1.6), (50, 1.3)):
        at_most(f"nothing to do, {hosts} hosts, to plain ssh", limit, ratio(steps("runbook", hosts), steps("floor", hosts)))
    first = steps("runbook", 50, "first")
    at_most("first run, 50 hosts, to plain ssh", 1.6, ratio(first, steps("floor", 50, "first")))
    for peer, name, limits in (("mitogen", "Mitogen", (6, 15, 20)), ("tuned", "tuned Ansible", (10, 40, 50))):
        for hosts, limit in zip((3, 20, 50), limits):
            measured = ratio(steps(peer, hosts), steps("runbook", hosts))
            at_least(f"nothing to do, {hosts} hosts, {name} to runbook", limit, measured)
    for run, text, limit in (("first", "first run", 6), ("again", "nothing to do", 2)):
        measured = median(of("delay", "runbook", 1, run, "forty", 80), "trips")
        at_most(f"forty tasks behind 80 ms, {text}: round trips", limit, measured)
    site = of("etcd", "runbook", 3, "again", "site")
    at_most("`site.yml`, three members, nothing to do: controller's processors", 1.8, median(site, "cpu"), " s")
    at_most("the same: round trips of a host", 3, median(site, "trips"))
    bare = of("etcd", "runbook", 3, "first", "site")
    at_most("from bare hosts to verified: sent to a host", 25, scaled(median(bare, "sent"), 1e-6), " MB")
    at_least("the same: tuned Ansible to runbook", 4, ratio(of("etcd", "tuned", 3, "first", "site"), bare))
    many = steps("runbook", 1000, "first")
    at_most("1,000 hosts: not reached", 0, median(many, "unreached"))
    at_most("1,000 hosts: memory", 700, scaled(median(many, "memory"), 1e-6), " MB")
    seconds, base = median(many, "seconds"), median(first, "seconds")
    at_most("1,000 hosts: seconds to those of 50 hosts, first run", 20, seconds / base if seconds and base else None)
    version = of("start", "runbook", 1, work="--version")
    at_most("`--version` to Ansible's", 0.5, ratio(version, of("start", "ansible", 1, work="--version")))
    login = of("start", "floor", 1, work="true")
    at_most("one host, nothing to do, to `ssh host true`", 3, ratio(of("start", "runbook", 1), login))
    return lines
