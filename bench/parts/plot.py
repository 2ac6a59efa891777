"""Draws seconds as a multiple of plain ssh by number of hosts, both on a logarithmic scale."""
from math import log10

from results import pick, ratio

HOSTS = (1, 3, 20, 50, 200, 1000)
TIMES = (1, 2, 5, 10, 20, 50, 100, 200)
LEAST, MOST = 0.7, 300
STYLE = """
text { font: 12px sans-serif; fill: #333 } .grid { stroke: #999; stroke-opacity: 0.35 }
path { fill: none; stroke: currentColor; stroke-width: 2 } .grid { stroke-width: 1 } circle { fill: currentColor }
.first { stroke-dasharray: 5 4 }
.runbook { color: #0a7d4b } .tuned { color: #c2410c } .mitogen { color: #4361c9 } .ansible { color: #991b1b }
@media (prefers-color-scheme: dark) { text { fill: #ddd } }
"""


def x(hosts):
    return round(60 + 500 * log10(hosts) / 3)


def y(times):
    return round(300 - 270 * log10(min(max(times, LEAST), MOST) / LEAST) / log10(MOST / LEAST))


def plot(rows, names):
    title = "Seconds as a multiple of plain ssh, by number of hosts"
    parts = [
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 720 360" role="img">',
        f"<title>{title}</title>",
        f"<style>{STYLE}</style>",
        f'<text x="60" y="18">{title}; solid: nothing to do, dashed: first run</text>',
    ]
    for hosts in HOSTS:
        parts.append(f'<path class="grid" d="M{x(hosts)} 30V300"/>')
        parts.append(f'<text x="{x(hosts)}" y="318" text-anchor="middle">{hosts:,}</text>')
    for times in TIMES:
        parts.append(f'<path class="grid" d="M60 {y(times)}H560"/>')
        parts.append(f'<text x="52" y="{y(times) + 4}" text-anchor="end">{times}</text>')
    for peer in names:
        for run in ("first", "again"):
            parts += curve(rows, peer, run, names[peer])
    return "\n".join([*parts, "</svg>", ""])


def curve(rows, peer, run, name):
    """The line of a peer, with a dot where it was measured; its name is at the end of the solid one."""
    dots = []
    for hosts in sorted({row["hosts"] for row in rows}):
        same = pick(rows, hosts=hosts, run=run)
        times = ratio(pick(same, peer=peer), pick(same, peer="floor"))
        if peer != "floor" and times is not None:
            dots.append((x(hosts), y(times)))
    if not dots:
        return []
    path = "L".join(f"{across} {down}" for across, down in dots)
    parts = [f'<path class="{peer} {run}" d="M{path}"/>']
    parts += [f'<circle class="{peer}" cx="{across}" cy="{down}" r="3"/>' for across, down in dots]
    if run == "again":
        parts.append(f'<text x="{dots[-1][0] + 8}" y="{dots[-1][1] + 4}">{name}</text>')
    return parts
