package runbook.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import runbook.journal.JournalReader;
import runbook.journal.RecordedRun;
import runbook.report.RunComparison;

/**
 * Plays what a check has foretold. A plan is the record of that check: it has the arguments, the
 * digests of all files, and what each step would do on each host.
 */
record PlannedPlay(Path file, PrintWriter out, PrintWriter err) {

  /** Options of a check that the play does not have. */
  private static final Set<String> OF_CHECK =
      Set.of("--check", "--detailed-exitcode", "--fail-on-change", "--no-record", "--quiet", "-q");

  /** Those that are followed by a value. */
  private static final Set<String> WITH_VALUE = Set.of("--out", "--report");

  /** Reports whether a file is a record, such as a plan, and not a playbook. */
  static boolean isRecord(Path file) {
    try (var in = Files.newInputStream(file)) {
      return in.read() == '{';
    } catch (IOException e) {
      // Reading it as a playbook tells what is wrong with it.
      return false;
    }
  }

  /** Keeps the record of a check as a plan that only this user can read. */
  static void keep(Path recordFile, Path plan) throws IOException {
    // A record is readable by its owner only, and so is the copy.
    WholeFile.put(plan, draft -> Files.copy(recordFile, draft, StandardCopyOption.COPY_ATTRIBUTES));
  }

  int play() throws IOException {
    var journal = JournalReader.read(file).filter(one -> one.header().check());
    var plan = RecordedRun.open(file);
    if (journal.isEmpty() || plan.isEmpty()) {
      return refuse(
          ExitCode.TEXT,
          "%s is not a plan of this version of runbook".formatted(file),
          "make one: runbook check PLAYBOOK -i INVENTORY --out " + file);
    }
    List<String> arguments;
    try {
      arguments = journal.get().arguments();
    } catch (IOException e) {
      return refuse(
          ExitCode.TEXT,
          "cannot read the secret options of %s: %s".formatted(file, e.getMessage()),
          "play it as the user and on the machine that made it");
    }
    var latest = Files.createTempFile("runbook-plan", ".jsonl");
    try {
      var said = new StringWriter();
      int status = check(arguments, latest, said);
      var now = RecordedRun.open(latest);
      if ((status != ExitCode.DONE && status != ExitCode.CHANGED) || now.isEmpty()) {
        out.print(said);
        return refuse(
            status == ExitCode.CHANGED ? ExitCode.FAILED : status,
            "the check before the play of %s did not succeed; nothing was changed".formatted(file),
            "");
      }
      return compareAndPlay(arguments, plan.get(), now.get());
    } finally {
      Files.deleteIfExists(latest);
    }
  }

  private int compareAndPlay(List<String> arguments, RecordedRun plan, RecordedRun now)
      throws IOException {
    var changed = PlanOutline.changes(plan.header().sources(), now.header().sources());
    if (!changed.isEmpty()) {
      return refuse(
          ExitCode.TEXT,
          "since the plan %s was made, %s; nothing was changed"
              .formatted(file, String.join(", ", changed)),
          "make a new plan");
    }
    var comparison = RunComparison.of(RunReader.summary(plan), RunReader.summary(now));
    if (!comparison.isEmpty()) {
      comparison.lines().forEach(out::println);
      return refuse(
          ExitCode.FAILED,
          "the hosts are not as the plan %s saw them, as shown above; nothing was changed"
              .formatted(file),
          "make a new plan");
    }
    out.println("the hosts are as the plan %s saw them".formatted(file));
    return run(played(arguments), out, err);
  }

  private int check(List<String> arguments, Path latest, StringWriter said) {
    var words = played(arguments);
    words.addAll(List.of("--check", "--no-record", "--out", latest.toString()));
    var heard = new PrintWriter(said);
    return run(words, heard, heard);
  }

  private static int run(List<String> words, PrintWriter out, PrintWriter err) {
    return Main.run(words.toArray(String[]::new), out, err);
  }

  /** Returns the command that plays what a command has checked. */
  static List<String> played(List<String> arguments) {
    var words = new ArrayList<String>();
    boolean isValue = false;
    for (var word : arguments) {
      if (isValue) {
        isValue = false;
      } else if (WITH_VALUE.contains(word.replaceFirst("=.*", ""))) {
        isValue = WITH_VALUE.contains(word);
      } else if (!OF_CHECK.contains(word)) {
        words.add(words.isEmpty() && word.equals("check") ? "play" : word);
      }
    }
    if (arguments.getFirst().equals("check") && !words.contains("--diff")) {
      // Both compare line by line, so that what they say can be compared.
      words.add("--diff");
    }
    return words;
  }

  private int refuse(int status, String why, String hint) {
    err.println("runbook: " + why);
    if (!hint.isEmpty()) {
      err.println("hint: " + hint);
    }
    err.flush();
    return status;
  }
}
