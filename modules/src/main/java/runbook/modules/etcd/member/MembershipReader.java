package runbook.modules.etcd.member;

import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import runbook.module.PortTrial;
import runbook.module.ScriptOutput;
import runbook.module.Unreadable;
import runbook.modules.etcd.ClusterMember;
import runbook.modules.etcd.EtcdFailure;
import runbook.modules.etcd.JsonValue;
import runbook.modules.etcd.MemberList;
import runbook.modules.etcd.member.EndpointAnswer.EndpointReachability;
import runbook.modules.etcd.member.MembershipState.EtcdUnit;
import runbook.modules.etcd.member.MembershipState.InitialClusterSettings;

/** Reads the output of {@link MembershipQuery}: lines that begin with a keyword. */
final class MembershipReader {

  /** Matches a setting in a file or in the arguments of a command. */
  private static final Pattern SETTING =
      Pattern.compile(
          "(?i)(?:^\\s*(?:export\\s+)?[\"']?|ETCD_|--|\\s)initial[-_]cluster(?:[-_](state|token))?[\"']?"
              + "\\s*(?:[:=]|\\s)\\s*[\"']?([^\"'\\s;]+)");

  private final MemberSettings memberSettings;
  private final Map<String, List<String>> told = new HashMap<>();

  /** Answers that several endpoints share. */
  private final Map<String, Optional<JsonValue>> shared = new HashMap<>();

  private MembershipReader(MemberSettings memberSettings) {
    this.memberSettings = memberSettings;
  }

  static MembershipState read(MemberSettings memberSettings, ScriptOutput scriptOutput)
      throws Unreadable {
    if (scriptOutput.exit() != 0) {
      throw new Unreadable(scriptOutput.text().strip());
    }
    var reader = new MembershipReader(memberSettings);
    scriptOutput.lines().forEach(reader::take);
    return reader.membershipState();
  }

  private void take(String line) {
    var words = line.split(" ", 3);
    switch (words[0]) {
      case "door", "status", "members" -> {
        if (words.length == 3) {
          tell(words[0] + " " + words[1], words[2]);
        }
      }
      default -> {
        int space = line.indexOf(' ');
        tell(words[0], space < 0 ? "" : line.substring(space + 1));
      }
    }
  }

  private void tell(String word, String what) {
    told.computeIfAbsent(word, w -> new ArrayList<>()).add(what);
  }

  private List<String> all(String word) {
    return told.getOrDefault(word, List.of());
  }

  private MembershipState membershipState() throws Unreadable {
    var peers = new ArrayList<EndpointAnswer>();
    for (int i = 0; i < memberSettings.endpoints().size(); i++) {
      peers.add(endpointAnswer(i));
    }
    var etcdUnit = new EtcdUnit(all("unit").stream().findFirst().orElse(""), all("log"));
    var lacks = all("lacks").stream().findFirst();
    return new MembershipState(data(), settings(), etcdUnit, lacks, List.copyOf(peers), false);
  }

  private DataDirState data() throws Unreadable {
    var entries = new ArrayList<ClusterMember>();
    for (var entry : all("entry")) {
      entries.add(ClusterMember.of(JsonValue.read(entry)));
    }
    return new DataDirState(
        told.containsKey("data"), told.containsKey("joined"), List.copyOf(entries));
  }

  private InitialClusterSettings settings() {
    var written = new HashMap<String, String>();
    for (var line : all("setting")) {
      var found = SETTING.matcher(line);
      while (!line.strip().startsWith("#") && found.find()) {
        written.putIfAbsent(
            Optional.ofNullable(found.group(1)).orElse("cluster").toLowerCase(Locale.ROOT),
            found.group(2));
      }
    }
    return new InitialClusterSettings(
        Optional.ofNullable(written.get("state")),
        Optional.ofNullable(written.get("cluster")),
        Optional.ofNullable(written.get("token")));
  }

  /** Healthy members answer together; each of the others has answers of its own. */
  private EndpointAnswer endpointAnswer(int index) throws Unreadable {
    var endpoint = memberSettings.endpoints().get(index);
    var endpointReachability =
        all("door " + index).stream()
            .findFirst()
            .map(PortTrial::result)
            .map(EndpointReachability::of)
            .orElse(EndpointReachability.UNKNOWN);
    var status = item("status " + index, "Endpoint", endpoint);
    if (status.isEmpty()) {
      status = item("statuses", "Endpoint", endpoint);
    }
    if (status.isEmpty()) {
      return new EndpointAnswer(
          endpoint,
          endpointReachability,
          0,
          0,
          false,
          Optional.empty(),
          trouble(index, endpoint),
          List.of());
    }
    var said = status.get().at("Status");
    var members = json("members " + index, "{\"header\"");
    var roster =
        (members.isPresent() ? members : shared("roster", "{\"header\""))
            .map(MemberList::of)
            .filter(list -> list.cluster() == said.at("header").at("cluster_id").number());
    return new EndpointAnswer(
        endpoint,
        endpointReachability,
        said.at("header").at("member_id").number(),
        said.at("leader").number(),
        item("health", "endpoint", endpoint).filter(this::reads).isPresent(),
        roster,
        Optional.empty(),
        well());
  }

  private Optional<EtcdFailure> trouble(int index, String endpoint) {
    var lines = new ArrayList<>(all("status " + index));
    lines.addAll(all("members " + index));
    if (lines.isEmpty()) {
      all("statuses").stream().filter(line -> line.contains(endpoint)).forEach(lines::add);
    }
    return lines.isEmpty() ? Optional.empty() : Optional.of(EtcdFailure.of(lines));
  }

  private List<String> well() throws Unreadable {
    return shared("well", "[{").stream()
        .flatMap(told -> told.items().stream())
        .filter(this::reads)
        .map(health -> health.at("endpoint").text())
        .toList();
  }

  /** Returns the answer about an endpoint in a list of answers. */
  private Optional<JsonValue> item(String word, String key, String endpoint) throws Unreadable {
    return shared(word, "[{").stream()
        .flatMap(list -> list.items().stream())
        .filter(item -> item.at(key).text().equals(endpoint))
        .findFirst();
  }

  /** Returns whether a read succeeded; etcdctl calls a member with an alarm unhealthy anyway. */
  private boolean reads(JsonValue health) {
    return health.at("health").flag() || health.at("error").text().startsWith("Active Alarm");
  }

  private Optional<JsonValue> shared(String word, String beginning) throws Unreadable {
    if (!shared.containsKey(word)) {
      shared.put(word, json(word, beginning));
    }
    return shared.get(word);
  }

  /** Returns the line with the answer; etcdctl prints its log lines around it. */
  private Optional<JsonValue> json(String word, String beginning) throws Unreadable {
    for (var line : all(word)) {
      if (line.startsWith(beginning)) {
        return Optional.of(JsonValue.read(line));
      }
    }
    return Optional.empty();
  }
}
