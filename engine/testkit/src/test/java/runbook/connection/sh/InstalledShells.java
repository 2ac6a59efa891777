package runbook.connection.sh;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import runbook.connection.Connection;
import runbook.connection.Request;
import runbook.connection.RequestPart;

/** The shells of hosts that are installed here. */
final class InstalledShells {

  private InstalledShells() {}

  static Stream<String> installed() {
    return Stream.of("dash", "bash --posix", "bash", "busybox sh")
        .filter(sh -> onPath(List.of(sh.split(" ", -1)).getFirst()));
  }

  private static boolean onPath(String program) {
    return Arrays.stream(System.getenv("PATH").split(":", -1))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  /** The folder where the shell of a connection keeps its files. */
  static List<Path> temporaryFolders(Connection connection) throws Exception {
    var reply =
        connection.send(
            Request.of(new RequestPart.ScriptPart("echo \"$rb_d\"", false)),
            Optional.empty(),
            Duration.ofSeconds(20));
    return reply.parts().getFirst().outText().lines().map(Path::of).toList();
  }
}
