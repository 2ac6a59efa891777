package runbook.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The folder of an {@link OpenSshd}: its keys, configuration, log and an empty home. */
record SshdFiles(Path folder) {

  /** The most addresses that sshd is configured with; for more it listens on all. */
  private static final int FEW = 15;

  /**
   * Writes the files.
   *
   * @param logins how many may log in at a time
   * @param settings lines of its configuration that come first, and so win
   */
  void write(
      List<String> addresses, List<String> types, int port, String logins, List<String> settings)
      throws Exception {
    Files.createDirectories(home());
    var known = new StringBuilder();
    for (var type : types) {
      if (!Files.exists(hostKey(type))) {
        OpenSshd.newKey(hostKey(type), type, "");
      }
      known.append(line("127.*", type));
    }
    Files.writeString(knownHosts(), known);
    if (!Files.exists(key())) {
      OpenSshd.newKey(key(), "ed25519", "");
      Files.copy(folder.resolve("key.pub"), authorizedKeys());
    }
    Files.writeString(banner(), "banner of " + port + "\n");
    var lines = new ArrayList<>(settings);
    lines.addAll(config(addresses, types, port, logins));
    Files.write(config(), lines);
  }

  /** Accepts only logins with the key at a loopback address. */
  private List<String> config(List<String> addresses, List<String> types, int port, String logins)
      throws IOException {
    var lines = new ArrayList<String>();
    if (Files.exists(settings())) {
      lines.addAll(Files.readAllLines(settings()));
    }
    types.forEach(type -> lines.add("HostKey " + hostKey(type)));
    lines.add("Port " + port);
    (addresses.size() <= FEW ? addresses : List.of("0.0.0.0"))
        .forEach(address -> lines.add("ListenAddress " + address));
    lines.addAll(
        List.of(
            "PidFile none",
            "AuthorizedKeysFile none",
            "Banner " + banner(),
            "StrictModes no",
            "UsePAM no",
            "PasswordAuthentication no",
            "KbdInteractiveAuthentication no",
            "PermitRootLogin yes",
            "MaxStartups " + logins,
            "MaxSessions 20",
            "LogLevel ERROR",
            "SetEnv HOME=" + home(),
            "Match LocalAddress 127.0.0.0/8",
            "AuthorizedKeysFile " + authorizedKeys()));
    return lines;
  }

  /** Returns the line of known_hosts for a host key. */
  String line(String place, String type) throws IOException {
    var words = Files.readString(Path.of(hostKey(type) + ".pub")).split(" ", -1);
    return "%s %s %s\n".formatted(place, words[0], words[1].strip());
  }

  Path home() {
    return folder.resolve("home");
  }

  Path key() {
    return folder.resolve("key");
  }

  Path knownHosts() {
    return folder.resolve("known_hosts");
  }

  Path config() {
    return folder.resolve("config");
  }

  /** Lines of configuration that come first, so that they count. */
  Path settings() {
    return folder.resolve("settings");
  }

  Path log() {
    return folder.resolve("log");
  }

  private Path hostKey(String type) {
    return folder.resolve("host_" + type);
  }

  private Path authorizedKeys() {
    return folder.resolve("authorized_keys");
  }

  private Path banner() {
    return folder.resolve("banner");
  }
}
