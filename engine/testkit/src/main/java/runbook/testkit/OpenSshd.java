package runbook.testkit;

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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import runbook.connection.Endpoint;
import runbook.connection.ssh.SshSettings;
import runbook.module.ShellFile;

/**
 * A real OpenSSH server on loopback addresses, with its own configuration, keys and empty home.
 * Each address is a host.
 */
public final class OpenSshd implements AutoCloseable {

  private static final Path PROGRAM = Path.of("/usr/sbin/sshd");
  private static final String MANY_LOGINS = "300";
  private static final Path CHROOT = Path.of("/run/sshd");

  /** Gives the server its own /tmp and similar folders, except for the folder of the test. */
  private static final ShellFile APART = ShellFile.beside(OpenSshd.class, "apart.sh");

  private final SshdFiles files;
  private final String address;
  private final int port;
  private final Process process;

  private OpenSshd(SshdFiles files, String address, int port, Process process) {
    this.files = files;
    this.address = address;
    this.port = port;
    this.process = process;
  }

  /** Starts a server at 127.0.0.1 with host keys of these types, for the current user. */
  public static OpenSshd start(Path folder, String... types) throws Exception {
    return start(folder, List.of("127.0.0.1"), List.of(types), List.of(), MANY_LOGINS);
  }

  /**
   * Starts a server with host keys of these types and lines of configuration. It uses a host key
   * that the folder has already.
   */
  public static OpenSshd configured(Path folder, List<String> types, String... lines)
      throws Exception {
    Files.write(new SshdFiles(folder).settings(), List.of(lines));
    return start(folder, List.of("127.0.0.1"), types, List.of(), MANY_LOGINS);
  }

  /** Starts a server that drops connections while this many are not logged in yet. */
  public static OpenSshd withFewLogins(Path folder, int logins) throws Exception {
    var dropped = "%1$d:100:%1$d".formatted(logins);
    return start(folder, List.of("127.0.0.1"), List.of("ed25519"), List.of(), dropped);
  }

  /**
   * Starts a server with this many hosts; {@link #address} returns their addresses. If possible,
   * they have a private /tmp.
   */
  public static OpenSshd fleet(Path folder, int hosts) throws Exception {
    var wrapper = canBeApart() ? wrapper(folder, "50%") : List.<String>of();
    return start(folder, addresses(hosts), List.of("ed25519"), wrapper, MANY_LOGINS);
  }

  /**
   * Starts a server with this many hosts and private folders for temporary files.
   *
   * @param size the size of each of /tmp, /var/tmp and /dev/shm, as in mount options
   */
  public static OpenSshd withOwnTemporaryFolders(Path folder, int hosts, String size)
      throws Exception {
    assumeTrue(canBeApart(), "a private /tmp for a server needs root that may mount");
    return start(folder, addresses(hosts), List.of("ed25519"), wrapper(folder, size), MANY_LOGINS);
  }

  private static boolean canBeApart() throws Exception {
    return root() && new ProcessBuilder("unshare", "--mount", "true").start().waitFor() == 0;
  }

  private static List<String> wrapper(Path folder, String size) {
    var unshare = "unshare --mount --propagation private sh -c";
    var words = List.of(APART.text(), "sh", folder.toAbsolutePath().toString(), size);
    return Stream.concat(Stream.of(unshare.split(" ")), words.stream()).toList();
  }

  private static List<String> addresses(int hosts) {
    return IntStream.rangeClosed(1, hosts).mapToObj(OpenSshd::address).toList();
  }

  /** Returns the address of a host; the first is number one. */
  public static String address(int host) {
    return "127.0.%d.%d".formatted(1 + (host - 1) / 250, 1 + (host - 1) % 250);
  }

  /** Starts a server at 127.0.0.1 with these lines in its configuration. */
  public static OpenSshd configured(Path folder, String... settings) throws Exception {
    return start(
        folder,
        List.of("127.0.0.1"),
        List.of("ed25519"),
        List.of(),
        MANY_LOGINS,
        List.of(settings));
  }

  private static OpenSshd start(
      Path folder, List<String> addresses, List<String> types, List<String> wrapper, String logins)
      throws Exception {
    return start(folder, addresses, types, wrapper, logins, List.of());
  }

  private static OpenSshd start(
      Path folder,
      List<String> addresses,
      List<String> types,
      List<String> wrapper,
      String logins,
      List<String> settings)
      throws Exception {
    assumeTrue(Files.isExecutable(PROGRAM), "OpenSSH's server is not installed");
    if (root() && !Files.exists(CHROOT)) {
      Files.createDirectory(CHROOT);
    }
    var files = new SshdFiles(folder);
    int port = freePort();
    files.write(addresses, types, port, logins, settings);
    var command = new ArrayList<>(wrapper);
    command.addAll(List.of(PROGRAM.toString(), "-D", "-e", "-f", files.config().toString()));
    var process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(files.log().toFile())
            .start();
    var sshd = new OpenSshd(files, addresses.getFirst(), port, process);
    sshd.awaitListening();
    return sshd;
  }

