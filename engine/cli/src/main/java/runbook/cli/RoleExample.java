package runbook.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * A playbook that calls a role, to be tested.
 *
 * @param runbook runs a command of this program
 * @param reports a folder for reports
 */
record RoleExample(ToIntFunction<List<String>> runbook, Path playbook, Path reports) {

  private PlayedExample play(String name, String... options) throws IOException {
    var report = reports.resolve(name + ".json");
    var words = new ArrayList<>(List.of("play", playbook.toString(), "--no-record"));
    words.addAll(List.of(options));
    words.addAll(List.of("--report", "json=" + report));
    return PlayedExample.read(runbook.applyAsInt(words), report);
  }

  /** Returns whether the role keeps all laws, and prints each with what breaks it. */
  boolean test(PrintWriter out) throws IOException {
    var check = play("check", "--check");
    var checkAgain = play("check-again", "--check");
    var play = play("play");
    var playAgain = play("play-again");
    boolean isGood = law(out, "it can be checked and played", failures(check, play, playAgain));
    isGood &= law(out, "a check changes nothing", differences(check, checkAgain));
    isGood &= law(out, "the play does what the check said", check.deviations(play));
    isGood &= law(out, "a second play changes nothing", playAgain.steps(PlayedExample.CHANGED));
    var unknown = check.steps(PlayedExample.UNKNOWN);
    if (!unknown.isEmpty()) {
      out.println("note    the check could not tell %d of the steps:".formatted(unknown.size()));
      unknown.forEach(step -> out.println("        " + step));
    }
    out.println();
    return isGood;
  }

  private static List<String> failures(PlayedExample... all) {
    for (var one : all) {
      if (one.status() != ExitCode.DONE) {
        return List.of("exit status %d, as shown above".formatted(one.status()));
      }
    }
    return List.of();
  }

  private static List<String> differences(PlayedExample check, PlayedExample again) {
    var names = new ArrayList<>(check.steps().keySet());
    again.steps().keySet().stream().filter(name -> !names.contains(name)).forEach(names::add);
    return names.stream()
        .filter(name ->
            !again.steps().containsKey(name)
                || !again.steps().get(name).equals(check.steps().get(name)))
        .map(name -> name + ": a second check said something else")
        .toList();
  }

  private boolean law(PrintWriter out, String law, List<String> broken) {
    out.println((broken.isEmpty() ? "holds   " : "BROKEN  ") + playbook + ": " + law);
    broken.forEach(line -> out.println("        " + line));
    return broken.isEmpty();
  }
}
