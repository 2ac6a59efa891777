package runbook.connection.ssh;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The settings that connections take from the controller.
 *
 * @param home the folder that contains {@code .ssh}
 * @param user the default login user
 * @param agent the socket of an ssh-agent
 * @param heartbeat the interval of keep-alive messages to an idle host; after three without an
 *     answer it counts as lost
 * @param warnings receives warnings before the first connection
 */
public record SshSettings(
    Path home, String user, Optional<Path> agent, Duration heartbeat, Consumer<String> warnings) {

  /** Returns the settings of the current user. */
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
