package runbook.tutorials;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import runbook.lab.LabFailure;
import runbook.testkit.RealHosts;
import runbook.testkit.RealHosts.ProgramTranscript;
import runbook.testkit.RealHosts.StartedProgram;

/** The hosts of a lab with etcd on them, played on with the playbooks of the repository. */
final class LabCluster {

  private static final Path PLAYBOOKS = Path.of("..", "playbooks");
  private static final Pattern CHANGE = said("change|changed");
  private static final Pattern UNKNOWN = said("unknown");

  private final RealHosts hosts;
  private final Path controller;

  /**
   * A cluster on these hosts.
   *
   * @param controller a folder for what the controller keeps
   */
  LabCluster(RealHosts hosts, Path controller) {
    this.hosts = hosts;
    this.controller = controller;
  }

  /** Plays, and demands that nothing fails. */
  ProgramTranscript play(String playbook, String... options)
      throws IOException, InterruptedException {
    var programTranscript = attempt(playbook, options);
    assertEquals(0, programTranscript.status(), programTranscript.text());
    return programTranscript;
  }

  /** Plays again, and demands that nothing changes and etcd runs on everywhere. */
  ProgramTranscript isLeftAlone(String playbook, String... options)
      throws IOException, InterruptedException, LabFailure {
    var starts = starts();
    var again = play(playbook, options);
    assertTrue(again.text().contains(starts.size() + " hosts: 0 changed, 0 failed"), again.text());
    assertEquals(starts, starts());
    return again;
  }

  ProgramTranscript attempt(String playbook, String... options)
      throws IOException, InterruptedException {
    return hosts.play(PLAYBOOKS.resolve(playbook), words(options));
  }

  /** Plays in a process of its own, and does not wait for the end. */
  StartedProgram begin(String playbook, String... options) throws IOException {
    return hosts.startPlay(PLAYBOOKS.resolve(playbook), words(options));
  }

  private String[] words(String... options) {
    var words = new ArrayList<>(List.of(options));
    words.addAll(
        List.of(
            "-e",
            "{etcd_mirrors: ['%s/v{version}/etcd-v{version}-linux-{arch}.tar.gz'], pki: '%s'}"
                .formatted(RealHosts.MIRROR, controller.resolve("pki"))));
    return words.toArray(String[]::new);
  }

  private static Pattern said(String words) {
    return Pattern.compile("^(?:" + words + ") +(\\S+) +(.*?)(?:: .*)?$", Pattern.MULTILINE);
  }

  /** Which tasks change what on which hosts, or in check mode would. */
  static Set<String> changes(ProgramTranscript programTranscript) {
    return tasks(CHANGE, programTranscript);
  }

  /** Of which tasks check mode cannot tell whether they would. */
  static Set<String> unknown(ProgramTranscript programTranscript) {
    return tasks(UNKNOWN, programTranscript);
  }

  private static Set<String> tasks(Pattern which, ProgramTranscript programTranscript) {
    return which
        .matcher(programTranscript.text())
        .results()
        .map(found -> found.group(1) + " " + found.group(2))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Whoever went into a rolling block had gone through before the next came in. */
  static void changedOneAtATime(ProgramTranscript programTranscript, int hosts) {
    var turns =
        programTranscript
            .text()
            .lines()
            .filter(line -> line.matches("(in|through) .*"))
            .map(line -> line.split(" ", -1)[0])
            .collect(Collectors.joining(" "));
    assertEquals("in through ".repeat(hosts).strip(), turns, programTranscript.text());
  }

  /** When the process of etcd began, on each host. */
  Map<String, String> starts() throws IOException, InterruptedException, LabFailure {
    var starts = new TreeMap<String, String>();
    for (var host : hosts.names()) {
      starts.put(host, show(host, "ExecMainStartTimestampMonotonic"));
    }
    return starts;
  }

  /** Asks by etcdctl, as it is set up on the host. */
  String etcdctl(String host, String words) throws IOException, InterruptedException, LabFailure {
    return on(host, "set -a; . /etc/etcd/etcdctl.env; PATH=$PATH:/opt/k8s/bin; etcdctl " + words);
  }

  /** Each started member with its peer and client URLs and whether it is a learner. */
  Set<String> members(String host) throws IOException, InterruptedException, LabFailure {
    return etcdctl(host, "member list")
        .lines()
        .map(line -> line.replaceFirst("^[0-9a-f]+, ", ""))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  HostCertificate certificate(String host, String path) throws Exception {
    return HostCertificate.of(on(host, "cat " + path));
  }

  /** Mode and owner of a file, as in {@code 600 root:root}. */
  String rights(String host, String path) throws IOException, InterruptedException, LabFailure {
    return on(host, "stat -c '%a %U:%G' " + path).strip();
  }

  /** Whether a TLS connection without a certificate of a client is refused there. */
  boolean refusesStrangers(String host, String url)
      throws IOException, InterruptedException, LabFailure {
    var place = url.replaceFirst("https://", "");
    // With TLS 1.3 the refusal comes after the handshake: it is waited for, whatever is sent.
    var said =
        on(
            host,
            "timeout 60 openssl s_client -ign_eof -connect %s </dev/null 2>&1 || true"
                .formatted(place));
    return said.contains("certificate required") || said.contains("bad certificate");
  }

  /** Where etcd listens on a host. */
  Set<String> listens(String host) throws IOException, InterruptedException, LabFailure {
    return on(host, "ss -ltnpH | grep etcd | awk '{print $4}'")
        .lines()
        .collect(Collectors.toCollection(TreeSet::new));
  }

  Path pki() {
    return controller.resolve("pki");
  }

  /** A property of etcd's unit. */
  String show(String host, String property) throws IOException, InterruptedException, LabFailure {
    return on(host, "systemctl show --value -p " + property + " etcd").strip();
  }

  /** What a command prints, run by sh as root. */
  String on(String host, String command) throws IOException, InterruptedException, LabFailure {
    var programTranscript = hosts.exec(host, "sh", "-c", command);
    assertEquals(
        0, programTranscript.status(), host + ": " + command + "\n" + programTranscript.text());
    return programTranscript.text();
  }
}
