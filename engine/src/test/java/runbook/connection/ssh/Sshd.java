package runbook.connection.ssh;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import runbook.connection.Endpoint;

/** A real OpenSSH server on a loopback port, with a configuration and keys of its own. */
final class Sshd implements AutoCloseable {

  private static final Path PROGRAM = Path.of("/usr/sbin/sshd");
  private static final Path CHROOT = Path.of("/run/sshd");

  private final Path folder;
  private final int port;
  private final Process process;

  private Sshd(Path folder, int port, Process process) {
    this.folder = folder;
    this.port = port;
    this.process = process;
  }

  /** Starts one whose host keys are of these types, for the one user of this test. */
  static Sshd start(Path folder, String... types) throws Exception {
    assumeTrue(Files.isExecutable(PROGRAM), "OpenSSH's server is not installed");
    if (root() && !Files.exists(CHROOT)) {
      Files.createDirectory(CHROOT);
    }
    Files.createDirectories(folder.resolve("home"));
    var lines = new java.util.ArrayList<String>();
    for (var type : types) {
      var key = folder.resolve("host_" + type);
      keygen(key, type, "");
      lines.add("HostKey " + key);
    }
    if (!Files.exists(folder.resolve("key"))) {
      keygen(folder.resolve("key"), "ed25519", "");
      Files.copy(folder.resolve("key.pub"), folder.resolve("authorized_keys"));
    }
    int port = freePort();
    Files.writeString(folder.resolve("banner"), "banner of " + port + "\n");
    lines.addAll(
        List.of(
            "Port " + port,
            "ListenAddress 127.0.0.1",
            "PidFile none",
            "AuthorizedKeysFile " + folder.resolve("authorized_keys"),
            "Banner " + folder.resolve("banner"),
            "StrictModes no",
            "UsePAM no",
            "PasswordAuthentication no",
            "PermitRootLogin yes",
            "MaxStartups 300",
            "MaxSessions 20",
            "LogLevel ERROR",
            "SetEnv HOME=" + folder.resolve("home")));
    Files.write(folder.resolve("config"), lines);
    var process =
        new ProcessBuilder(
                PROGRAM.toString(), "-D", "-e", "-f", folder.resolve("config").toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    var sshd = new Sshd(folder, port, process);
    sshd.awaitListening();
    return sshd;
  }

  static boolean root() {
    return System.getProperty("user.name").equals("root");
  }

  static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  static void keygen(Path file, String type, String passphrase) throws Exception {
    run("ssh-keygen", "-q", "-t", type, "-N", passphrase, "-C", "test", "-f", file.toString());
  }

  static String run(String... words) throws Exception {
    var process = new ProcessBuilder(words).redirectErrorStream(true).start();
    var output = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException(String.join(" ", words) + ": " + output);
    }
    return output;
  }

  private void awaitListening() throws Exception {
    for (int i = 0; i < 500; i++) {
      try (var _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
        return;
      } catch (IOException e) {
        if (!process.isAlive()) {
          throw new IllegalStateException(Files.readString(folder.resolve("log")), e);
        }
        Thread.sleep(10);
      }
    }
    throw new IllegalStateException("sshd does not listen");
  }

  int port() {
    return port;
  }

  Path home() {
    return folder.resolve("home");
  }

  Path key() {
    return folder.resolve("key");
  }

  /** The line of known_hosts for a host key. */
  String line(String type) throws IOException {
    var words = Files.readString(folder.resolve("host_" + type + ".pub")).split(" ", -1);
    return "[127.0.0.1]:%d %s %s\n".formatted(port, words[0], words[1].strip());
  }

  Endpoint endpoint(Path knownHosts, Endpoint.Policy policy) {
    return new Endpoint(
        "web1",
        Endpoint.Kind.SSH,
        "127.0.0.1",
        OptionalInt.of(port),
        Optional.empty(),
        List.of(key()),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        new Endpoint.HostKeys(policy, List.of(knownHosts)),
        Duration.ofSeconds(20));
  }

  /** An endpoint that trusts this server. */
  Endpoint endpoint() throws IOException {
    var known = folder.resolve("known_hosts");
    if (!Files.exists(known)) {
      try (Stream<Path> files = Files.list(folder)) {
        for (var file :
            files.filter(f -> f.getFileName().toString().matches("host_\\w+")).toList()) {
          Files.writeString(
              known,
              line(file.getFileName().toString().substring(5)),
              java.nio.file.StandardOpenOption.CREATE,
              java.nio.file.StandardOpenOption.APPEND);
        }
      }
    }
    return endpoint(known, Endpoint.Policy.STRICT);
  }

  /** Kills the processes that serve connections, without a word to either side. */
  void killSessions() {
    process
        .descendants()
        .filter(child -> child.info().command().orElse("").equals(PROGRAM.toString()))
        .forEach(ProcessHandle::destroyForcibly);
  }

  static Settings settings(Path home) throws IOException {
    Files.createDirectories(
        home.resolve(".ssh"),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    return new Settings(
        home, System.getProperty("user.name"), Optional.empty(), Duration.ofSeconds(5), _ -> {});
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroy();
    process.onExit().orTimeout(5, TimeUnit.SECONDS).join();
  }
}
