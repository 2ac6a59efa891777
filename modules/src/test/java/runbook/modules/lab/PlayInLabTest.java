package runbook.modules.lab;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runbook.testkit.LabHosts;
import runbook.testkit.NeedsLab;

/** A play in a lab has the same effects as in production. */
@NeedsLab(
    inventory =
        """
        web:
          vars:
            user: deploy
            key: /nowhere/production
            jump: bastion.example.com
            site: north
            kind: IP
          hosts:
            web1: { address: 10.20.30.11 }
            web2: { address: 10.20.31.12, port: 2222, site: south }
            web3: { address: web3.example.com, kind: DNS }
            web4: { address: 127.0.0.1, connection: local }
        """)
class PlayInLabTest {

  private static final Path PLAYBOOK = Path.of("src/test/resources/lab/lay-out.yml");

  /** The exit status of a play while another run works on a host. */
  private static final int BUSY = 75;

  private final LabHosts hosts;

  PlayInLabTest(LabHosts hosts) {
    this.hosts = hosts;
  }

  @Test
  void namesVariablesAndAddressesComeFromInventory() throws Exception {
    var programTranscript = hosts.startPlay(PLAYBOOK).end();
    assertEquals(0, programTranscript.status(), programTranscript.text());
    assertEquals("web1 10.20.30.11 north\n", hosts.exec("web1", "cat", "/etc/who").text());
    assertEquals("web2 10.20.31.12 south\n", hosts.exec("web2", "cat", "/etc/who").text());
    assertEquals("web3 web3.example.com north\n", hosts.exec("web3", "cat", "/etc/who").text());
    // This machine has a copy, too, and is not changed itself.
    assertEquals("web4 10.77.0.12 north\n", hosts.exec("web4", "cat", "/etc/who").text());
    assertTrue(Files.notExists(Path.of("/etc/who")));

    var again = hosts.play(PLAYBOOK, "--detailed-exitcode");
    assertEquals(0, again.status(), again.text());
  }

  @Test
  void certificatesContainInventoryAddresses(@TempDir Path folder) throws Exception {
    var programTranscript =
        hosts.play(Path.of("src/test/resources/lab/certify.yml"), "-e", "pki=" + folder);
    assertEquals(0, programTranscript.status(), programTranscript.text());
    assertEquals(List.of("10.20.30.11"), addresses("web1"));
    assertEquals(List.of("10.20.31.12"), addresses("web2"));
    assertEquals(List.of("web3.example.com"), addresses("web3"));
    assertEquals(List.of("10.77.0.12"), addresses("web4"));
  }

  @Test
  void killedPlayEndsInsideLabToo(@TempDir Path folder) throws Exception {
    var playbook = folder.resolve("wait.yml");
    Files.writeString(
        playbook,
        """
        - hosts: web1
          tasks:
            - debug: { msg: begun }
            - command: test -e /not/there
              register: it
              until: it.rc == 0
              retries: 100
              delay: 1s
        """);
    var play = hosts.startPlay(playbook);
    while (!play.text().contains("begun")) {
      assertTrue(play.process().isAlive(), play.text());
      TimeUnit.MILLISECONDS.sleep(50);
    }
    assertEquals(2, playProcesses(playbook).size(), "one outside and one inside the lab");
    play.process().destroyForcibly();
    play.end();
    for (var player : playProcesses(playbook)) {
      // The process ends long before its task could.
      player.onExit().get(120, TimeUnit.SECONDS);
    }
    // The session may last a moment longer.
    while (hosts.play(PLAYBOOK).status() == BUSY) {
      TimeUnit.MILLISECONDS.sleep(200);
    }
  }

  /** Finds processes with this word on their command line. */
  private static List<ProcessHandle> playProcesses(Path playbook) {
    return ProcessHandle.allProcesses()
        .filter(process -> words(process).contains(playbook.toString()))
        .toList();
  }

  private static List<String> words(ProcessHandle process) {
    try {
      var line =
          Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline"), ISO_8859_1);
      return List.of(line.split("\0", -1));
    } catch (IOException _) {
      // The process has just ended.
      return List.of();
    }
  }

  private List<Object> addresses(String host) throws Exception {
    var pem = hosts.exec(host, "cat", "/etc/own.crt").text().getBytes(UTF_8);
    var made = CertificateFactory.getInstance("X.509");
    var certificate = (X509Certificate) made.generateCertificate(new ByteArrayInputStream(pem));
    assertEquals("CN=" + host, certificate.getSubjectX500Principal().getName());
    return certificate.getSubjectAlternativeNames().stream().<Object>map(List::getLast).toList();
  }

  @Test
  void playSendsNothingFromThisMachine() throws Exception {
    // Other programs may use the network of this machine: one quiet play of many is proof.
    boolean quiet = false;
    for (int i = 0; i < 20 && !quiet; i++) {
      var before = sent();
      var programTranscript = hosts.startPlay(PLAYBOOK).end();
      quiet = sent().equals(before);
      assertEquals(0, programTranscript.status(), programTranscript.text());
    }
    assertTrue(quiet, "something was sent each time");
  }

  /** Returns the packets that this machine's interfaces sent, except loopback. */
  private static Map<String, String> sent() throws IOException {
    var counts = new TreeMap<String, String>();
    try (var all = Files.list(Path.of("/sys/class/net"))) {
      for (var link : all.filter(path -> !path.endsWith("lo")).toList()) {
        var count = Files.readString(link.resolve("statistics/tx_packets"));
        counts.put(link.getFileName().toString(), count);
      }
    }
    return counts;
  }

  @Test
  void hostThatIsNotInTheLabIsNamed() throws Exception {
    var folder = Files.createTempDirectory("lab-test");
    var other = folder.resolve("other.yml");
    try {
      Files.writeString(
          other, "web: { vars: { site: x }, hosts: { web9: { address: 10.20.30.99 } } }\n");
      var programTranscript =
          hosts.runbook("play", PLAYBOOK.toString(), "-i", other.toString(), "--lab=test");
      assertEquals(69, programTranscript.status(), programTranscript.text());
      assertTrue(
          programTranscript.text().contains("the lab 'test' has no copy of web9 at 10.20.30.99"));
    } finally {
      Files.delete(other);
      Files.delete(folder);
    }
  }

  @Test
  void labThatIsNotUpIsReported() throws Exception {
    var programTranscript =
        hosts.runbook("play", PLAYBOOK.toString(), "-i", "x.yml", "--lab=another");
    assertEquals(69, programTranscript.status(), programTranscript.text());
    assertTrue(
        programTranscript.text().contains("runbook lab up -i INVENTORY --name another"),
        programTranscript.text());
  }
}
