package runbook.modules.etcd.verify;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** All findings, for people and for programs. */
record ClusterReport(List<MemberReport> memberReports, List<Finding> findings) {

  Severity level() {
    return findings.stream().map(Finding::severity).reduce(Severity.OK, Severity::worst);
  }

  long count(Severity severity) {
    return findings.stream().filter(finding -> finding.severity() == severity).count();
  }

  String summary() {
    return "%d members, %d checks: %d failed, %d warnings"
        .formatted(
            memberReports.size(), findings.size(), count(Severity.FAIL), count(Severity.WARN));
  }

  /** Returns the findings as a table, failures first; omits passed checks if there are others. */
  String table() {
    var rows = new ArrayList<String>();
    for (var severity : List.of(Severity.FAIL, Severity.WARN, Severity.OK)) {
      findings.stream()
          .filter(finding -> finding.severity() == severity)
          .forEach(f -> rows.add("%-4s  %-13s %s".formatted(f.severity(), f.check(), f.text())));
    }
    return String.join("\n", rows);
  }

  /** Returns the failures and warnings of the table. */
  String troubles() {
    return table().lines().filter(row -> !row.startsWith("ok ")).collect(Collectors.joining("\n"));
  }

  Map<String, Object> values() {
    var values = new LinkedHashMap<String, Object>();
    values.put("level", level().toString());
    values.put("summary", summary());
    values.put("members", memberReports.stream().map(ClusterReport::member).toList());
    values.put("findings", findings.stream().map(ClusterReport::finding).toList());
    return values;
  }

  private static Map<String, Object> finding(Finding finding) {
    var values = new LinkedHashMap<String, Object>();
    values.put("level", finding.severity().toString());
    values.put("check", finding.check());
    values.put("text", finding.text());
    return values;
  }

  private static Map<String, Object> member(MemberReport said) {
    var values = new LinkedHashMap<String, Object>();
    values.put("name", said.name());
    values.put("endpoint", said.memberAddress().clientUrl());
    values.put("answers", said.status().isPresent());
    said.trouble().ifPresent(trouble -> values.put("trouble", trouble.text()));
    said.status()
        .ifPresent(memberStatus -> {
          values.put("id", Long.toHexString(memberStatus.id()));
          values.put("cluster_id", Long.toHexString(memberStatus.cluster()));
          values.put("version", memberStatus.version());
          values.put("leader", memberStatus.leader() == memberStatus.id());
          values.put("term", memberStatus.term());
          values.put("index", memberStatus.index());
          values.put("applied", memberStatus.applied());
          values.put("db_size", memberStatus.dbSize());
          values.put("db_in_use", memberStatus.dbUsed());
        });
    said.hash()
        .ifPresent(dataHash -> {
          values.put("revision", dataHash.revision());
          values.put("hash", Long.toHexString(dataHash.digest()));
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
