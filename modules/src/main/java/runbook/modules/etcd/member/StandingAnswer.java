package runbook.modules.etcd.member;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import runbook.module.Answer;
import runbook.module.PortTrial;
import runbook.module.Unreadable;
import runbook.modules.etcd.Cause;
import runbook.modules.etcd.Json;
import runbook.modules.etcd.Member;
import runbook.modules.etcd.Roster;
import runbook.modules.etcd.member.Peer.Door;
import runbook.modules.etcd.member.Standing.Settings;
import runbook.modules.etcd.member.Standing.Unit;

/** Reads what {@link StandingQuery} prints: lines that begin with a word for what they tell. */
final class StandingAnswer {

  /** In a file of settings, or among the words of a command. */
  private static final Pattern SETTING =
      Pattern.compile(
          "(?i)(?:^\\s*(?:export\\s+)?[\"']?|ETCD_|--|\\s)initial[-_]cluster(?:[-_](state|token))?[\"']?"
              + "\\s*(?:[:=]|\\s)\\s*[\"']?([^\"'\\s;]+)");

  private final Site site;
  private final Map<String, List<String>> told = new HashMap<>();

  private StandingAnswer(Site site) {
    this.site = site;
  }

  static Standing read(Site site, Answer answer) throws Unreadable {
    if (answer.exit() != 0) {
      throw new Unreadable(answer.text().strip());
    }
    var reader = new StandingAnswer(site);
    answer.lines().forEach(reader::take);
    return reader.standing();
  }

  private void take(String line) {
    var words = line.split(" ", 3);
    switch (words[0]) {
      case "status", "health", "members", "door", "well" -> {
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

  private Standing standing() throws Unreadable {
    var peers = new ArrayList<Peer>();
    for (int i = 0; i < site.endpoints().size(); i++) {
      peers.add(peer(i));
    }
    var unit = new Unit(all("unit").stream().findFirst().orElse(""), all("log"));
    var lacks = all("lacks").stream().findFirst();
    return new Standing(data(), settings(), unit, lacks, List.copyOf(peers), false);
  }

  private Data data() throws Unreadable {
    var entries = new ArrayList<Member>();
    for (var entry : all("entry")) {
      entries.add(Member.of(Json.read(entry)));
    }
    return new Data(told.containsKey("data"), told.containsKey("joined"), List.copyOf(entries));
  }

  private Settings settings() {
    var written = new HashMap<String, String>();
    for (var line : all("setting")) {
      var found = SETTING.matcher(line);
      while (!line.strip().startsWith("#") && found.find()) {
        written.putIfAbsent(
            Optional.ofNullable(found.group(1)).orElse("cluster").toLowerCase(Locale.ROOT),
            found.group(2));
      }
    }
    return new Settings(
        Optional.ofNullable(written.get("state")),
        Optional.ofNullable(written.get("cluster")),
        Optional.ofNullable(written.get("token")));
  }

  private Peer peer(int index) throws Unreadable {
    var door =
        all("door " + index).stream()
            .findFirst()
            .map(PortTrial::echo)
            .map(Door::of)
            .orElse(Door.UNKNOWN);
    var endpoint = site.endpoints().get(index);
    var status = json("status " + index, "[{");
    var members = json("members " + index, "{\"header\"");
    if (status.isEmpty()) {
      var lines = new ArrayList<>(all("status " + index));
      lines.addAll(all("members " + index));
      var trouble = lines.isEmpty() ? Optional.<Cause>empty() : Optional.of(Cause.of(lines));
      return new Peer(endpoint, door, 0, 0, false, Optional.empty(), trouble, List.of());
    }
    var said = status.get().items().getFirst().at("Status");
    var health = json("health " + index, "[{");
    boolean healthy = health.map(h -> h.items().getFirst()).filter(this::reads).isPresent();
    return new Peer(
        endpoint,
        door,
        said.at("header").at("member_id").number(),
        said.at("leader").number(),
        healthy,
        members.map(Roster::of),
        Optional.empty(),
        well(index));
  }

  private List<String> well(int index) throws Unreadable {
    return json("well " + index, "[{").stream()
        .flatMap(told -> told.items().stream())
        .filter(this::reads)
        .map(health -> health.at("endpoint").text())
        .toList();
  }

  /** An alarm makes it unhealthy in the eyes of etcdctl, though the read has come back. */
  private boolean reads(Json health) {
    return health.at("health").flag() || health.at("error").text().startsWith("Active Alarm");
  }

  /** The line that holds the answer; around it etcdctl prints its troubles. */
  private Optional<Json> json(String word, String beginning) throws Unreadable {
    for (var line : all(word)) {
      if (line.startsWith(beginning)) {
        return Optional.of(Json.read(line));
      }
    }
    return Optional.empty();
  }
}
