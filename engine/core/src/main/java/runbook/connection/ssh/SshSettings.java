package runbook.connection.ssh;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What connections take from the machine they start on.
 *
 * @param home the folder that has {@code .ssh}
 * @param user who logs in where nothing else is said
 * @param agent the socket of an ssh-agent
 * @param heartbeat how often a quiet host is asked whether it is there; without an answer to three
 *     in a row it counts as lost
 * @param warnings takes what the user should know before the first connection
 */
public record SshSettings(
    Path home, String user, Optional<Path> agent, Duration heartbeat, Consumer<String> warnings) {

  /** Those of the user who runs this. */
  public static SshSettings own(Consumer<String> warnings) {
    return new SshSettings(
        Path.of(System.getProperty("user.home")),
        System.getProperty("user.name"),
        Optional.ofNullable(System.getenv("SSH_AUTH_SOCK"))
            .filter(socket -> !socket.isEmpty())
            .map(Path::of),
        Duration.ofSeconds(5),
        warnings);
  }

  Path ssh(String file) {
    return home.resolve(".ssh").resolve(file);
  }
}
