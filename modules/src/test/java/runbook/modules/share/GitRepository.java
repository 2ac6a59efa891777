package runbook.modules.share;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A Git repository on this machine with a role in it. */
record GitRepository(Path folder) {

  static GitRepository in(Path folder) throws Exception {
    var repository = new GitRepository(Files.createDirectories(folder));
    repository.git("init", "--quiet", "--initial-branch=main");
    return repository;
  }

  static boolean isGitInstalled() {
    try {
      return new ProcessBuilder("git", "--version").start().waitFor() == 0;
    } catch (IOException | InterruptedException e) {
      return false;
    }
  }

  String url() {
    return "git+file://" + folder;
  }

  GitRepository write(String file, String text) throws IOException {
    Files.createDirectories(folder.resolve(file).getParent());
    Files.writeString(folder.resolve(file), text);
    return this;
  }

  /** Commits a role that says a text, and gives the commit a tag. */
  GitRepository version(String tag, String says) throws Exception {
    write("tasks/main.yml", "- debug: { msg: '%s' }\n".formatted(says));
    commit(tag);
    git("tag", tag);
    return this;
  }

  void commit(String message, String... options) throws Exception {
    git("add", "--all");
    var words = new ArrayList<>(List.of("commit", "--quiet", "--allow-empty", "-m", message));
    words.addAll(List.of(options));
    git(words.toArray(String[]::new));
  }

  /** Runs git without the settings of the user. */
  String git(String... arguments) throws Exception {
    var words =
        new ArrayList<>(List.of("git", "-c", "user.name=Ada", "-c", "user.email=ada@example.org"));
    words.addAll(List.of(arguments));
    var builder = new ProcessBuilder(words).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().put("GIT_CONFIG_GLOBAL", "/dev/null");
    builder.environment().put("GIT_CONFIG_SYSTEM", "/dev/null");
    var process = builder.start();
    process.getOutputStream().close();
    var said = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(words + ": " + said);
    }
    return said;
  }
}
