package runbook.connection.ssh;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.apache.sshd.client.config.hosts.HostConfigEntry;

/** The user's {@code ~/.ssh/config}. Unsupported settings cause a warning. */
final class SshConfig {

  private static final String CHOSEN =
      "runbook offers current algorithms, and old ones if the inventory says"
          + " `ssh_legacy_algorithms: true`";

  private static final Map<String, String> NOT_UNDERSTOOD =
      Map.ofEntries(
          Map.entry("include", "the file is not read"),
          Map.entry("proxycommand", "hosts are dialled directly; use ProxyJump"),
          Map.entry("certificatefile", "certificates are not offered"),
          Map.entry("identityagent", "the agent of SSH_AUTH_SOCK is asked"),
          Map.entry("pkcs11provider", "its keys are not offered, load them into an agent"),
          Map.entry("securitykeyprovider", "its keys are not offered, load them into an agent"),
          Map.entry("knownhostscommand", "it is not run"),
          Map.entry("userknownhostsfile", "name the files in the inventory"),
          Map.entry("globalknownhostsfile", "name the files in the inventory"),
          Map.entry("stricthostkeychecking", "the inventory says how host keys are judged"),
          Map.entry("ciphers", CHOSEN),
          Map.entry("macs", CHOSEN),
          Map.entry("hostkeyalgorithms", CHOSEN),
          Map.entry("pubkeyacceptedalgorithms", CHOSEN),
          Map.entry("pubkeyacceptedkeytypes", CHOSEN),
          Map.entry("casignaturealgorithms", CHOSEN),
          Map.entry("revokedhostkeys", "mark revoked keys with @revoked in a known_hosts file"),
          Map.entry("canonicalizehostname", "names are taken as they are"),
          Map.entry("bindaddress", "the system chooses the address"),
          Map.entry("bindinterface", "the system chooses the interface"));

  /** The settings for an address; its jump hosts are not resolved yet. */
  record ResolvedHop(SshHop sshHop, List<String> jumps) {}

  private final SshSettings sshSettings;
  private final List<HostConfigEntry> entries;

  private SshConfig(SshSettings sshSettings, List<HostConfigEntry> entries) {
    this.sshSettings = sshSettings;
    this.entries = entries;
  }

  static SshConfig read(SshSettings sshSettings) throws IOException {
    var file = sshSettings.ssh("config");
    List<String> lines;
    try {
      lines = Files.readAllLines(file);
    } catch (NoSuchFileException e) {
      return new SshConfig(sshSettings, List.of());
    }
    var text = understood(file, lines, sshSettings.warnings());
    return new SshConfig(
        sshSettings, HostConfigEntry.readHostConfigEntries(new StringReader(text), true));
  }

  /** Removes {@code Match} sections, because MINA refuses a file that contains any. */
  private static String understood(Path file, List<String> lines, Consumer<String> warnings) {
    var text = new StringBuilder();
    boolean matching = false;
    for (int i = 0; i < lines.size(); i++) {
      var line = lines.get(i).strip();
      var words = line.split("[\\s=]+", 2);
      var word = words[0].toLowerCase(Locale.ROOT);
      boolean none = words.length < 2 || words[1].equalsIgnoreCase("none");
      var where = file + ":" + (i + 1) + ": " + words[0] + " is not understood: ";
      if (word.equals("host")) {
        matching = false;
      } else if (word.equals("match")) {
        matching = true;
        warnings.accept(where + "everything up to the next Host is ignored");
      }
      if (!matching) {
        if (NOT_UNDERSTOOD.containsKey(word) && !none) {
          warnings.accept(where + NOT_UNDERSTOOD.get(word));
        }
        text.append(line);
      }
      text.append('\n');
    }
    return text.toString();
  }

  /** Combines the given settings with the configuration and then with SSH's defaults. */
  ResolvedHop resolve(
      String address, Optional<String> givenUser, OptionalInt givenPort, List<Path> givenKeys) {
    var entry = new HostConfigEntry();
    HostConfigEntry.findMatchingEntries(address, entries).forEach(entry::collate);
    var name = present(entry.getHostName()).map(n -> n.replace("%h", address)).orElse(address);
    int port = givenPort.orElse(entry.getPort() > 0 ? entry.getPort() : 22);
    var user = givenUser.or(() -> present(entry.getUsername())).orElse(sshSettings.user());
    var keys = new ArrayList<>(givenKeys);
    if (keys.isEmpty()) {
      for (var identity : entry.getIdentities()) {
        keys.add(path(identity, name, user));
      }
    }
    var sshHop =
        new SshHop(
            name,
            port,
            user,
            present(entry.getProperty("HostKeyAlias")).orElse(name).toLowerCase(Locale.ROOT),
            List.copyOf(keys),
            present(entry.getProperty("KexAlgorithms")).orElse(""));
    var jumps =
        present(entry.getProxyJump())
            .filter(jump -> !jump.equalsIgnoreCase("none"))
            .map(jump -> List.of(jump.split(",", -1)))
            .orElse(List.of());
    return new ResolvedHop(sshHop, jumps);
  }

  private Path path(String identity, String host, String remoteUser) {
    var home = sshSettings.home().toString();
    var file =
        (identity.startsWith("~/") ? home + identity.substring(1) : identity)
            .replace("%d", home)
            .replace("%h", host)
            .replace("%r", remoteUser)
            .replace("%u", sshSettings.user())
            .replace("%%", "%");
    return sshSettings.home().resolve(file);
  }

  private static Optional<String> present(String value) {
    return Optional.ofNullable(value).filter(v -> !v.isBlank());
  }
}
