package runbook.modules.systemd;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import runbook.module.Script;
import runbook.module.ScriptOutput;
import runbook.module.ShellFile;
import runbook.module.Unreadable;
import runbook.module.param.HostPath;

/**
 * Compares the start of a unit's process with the times when files were written. Both times come
 * from the host's clock at that moment, so that setting the clock later does not matter. If one
 * time is known only to the second, both are compared to the second.
 */
final class ProcessAgeQuery {

  private static final Pattern MOMENT =
      Pattern.compile("(\\d{4}-\\d\\d-\\d\\d) (\\d\\d:\\d\\d:\\d\\d)(\\.\\d+)? UTC");
  private static final Pattern FILE =
      Pattern.compile("(\\d{1,9}) (\\d{1,12}) \\S+ \\S*?(\\.\\d+)?( .*)?");

  private static final ShellFile SH = ShellFile.beside(ProcessAgeQuery.class, "process.sh");

  private ProcessAgeQuery() {}

  static Script query(UnitName unit, List<HostPath> files) {
    var words = Stream.concat(Stream.of(unit), files.stream());
    return SH.call("process_times", words.toArray());
  }

  static ProcessAge read(ScriptOutput scriptOutput, List<HostPath> files) throws Unreadable {
    if (scriptOutput.exit() != 0) {
      throw new Unreadable(scriptOutput.text().strip());
    }
    var shown = new HashMap<String, String>();
    var written = new ArrayList<String>();
    for (var line : scriptOutput.lines()) {
      var cells = line.split("=", 2);
      if (cells.length == 2 && cells[0].equals("File")) {
        written.add(cells[1]);
      } else if (cells.length == 2) {
        shown.put(cells[0], cells[1]);
      }
    }
    var began = began(shown);
    if (began.isEmpty()) {
      return ProcessAge.of(false);
    }
    var processAge = ProcessAge.of(true);
    for (var line : written) {
      var match = FILE.matcher(line);
      if (!match.matches() || Integer.parseInt(match.group(1)) >= files.size()) {
        throw new Unreadable("unexpected output from the host's stat: " + line);
      }
      var at = new HostTime(Instant.ofEpochSecond(Long.parseLong(match.group(2))), match.group(3));
      if (at.isAfter(began.get())) {
        processAge = processAge.written(files.get(Integer.parseInt(match.group(1))));
      }
    }
    return processAge;
  }

  /** A unit that is stopping or restarting will read the current files at its next start. */
  private static Optional<HostTime> began(Map<String, String> shown) throws Unreadable {
    var active = shown.getOrDefault("ActiveState", "");
    boolean hasProcess = !shown.getOrDefault("MainPID", "0").equals("0");
    boolean hasJob = !shown.getOrDefault("Job", "0").matches("0?");
    boolean runs =
        active.equals(UnitState.COMING)
            ? hasProcess
            : UnitState.RUNNING.contains(active) && !hasJob;
    if (!runs) {
      return Optional.empty();
    }
    var process = moment(shown.get("ExecMainStartTimestamp"));
    return process.isPresent() ? process : moment(shown.get("InactiveExitTimestamp"));
  }

  private static Optional<HostTime> moment(String text) throws Unreadable {
    var match = MOMENT.matcher(Optional.ofNullable(text).orElse(""));
    if (!match.find()) {
      return Optional.empty();
    }
    try {
      var second = LocalDateTime.parse(match.group(1) + "T" + match.group(2));
      return Optional.of(new HostTime(second.toInstant(ZoneOffset.UTC), match.group(3)));
    } catch (DateTimeException e) {
      throw new Unreadable("unexpected time from systemd: " + text);
    }
  }

  /** A second, with its fraction if that is known. */
  private record HostTime(Instant second, Optional<String> fraction) {

    HostTime(Instant second, String fraction) {
      this(second, Optional.ofNullable(fraction));
    }

    boolean isAfter(HostTime other) {
      return (fraction.isPresent() && other.fraction.isPresent())
          ? exact().isAfter(other.exact())
          : second.isAfter(other.second);
    }

    private Instant exact() {
      var digits = (fraction.orElse(".") + "000000000").substring(1, 10);
      return second.plus(Long.parseLong(digits), ChronoUnit.NANOS);
    }
  }
}