  private static boolean root() {
    return System.getProperty("user.name").equals("root");
  }

  public static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Makes a key pair. */
  public static void newKey(Path file, String type, String passphrase) throws Exception {
    keygen("-q", "-t", type, "-N", passphrase, "-C", "test", "-f", file.toString());
  }

  /** Runs ssh-keygen and returns its output. */
  public static String keygen(String... words) throws Exception {
    var process =
        new ProcessBuilder(Stream.concat(Stream.of("ssh-keygen"), Stream.of(words)).toList())
            .redirectErrorStream(true)
            .start();
    var output = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException("ssh-keygen: " + output);
    }
    return output;
  }

  private void awaitListening() throws Exception {
    for (int i = 0; i < 6000; i++) {
      try (var _ = new Socket(address, port)) {
        return;
      } catch (IOException e) {
        if (!process.isAlive()) {
          throw new IllegalStateException(Files.readString(files.log()), e);
        }
        Thread.sleep(10);
      }
    }
    throw new IllegalStateException("sshd does not listen");
  }

  public int port() {
    return port;
  }

  public Path home() {
    return files.home();
  }

  /** Returns the private key that the server accepts. */
  public Path key() {
    return files.key();
  }

  /** Returns a known_hosts file for every loopback address and port. */
  public Path knownHosts() {
    return files.knownHosts();
  }

  /** Returns the line of known_hosts for a host key, for 127.0.0.1 only. */
  public String line(String type) throws IOException {
    return files.line("[127.0.0.1]:" + port, type);
  }

  /** Returns the endpoint of the first host. */
  public Endpoint endpoint(Path knownHosts, Endpoint.HostKeyPolicy hostKeyPolicy) {
    return new Endpoint(
        "web1",
        Endpoint.ConnectionType.SSH,
        address,
        OptionalInt.of(port),
        Optional.empty(),
        List.of(key()),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        new Endpoint.HostKeys(hostKeyPolicy, List.of(knownHosts)),
        false,
        Duration.ofMinutes(1));
  }

  /** Returns an endpoint that trusts this server. */
  public Endpoint endpoint() {
    return endpoint(knownHosts(), Endpoint.HostKeyPolicy.STRICT);
  }

  /** Returns the settings of a user who has only this home. */
  public static SshSettings settings(Path home) throws IOException {
    Files.createDirectories(
        home.resolve(".ssh"),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    return new SshSettings(
        home, System.getProperty("user.name"), Optional.empty(), Duration.ofSeconds(5), _ -> {});
  }

  /** Returns the file system as the server's hosts see it. */
  public Path files() {
    return Path.of("/proc", String.valueOf(process.pid()), "root");
  }

  /** Kills the processes that serve connections, without notice to either side. */
  public void killSessions() {
    sessions().forEach(ProcessHandle::destroyForcibly);
  }

  /** Kills the processes that serve connections to one address. */
  public void killSessions(String address) throws IOException {
    var serving = LoginProcesses.at(home(), address).parents();
    sessions()
        .filter(child -> serving.contains(child.pid()))
        .forEach(ProcessHandle::destroyForcibly);
  }

  /** Stops the processes that serve connections until they are told to go on. */
  public void freezeSessions() throws Exception {
    signalSessions("STOP");
  }

  /** Lets the processes that serve connections go on. */
  public void thawSessions() throws Exception {
    signalSessions("CONT");
  }

  private void signalSessions(String signal) throws Exception {
    for (var session : sessions().toList()) {
      new ProcessBuilder("kill", "-" + signal, String.valueOf(session.pid())).start().waitFor();
    }
  }

  private Stream<ProcessHandle> sessions() {
    return process
        .descendants()
        .filter(child -> child.info().command().orElse("").equals(PROGRAM.toString()));
  }

  /** Returns running processes that were started by logins at an address. */
  public List<String> running(String address) throws IOException {
    return LoginProcesses.at(home(), address).commands();
  }

  /** Returns the CPU time used by logins that have ended. */
  public Duration worked() throws IOException {
    var stat = Files.readString(Path.of("/proc", String.valueOf(process.pid()), "stat"));
    var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    // User and system time of children that have ended, in hundredths of a second.
    return Duration.ofMillis(10 * (Long.parseLong(fields[13]) + Long.parseLong(fields[14])));
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroy();
    process.onExit().orTimeout(60, TimeUnit.SECONDS).join();
  }
}
