package runbook.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.auth.UserAuthFactory;
import org.apache.sshd.server.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.server.forward.AcceptAllForwardingFilter;
import runbook.connection.Endpoint;
import runbook.connection.ssh.MinaLog;

/**
 * An SSH server inside this JVM, on 127.0.0.1, that runs commands with this machine's {@code sh}.
 * It accepts only its own key.
 */
public final class EmbeddedSshHost implements AutoCloseable {

  private static final String USER = System.getProperty("user.name");

  private final Path folder;
  private final SshServer server;

  private EmbeddedSshHost(Path folder, SshServer server) {
    this.folder = folder;
    this.server = server;
  }

  public static EmbeddedSshHost start() {
    return start(CommandGate.OPEN);
  }

  public static EmbeddedSshHost start(CommandGate gate) {
    try {
      var folder =
          Files.createTempDirectory(
              "runbook-host",
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      var home = Files.createDirectory(folder.resolve("home"));
      var hostKey = KeyUtils.generateKeyPair("ecdsa-sha2-nistp256", 256);
      var clientKey = KeyUtils.generateKeyPair("ecdsa-sha2-nistp256", 256);
      var server = server(hostKey, clientKey, home, gate);
      server.start();
      var host = new EmbeddedSshHost(folder, server);
      host.writeDown(hostKey, clientKey);
      return host;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static SshServer server(KeyPair hostKey, KeyPair clientKey, Path home, CommandGate gate) {
    MinaLog.quiet();
    var server = SshServer.setUpDefaultServer();
    server.setHost("127.0.0.1");
    server.setKeyPairProvider(KeyPairProvider.wrap(hostKey));
    List<UserAuthFactory> onlyKeys = List.of(UserAuthPublicKeyFactory.INSTANCE);
    server.setUserAuthFactories(onlyKeys);
    server.setPublickeyAuthenticator(
        (user, key, _) -> user.equals(USER) && KeyUtils.compareKeys(key, clientKey.getPublic()));
    server.setCommandFactory((_, line) -> new SshHostCommand(line, home, gate));
    server.setForwardingFilter(AcceptAllForwardingFilter.INSTANCE);
    CoreModuleProperties.TCP_NODELAY.set(server, true);
    CoreModuleProperties.IDLE_TIMEOUT.set(server, Duration.ZERO);
    CoreModuleProperties.NIO2_READ_TIMEOUT.set(server, Duration.ZERO);
    return server;
  }

  private void writeDown(KeyPair hostKey, KeyPair clientKey)
      throws IOException, GeneralSecurityException {
    var key =
        Files.createFile(
            key(),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try (var to = Files.newOutputStream(key)) {
      OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(clientKey, "runbook", null, to);
    }
    Files.writeString(
        knownHosts(),
        "[127.0.0.1]:%d %s\n".formatted(port(), PublicKeyEntry.toString(hostKey.getPublic())));
  }

  /** Returns this host as an inventory would describe it. */
  public Endpoint endpoint(String host) {
    return new Endpoint(
        host,
        Endpoint.ConnectionType.SSH,
        "127.0.0.1",
        OptionalInt.of(port()),
        Optional.of(USER),
        List.of(key()),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        new Endpoint.HostKeys(Endpoint.HostKeyPolicy.STRICT, List.of(knownHosts())),
        false,
        Duration.ofMinutes(1));
  }

  public int port() {
    return server.getPort();
  }

  /** Returns the private key that the server accepts. */
  public Path key() {
    return folder.resolve("key");
  }

  /** Returns a known_hosts file with the host key. */
  public Path knownHosts() {
    return folder.resolve("known_hosts");
  }

  @Override
  public void close() {
    try {
      server.stop(true);
      try (Stream<Path> files = Files.walk(folder)) {
        for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
