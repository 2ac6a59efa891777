"""Runs a command and adds to a file, as a line of JSON, what it cost together with all programs that
it waited for. The line also has the names and values given, and, if the command was a play of runbook in
this folder, its traffic.

usage: cost.py FILE NAME=VALUE... -- COMMAND..."""
import json
import os
import pathlib
import re
import resource
import signal
import subprocess
import sys
import time

UNREACHED = 3  # runbook's exit status if only hosts could not be reached


def traffic(output):
    """The most round trips of a host, what a host sent and received on average, and the hosts not reached."""
    lines = [line for run in pathlib.Path(".runbook/runs").glob("*") for line in run.open()]
    ends = [json.loads(line)["traffic"] for line in lines if line.startswith('{"event": "host_ended"')]
    if not ends:
        return {}
    unreached = re.findall(r"^\d+ hosts?: .* (\d+) unreachable", output, re.MULTILINE)
    return {
        "trips": max(end["round_trips"] for end in ends),
        "sent": sum(end["bytes_sent"] for end in ends) / len(ends),
        "received": sum(end["bytes_received"] for end in ends) / len(ends),
        "unreached": int(unreached[-1]),
    }


split = sys.argv.index("--")
row = dict(word.split("=", 1) for word in sys.argv[2:split])
row["load"] = os.getloadavg()[0]
with open("output", "w") as output:
    began = time.monotonic()
    # A group of its own, so that nothing of it is left when the benchmark is interrupted.
    child = subprocess.Popen(sys.argv[split + 1 :], stdout=output, stderr=output, start_new_session=True)


def stop(number, _):
    os.killpg(child.pid, signal.SIGKILL if number == signal.SIGALRM else signal.SIGTERM)
    signal.alarm(10)


for interrupt in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGALRM):
    signal.signal(interrupt, stop)
status = child.wait()
row["seconds"] = time.monotonic() - began
used = resource.getrusage(resource.RUSAGE_CHILDREN)
row["cpu"] = used.ru_utime + used.ru_stime
row["memory"] = used.ru_maxrss * 1024
output = pathlib.Path("output").read_text(errors="replace")
if status != 0 and not (status == UNREACHED and row["peer"] == "runbook"):
    print(output)
    sys.exit(f"{sys.argv[split + 1]} ended with status {status}")
row.update(traffic(output))
with open(sys.argv[1], "a") as file:
    file.write(json.dumps(row) + "\n")
