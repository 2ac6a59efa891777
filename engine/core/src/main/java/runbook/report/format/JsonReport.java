package runbook.report.format;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import runbook.report.RunSummary;
import runbook.report.StepSummary;
import runbook.report.StepSummary.StepState;
import runbook.report.Tally;
import runbook.report.Trouble;
import runbook.text.IndentedJson;

/** Writes the summary of a run as JSON: its totals, hosts, and steps that are not simply ok. */
final class JsonReport {

  /** The version of the format. */
  private static final int VERSION = 1;

  private JsonReport() {}

  static String of(RunSummary runSummary) {
    var about = runSummary.about();
    var totals = runSummary.totals();
    var all = new LinkedHashMap<String, Object>();
    all.put("summary", VERSION);
    all.put("run", about.run());
    all.put("began", about.began());
    all.put("playbook", about.playbook());
    all.put("check", about.check());
    all.put("result", word(totals.result()));
    all.put("took", seconds(totals.took()));
    var counts = new LinkedHashMap<String, Object>();
    counts.put("all", totals.hosts());
    counts.put("ok", totals.ok());
    counts.put("changed", totals.changed());
    counts.put("failed", totals.failed());
    counts.put("unreachable", totals.unreachable());
    counts.put("stopped", totals.stopped());
    all.put("host_counts", counts);
    var hosts = new LinkedHashMap<String, Object>();
    runSummary.hosts().forEach((name, host) -> hosts.put(name, of(host)));
    all.put("hosts", hosts);
    all.put(
        "steps",
        runSummary.steps().stream()
            .filter(step -> step.state() != StepState.OK && step.state() != StepState.SKIPPED)
            .map(JsonReport::of)
            .toList());
    all.put("troubles", runSummary.troubles().stream().map(JsonReport::of).toList());
    all.put("warnings", runSummary.warnings());
    return IndentedJson.write(all);
  }

  private static Map<String, Object> of(Tally.HostCounts host) {
    var all = new LinkedHashMap<String, Object>();
    all.put("ok", host.ok());
    all.put("changed", host.changed());
    all.put("unknown", host.unsure());
    all.put("skipped", host.skipped());
    all.put("failed", host.failed());
    all.put("ignored", host.ignored());
    host.end().ifPresent(why -> all.put("end", why));
    return all;
  }

  private static Map<String, Object> of(StepSummary step) {
    var all = new LinkedHashMap<String, Object>();
    all.put("host", step.host());
    all.put("play", step.play());
    all.put("name", step.stepId().name());
    if (!step.stepId().item().isEmpty()) {
      all.put("item", step.stepId().item());
    }
    all.put("module", step.stepId().module());
    all.put("at", step.stepId().at().toString());
    all.put("state", word(step.state()));
    all.put("took", seconds(step.took()));
    all.put("lines", step.lines());
    step.output()
        .ifPresent(ran -> {
          var output = new LinkedHashMap<String, Object>();
          output.put("exit", ran.exit());
          output.put("stdout", ran.out());
          output.put("stderr", ran.err());
          output.put("cut", ran.cut());
          all.put("output", output);
        });
    return all;
  }

  private static Map<String, Object> of(Trouble trouble) {
    var all = new LinkedHashMap<String, Object>();
    all.put("kind", word(trouble.kind()));
    all.put("host", trouble.host());
    trouble.place().ifPresent(at -> all.put("at", at.toString()));
    all.put("lines", trouble.lines());
    return all;
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static double seconds(Duration time) {
    return time.toMillis() / 1000.0;
  }
}
