package runbook.modules.etcd.verify;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** All that was found, for people and for programs. */
record Report(List<Testimony> testimonies, List<Finding> findings) {

  Level level() {
    return findings.stream().map(Finding::level).reduce(Level.OK, Level::worst);
  }

  long count(Level level) {
    return findings.stream().filter(finding -> finding.level() == level).count();
  }

  String summary() {
    return "%d members, %d checks: %d failed, %d warnings"
        .formatted(testimonies.size(), findings.size(), count(Level.FAIL), count(Level.WARN));
  }

  /** What failed comes first; checks that are fine are left out when there is something to see. */
  String table() {
    var rows = new ArrayList<String>();
    for (var level : List.of(Level.FAIL, Level.WARN, Level.OK)) {
      findings.stream()
          .filter(finding -> finding.level() == level)
          .forEach(f -> rows.add("%-4s  %-13s %s".formatted(f.level(), f.check(), f.text())));
    }
    return String.join("\n", rows);
  }

  /** What is not fine. */
  String troubles() {
    return table().lines().filter(row -> !row.startsWith("ok ")).collect(Collectors.joining("\n"));
  }

  Map<String, Object> values() {
    var values = new LinkedHashMap<String, Object>();
    values.put("level", level().toString());
    values.put("summary", summary());
    values.put("members", testimonies.stream().map(Report::member).toList());
    values.put("findings", findings.stream().map(Report::finding).toList());
    return values;
  }

  private static Map<String, Object> finding(Finding finding) {
    var values = new LinkedHashMap<String, Object>();
    values.put("level", finding.level().toString());
    values.put("check", finding.check());
    values.put("text", finding.text());
    return values;
  }

  private static Map<String, Object> member(Testimony said) {
    var values = new LinkedHashMap<String, Object>();
    values.put("name", said.name());
    values.put("endpoint", said.place().client());
    values.put("answers", said.status().isPresent());
    said.trouble().ifPresent(trouble -> values.put("trouble", trouble.text()));
    said.status()
        .ifPresent(status -> {
          values.put("id", Long.toHexString(status.id()));
          values.put("cluster_id", Long.toHexString(status.cluster()));
          values.put("version", status.version());
          values.put("leader", status.leader() == status.id());
          values.put("term", status.term());
          values.put("index", status.index());
          values.put("applied", status.applied());
          values.put("db_size", status.dbSize());
          values.put("db_in_use", status.dbUsed());
        });
    said.hash()
        .ifPresent(hash -> {
          values.put("revision", hash.revision());
          values.put("hash", Long.toHexString(hash.digest()));
        });
    values.put(
        "certificates",
        said.certificates().stream()
            .map(c ->
                Map.<String, Object>of(
                    "port", c.port(), "subject", c.subject(), "until", c.until().toString()))
            .toList());
    return values;
  }
}
