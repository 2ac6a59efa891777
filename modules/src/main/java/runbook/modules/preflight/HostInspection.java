package runbook.modules.preflight;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import runbook.module.HostAccess;
import runbook.module.Place;
import runbook.module.Question;
import runbook.module.Script;
import runbook.module.ShellFile;
import runbook.module.Unobtainable;
import runbook.module.param.HostPath;

/** Checks a host in one round trip. */
record HostInspection(CheckHost wanted) implements Question {

  private static final ShellFile SH = ShellFile.beside(HostInspection.class, "fitness.sh");

  @Override
  public String label() {
    return "whether the host is ready";
  }

  @Override
  public Map<String, Object> ask(HostAccess host) throws Unobtainable, InterruptedException {
    var before = Instant.now();
    var scriptOutput = host.run(script());
    var after = Instant.now();
    var lines = scriptOutput.lines();
    var clockOffset = ClockOffset.between(before, after, lines.isEmpty() ? "" : lines.getFirst());
    var troubles = new ArrayList<HostProblem>();
    if (wanted.systemd() && !lines.contains("systemd")) {
      troubles.add(
          new HostProblem(
              true,
              "the host does not run systemd",
              "there is no /run/systemd/system: use a host whose init is systemd"));
    }
    clockOffset.problem(wanted.warnApart(), wanted.failApart()).ifPresent(troubles::add);
    lines.stream().flatMap(line -> loopback(line).stream()).distinct().forEach(troubles::add);
    lines.stream()
        .filter(line -> line.startsWith("room "))
        .map(line -> line.split(" ", 3))
        .filter(w -> w.length == 3 && w[1].matches("-?\\d{1,18}"))
        .collect(Collectors.toMap(w -> w[2], w -> w[1], (a, b) -> a, LinkedHashMap::new))
        .forEach((mount, free) -> room(mount, Long.parseLong(free)).ifPresent(troubles::add));
    var all = new HostProblems(troubles);
    all.report(host);
    return all.values();
  }

  private Script script() {
    var parts = new ArrayList<Script>();
    parts.add(new Script("date -u +%Y-%m-%dT%H:%M:%SZ"));
    parts.add(new Script("[ ! -d /run/systemd/system ] || echo systemd"));
    parts.add(new Script("leads \"$(uname -n)\""));
    for (var name : new LinkedHashSet<>(wanted.names())) {
      parts.add(Script.of("leads {}", name));
    }
    wanted.disks().forEach(disk -> parts.add(Script.of("room {}", disk)));
    return Script.lines(parts.toArray(Script[]::new)).sharing(SH);
  }

  /** {@code name NAME ADDRESS}. */
  private static Optional<HostProblem> loopback(String line) {
    var words = line.split(" ", -1);
    return Stream.of(words)
        .filter(_ -> words.length == 3 && words[0].equals("name"))
        .filter(_ -> words[2].startsWith("127.") || words[2].equals("::1"))
        .filter(_ -> !words[1].equals("localhost"))
        .findFirst()
        .map(_ -> loopback(words[1], words[2]));
  }

  private static HostProblem loopback(String name, String address) {
    return new HostProblem(
        false,
        "%s resolves to %s on this host".formatted(name, address),
        "other hosts cannot reach services that listen at this name or announce it; give"
            + " addresses, or remove the name from that line of /etc/hosts");
  }

  private Optional<HostProblem> room(String mount, long kib) {
    long free = kib / 1024;
    if (free >= wanted.warnBelow()) {
      return Optional.empty();
    }
    boolean grave = free < wanted.failBelow();
    return Optional.of(
        new HostProblem(
            grave,
            "%s has %d MiB left, and should have %d"
                .formatted(mount, free, grave ? wanted.failBelow() : wanted.warnBelow()),
            "make room on %s for %s, or give it a larger disk".formatted(mount, on(mount))));
  }

  private String on(String mount) {
    return wanted.disks().stream()
        .map(HostPath::path)
        .filter(path -> mount.equals("/") || (path + "/").startsWith(mount + "/"))
        .collect(Collectors.joining(" and "));
  }

  @Override
  public List<Place> places() {
    return List.of(new Place.Path(new HostPath("/etc/hosts")));
  }
}
