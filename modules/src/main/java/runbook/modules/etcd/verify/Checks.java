package runbook.modules.etcd.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import runbook.modules.etcd.Cause;
import runbook.modules.etcd.verify.Testimony.Hash;
import runbook.modules.etcd.verify.Testimony.Status;
import runbook.modules.etcd.verify.Testimony.Strangers;

/** What follows from what the members say, whoever asked them. */
record Checks(Wanted wanted, List<Testimony> said) {

  /** So much may a follower be behind without anybody noticing. */
  private static final long LAG = 1000;

  List<Finding> findings() {
    var findings = new ArrayList<Finding>();
    findings.add(answers());
    findings.addAll(strangers());
    if (heard().findAny().isEmpty()) {
      findings.addAll(new Provisions(wanted, said).certificates());
      return findings;
    }
    findings.add(same("cluster", "are in different clusters", s -> Long.toHexString(s.cluster())));
    findings.addAll(new Membership(wanted, said).findings());
    findings.add(leader());
    findings.add(same("term", "see different terms", s -> Long.toString(s.term())));
    findings.add(lag());
    findings.add(version());
    findings.add(hashes());
    findings.add(alarms());
    findings.add(reads());
    findings.addAll(new Provisions(wanted, said).findings());
    return List.copyOf(findings);
  }

  private Stream<Testimony> heard() {
    return said.stream().filter(testimony -> testimony.status().isPresent());
  }

  private Finding answers() {
    var silent =
        said.stream()
            .filter(t -> t.status().isEmpty())
            .map(t -> "%s at %s: %s".formatted(t.name(), t.place().client(), why(t)))
            .toList();
    return silent.isEmpty()
        ? Finding.ok("answers", "all %d, over %s".formatted(said.size(), way()))
        : Finding.fail("answers", "no answer from " + String.join("; ", silent));
  }

  private static String why(Testimony testimony) {
    return testimony.trouble().map(Cause::text).orElse("no answer");
  }

  private String way() {
    return wanted.tls() ? "TLS with our certificate" : "plain HTTP";
  }

  private List<Finding> strangers() {
    if (!wanted.tls()) {
      return List.of(
          Finding.warn("encryption", "none: whoever reaches the ports may read and write all"));
    }
    return List.of(
        strangers("client port", Testimony::client), strangers("peer port", Testimony::peer));
  }

  private Finding strangers(String port, Function<Testimony, Strangers> what) {
    var open = names(t -> what.apply(t) == Strangers.LET_IN || what.apply(t) == Strangers.PLAIN);
    if (!open.isEmpty()) {
      return Finding.fail(port, "lets in callers without a certificate: " + open);
    }
    var unsure = names(t -> what.apply(t) == Strangers.UNKNOWN && t.status().isPresent());
    return unsure.isEmpty()
        ? Finding.ok(port, "refuses callers without a certificate")
        : Finding.warn(
            port, "nobody can tell from here whether it asks for certificates: " + unsure);
  }

  private String names(Predicate<Testimony> which) {
    return said.stream().filter(which).map(Testimony::name).collect(Collectors.joining(", "));
  }

  /** Members by what they say, when that should be one thing. */
  private Finding same(String check, String otherwise, Function<Status, String> what) {
    var groups = groups(what);
    return groups.size() == 1
        ? Finding.ok(check, groups.keySet().iterator().next())
        : Finding.fail(check, "the members %s: %s".formatted(otherwise, told(groups)));
  }

  private TreeMap<String, String> groups(Function<Status, String> what) {
    return heard()
        .collect(
            Collectors.groupingBy(
                t -> what.apply(t.status().orElseThrow()),
                TreeMap::new,
                Collectors.mapping(Testimony::name, Collectors.joining(", "))));
  }

  private static String told(TreeMap<String, String> groups) {
    return groups.entrySet().stream()
        .map(group -> "%s (%s)".formatted(group.getKey(), group.getValue()))
        .collect(Collectors.joining(", "));
  }

  private Finding leader() {
    var groups = groups(s -> Long.toHexString(s.leader()));
    if (groups.containsKey("0")) {
      return Finding.fail("leader", "none for " + groups.get("0"));
    }
    if (groups.size() > 1) {
      return Finding.fail("leader", "the members follow different ones: " + told(groups));
    }
    return Finding.ok(
        "leader",
        heard()
            .filter(t -> t.status().orElseThrow().leader() == t.status().orElseThrow().id())
            .map(Testimony::name)
            .findFirst()
            .orElse(groups.firstKey() + ", which was not asked"));
  }

  private Finding lag() {
    long newest = heard().mapToLong(t -> t.status().orElseThrow().index()).max().orElse(0);
    var behind =
        heard()
            .filter(t -> newest - t.status().orElseThrow().applied() > LAG)
            .map(t -> "%s by %d".formatted(t.name(), newest - t.status().orElseThrow().applied()))
            .toList();
    return behind.isEmpty()
        ? Finding.ok("applied", "all up to index %d, or near it".formatted(newest))
        : Finding.warn("applied", "behind the others: " + String.join(", ", behind));
  }

  private Finding version() {
    var same = same("version", "run different versions", Status::version);
    return same.level() != Level.OK
            || wanted.version().isEmpty()
            || same.text().equals(wanted.version())
        ? same
        : Finding.fail("version", "%s, and should be %s".formatted(same.text(), wanted.version()));
  }

  private Finding hashes() {
    var hashes = heard().map(Testimony::hash).flatMap(Optional::stream).toList();
    if (hashes.size() < heard().count()) {
      return Finding.fail("data", "not every member tells the digest of its data");
    }
    if (hashes.stream().map(Hash::revision).distinct().count() > 1) {
      return Finding.warn("data", "too many writes to compare the members at one revision");
    }
    return hashes.stream().map(Hash::digest).distinct().count() == 1
        ? Finding.ok("data", "equal at revision " + hashes.getFirst().revision())
        : Finding.fail(
            "data",
            "the members hold different data at revision %d: %s"
                .formatted(
                    hashes.getFirst().revision(),
                    heard()
                        .map(
                            t -> t.name() + " " + Long.toHexString(t.hash().orElseThrow().digest()))
                        .collect(Collectors.joining(", "))));
  }

  private Finding alarms() {
    var alarms = said.stream().flatMap(t -> t.alarms().stream()).distinct().sorted().toList();
    return alarms.isEmpty()
        ? Finding.ok("alarms", "none")
        : Finding.fail("alarms", String.join(", ", alarms));
  }

  private Finding reads() {
    var sick =
        heard().filter(t -> !t.readable()).map(Testimony::name).collect(Collectors.joining(", "));
    return sick.isEmpty()
        ? Finding.ok("reads", "come back through the whole cluster from every member")
        : Finding.fail("reads", "through the whole cluster do not come back from " + sick);
  }
}
