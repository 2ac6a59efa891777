package runbook.lab;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The process that holds a lab: everything in the lab lives in its namespaces and ends with it.
 *
 * @param id the process id of the first process inside, as seen from this machine
 * @param since its start time in kernel ticks, because ids are reused
 */
record LabProcess(long id, String since) {

  /** The index of the start time in /proc/PID/stat, counted after the name. */
  private static final int START_TIME = 19;

  /** Returns the process of a lab if it is alive. */
  static Optional<LabProcess> of(LabFolder folder) throws IOException {
    try {
      var words = Files.readString(folder.holder()).strip().split(" ", -1);
      var labProcess = new LabProcess(Long.parseLong(words[0]), words[1]);
      return labProcess.alive() ? Optional.of(labProcess) : Optional.empty();
    } catch (NoSuchFileException _) {
      return Optional.empty();
    }
  }

  /** Starts the process, and records it before it makes anything. */
  static LabProcess start(LabFolder folder) throws IOException, LabFailure {
    var process =
        new ProcessBuilder(
                "setsid",
                "unshare",
                "--mount",
                "--net",
                "--pid",
                "--fork",
                "--kill-child",
                "sh",
                folder.script("hold").toString(),
                folder.path().toString())
            .redirectError(folder.log().toFile())
            .start();
    try (var out = process.inputReader(StandardCharsets.UTF_8);
        var in = process.outputWriter(StandardCharsets.UTF_8)) {
      expect("here", out, folder, process);
      var children =
          Files.readString(Path.of("/proc/%1$d/task/%1$d/children".formatted(process.pid())));
      long id = Long.parseLong(children.strip());
      var labProcess = new LabProcess(id, startTime(id).orElseThrow());
      LabFolder.write(folder.holder(), List.of(labProcess.id() + " " + labProcess.since()));
      in.write("go\n");
      in.flush();
      expect("held", out, folder, process);
      return labProcess;
    }
  }

  private static void expect(String word, BufferedReader out, LabFolder folder, Process process)
      throws IOException, LabFailure {
    var line = out.readLine();
    if (!word.equals(line)) {
      process.destroyForcibly();
      throw new LabFailure(
          "the lab process did not start: " + Files.readString(folder.log()).strip(),
          "in a container, allow it to mount and to make network interfaces (--privileged)");
    }
  }

  /**
   * Reports whether its first steps are complete: the command that started it may have been killed.
   */
  boolean isReady(LabFolder folder) {
    return Files.exists(within(folder.path().resolve("run/held")));
  }

  boolean alive() throws IOException {
    return startTime(id).equals(Optional.of(since));
  }

  /** Kills the process and with it all processes, mounts and interfaces of the lab. */
  void end() throws IOException, InterruptedException, LabFailure {
    if (alive()) {
      ProcessHandle.of(id).ifPresent(ProcessHandle::destroyForcibly);
    }
    // It ends after the last process in its namespace.
    for (int i = 0; alive(); i++) {
      if (i == 600) {
        throw new LabFailure("the process " + id + " does not end", "");
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  /** Returns the prefix of a command line that runs inside the lab's namespaces. */
  List<String> enterCommand() {
    return List.of("nsenter", "--target", Long.toString(id), "--mount", "--net", "--pid", "--");
  }

  /** Returns the network namespace of the controller, as seen from outside. */
  Path network(LabFolder folder) {
    return within(folder.network());
  }

  /** Returns a file of the lab as seen through this process's mounts. */
  private Path within(Path file) {
    return Path.of("/proc/" + id + "/root" + file);
  }

  private static Optional<String> startTime(long id) throws IOException {
    try {
      var stat = Files.readString(Path.of("/proc/" + id + "/stat"));
      // The name, in parentheses, may contain spaces; the fields after it do not.
      var words = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      return words[0].equals("Z") ? Optional.empty() : Optional.of(words[START_TIME]);
    } catch (NoSuchFileException _) {
      return Optional.empty();
    } catch (IOException e) {
      // The process may have ended while its file was read.
      if (ProcessHandle.of(id).isEmpty()) {
        return Optional.empty();
      }
      throw e;
    }
  }
}
