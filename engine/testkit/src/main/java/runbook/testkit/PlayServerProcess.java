package runbook.testkit;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** The process of a {@link PlayServer}. */
final class PlayServerProcess implements AutoCloseable {

  private final Process process;
  private final Path log;
  private final DataOutputStream requests;
  private final DataInputStream replies;

  private PlayServerProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
    this.requests = new DataOutputStream(process.getOutputStream());
    this.replies = new DataInputStream(process.getInputStream());
  }

  /**
   * Starts a play server.
   *
   * @param java a command line to which the name of a class is appended
   * @param log receives the output of the server itself
   */
  static PlayServerProcess start(ProcessBuilder java, Path log) throws IOException {
    java.command().add(PlayServer.class.getName());
    return new PlayServerProcess(java.redirectError(log.toFile()).start(), log);
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /**
   * Runs a command and returns its exit status.
   *
   * @param said the file for the output of the command
   */
  int run(Path said, List<String> words) throws IOException, InterruptedException {
    requests.writeUTF(said.toString());
    requests.writeInt(words.size());
    for (var word : words) {
      requests.writeUTF(word);
    }
    requests.flush();
    // Reading from a pipe cannot be interrupted, but a timeout must end the test.
    var status = new CompletableFuture<Integer>();
    Thread.ofPlatform()
        .daemon()
        .start(() -> {
          try {
            status.complete(replies.readInt());
          } catch (IOException e) {
            status.completeExceptionally(e);
          }
        });
    try {
      return status.get();
    } catch (ExecutionException e) {
      throw new IOException("the play server exited: " + Files.readString(log), e);
    } catch (InterruptedException e) {
      process.destroyForcibly();
      throw e;
    }
  }

  @Override
  public void close() throws IOException {
    try {
      requests.close();
    } finally {
      process.onExit().join();
    }
  }
}
