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
import runbook.testkit.LabHosts;
import runbook.testkit.LabHosts.ProgramTranscript;
import runbook.testkit.LabHosts.StartedProgram;

/** An etcd cluster on the hosts of a lab, set up with the playbooks of the repository. */
final class LabCluster {

  private static final Path PLAYBOOKS = Path.of("..", "playbooks");
  private static final Pattern CHANGE = linePattern("change|changed");
  private static final Pattern UNKNOWN = linePattern("unknown");

  private final LabHosts hosts;
  private final Path controller;

  /**
   * A cluster on these hosts.
   *
   * @param controller a folder for the files of the controller
   */
  LabCluster(LabHosts hosts, Path controller) {
    this.hosts = hosts;
    this.controller = controller;
  }

  /** Plays the playbook, and checks that nothing fails. */
  ProgramTranscript play(String playbook, String... options)
      throws IOException, InterruptedException {
    var programTranscript = attempt(playbook, options);
    assertEquals(0, programTranscript.status(), programTranscript.text());
    return programTranscript;
  }

  /** Plays the playbook again, and checks that nothing changes and etcd is not restarted. */
  ProgramTranscript assertSecondPlayChangesNothing(String playbook, String... options)
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

  /** Starts to play in a separate process, without waiting for the end. */
  StartedProgram begin(String playbook, String... options) throws IOException {
    return hosts.startPlay(PLAYBOOKS.resolve(playbook), words(options));
  }

  private String[] words(String... options) {
    var words = new ArrayList<>(List.of(options));
    words.addAll(
        List.of(
            "-e",
            ("{etcd_mirrors: ['%s/v{version}/etcd-v{version}-linux-{arch}.tar.gz'],"
                    + " etcd_allow_http: true, etcd_digests: {}, pki: '%s'}")
                .formatted(LabHosts.MIRROR, controller.resolve("pki"))));
    return words.toArray(String[]::new);
  }

  private static Pattern linePattern(String words) {
    return Pattern.compile("^(?:" + words + ") +(\\S+) +(.*?)(?:: .*)?$", Pattern.MULTILINE);
  }

  /** Returns the tasks that changed something, or would in check mode, each with its host. */
  static Set<String> changes(ProgramTranscript programTranscript) {
    return tasks(CHANGE, programTranscript);
  }

  /** Returns the tasks whose result check mode cannot predict. */
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

  /** Checks that each host left the rolling block before the next one entered. */
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

  /** Returns the start time of etcd on each host. */
  Map<String, String> starts() throws IOException, InterruptedException, LabFailure {
    var starts = new TreeMap<String, String>();
    for (var host : hosts.names()) {
      starts.put(host, show(host, "ExecMainStartTimestampMonotonic"));
    }
    return starts;
  }

  /** Runs etcdctl with its settings on the host. */
  String etcdctl(String host, String words) throws IOException, InterruptedException, LabFailure {
    return on(host, "set -a; . /etc/etcd/etcdctl.env; PATH=$PATH:/opt/k8s/bin; etcdctl " + words);
  }

  /** Returns each started member with its peer and client URLs and whether it is a learner. */
  Set<String> members(String host) throws IOException, InterruptedException, LabFailure {
    return etcdctl(host, "member list")
        .lines()
        .map(line -> line.replaceFirst("^[0-9a-f]+, ", ""))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  HostCertificate certificate(String host, String path) throws Exception {
    return HostCertificate.of(on(host, "cat " + path));
  }

  /** Returns mode and owner of a file, such as {@code 600 root:root}. */
  String modeAndOwner(String host, String path)
      throws IOException, InterruptedException, LabFailure {
    return on(host, "stat -c '%a %U:%G' " + path).strip();
  }

  /** Reports whether the URL refuses TLS connections without a client certificate. */
  boolean refusesClientsWithoutCertificate(String host, String url)
      throws IOException, InterruptedException, LabFailure {
    var place = url.replaceFirst("https://", "");
    // With TLS 1.3 the refusal arrives after the handshake, so wait for it.
    var said =
        on(
            host,
            "timeout 60 openssl s_client -ign_eof -connect %s </dev/null 2>&1 || true"
                .formatted(place));
    return said.contains("certificate required") || said.contains("bad certificate");
  }

  /** Returns the addresses on which etcd listens. */
  Set<String> listens(String host) throws IOException, InterruptedException, LabFailure {
    return on(host, "ss -ltnpH | grep etcd | awk '{print $4}'")
        .lines()
        .collect(Collectors.toCollection(TreeSet::new));
  }

  Path pki() {
    return controller.resolve("pki");
  }

  /** Returns a property of etcd's unit. */
  String show(String host, String property) throws IOException, InterruptedException, LabFailure {
    return on(host, "systemctl show --value -p " + property + " etcd").strip();
  }

  /** Runs a command as root and returns its output. */
  String on(String host, String command) throws IOException, InterruptedException, LabFailure {
    var programTranscript = hosts.exec(host, "sh", "-c", command);
    assertEquals(
        0, programTranscript.status(), host + ": " + command + "\n" + programTranscript.text());
    return programTranscript.text();
  }
}
