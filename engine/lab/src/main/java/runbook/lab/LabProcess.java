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
 * The process that holds a lab: what the lab makes lives in its namespaces and ends with it.
 *
 * @param id of the first process in there, as this machine sees it
 * @param since when it was started, in the kernel's ticks: an id alone may be another's by now
 */
record LabProcess(long id, String since) {

  /** Its place in the kernel's line on a process, counted from behind the name. */
  private static final int START_TIME = 19;

  /** The living one of a lab. */
  static Optional<LabProcess> of(LabFolder folder) throws IOException {
    try {
      var words = Files.readString(folder.holder()).strip().split(" ", -1);
      var labProcess = new LabProcess(Long.parseLong(words[0]), words[1]);
      return labProcess.alive() ? Optional.of(labProcess) : Optional.empty();
    } catch (NoSuchFileException _) {
      return Optional.empty();
    }
  }

  /** Starts one, and writes it down before it has made anything. */
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
          "the lab cannot be held: " + Files.readString(folder.log()).strip(),
          "a container needs the rights to mount and to make network interfaces (--privileged)");
    }
  }

  /** Whether all that it has to make first is there: who had it start may have been killed. */
  boolean isReady(LabFolder folder) {
    return Files.exists(within(folder.path().resolve("run/held")));
  }

  boolean alive() throws IOException {
    return startTime(id).equals(Optional.of(since));
  }

  /** Ends it, and with it all processes, mounts and interfaces of the lab. */
  void end() throws IOException, InterruptedException, LabFailure {
    if (alive()) {
      ProcessHandle.of(id).ifPresent(ProcessHandle::destroyForcibly);
    }
    // The kernel lets it go when the last process in there has gone.
    for (int i = 0; alive(); i++) {
      if (i == 600) {
        throw new LabFailure("the process " + id + " does not end", "");
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  /** What to put before a command so that it runs among the lab's processes. */
  List<String> enterCommand() {
    return List.of("nsenter", "--target", Long.toString(id), "--mount", "--net", "--pid", "--");
  }

  /** The controller's network, from outside. */
  Path network(LabFolder folder) {
    return within(folder.network());
  }

  /** A file of the lab, as it is among the mounts of the holder. */
  private Path within(Path file) {
    return Path.of("/proc/" + id + "/root" + file);
  }

  private static Optional<String> startTime(long id) throws IOException {
    try {
      var stat = Files.readString(Path.of("/proc/" + id + "/stat"));
      // The name, in brackets, may hold blanks; what comes after it has none.
      var words = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      return words[0].equals("Z") ? Optional.empty() : Optional.of(words[START_TIME]);
    } catch (NoSuchFileException _) {
      return Optional.empty();
    } catch (IOException e) {
      // It went while it was read.
      if (ProcessHandle.of(id).isEmpty()) {
        return Optional.empty();
      }
      throw e;
    }
  }
}
