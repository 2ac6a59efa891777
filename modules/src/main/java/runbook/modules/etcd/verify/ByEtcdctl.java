package runbook.modules.etcd.verify;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import runbook.module.Answer;
import runbook.module.Passage;
import runbook.module.Script;
import runbook.module.Unobtainable;
import runbook.module.Unreadable;
import runbook.modules.etcd.Cause;
import runbook.modules.etcd.Etcdctl;
import runbook.modules.etcd.Json;
import runbook.modules.etcd.Roster;
import runbook.modules.etcd.verify.Testimony.Certificate;
import runbook.modules.etcd.verify.Testimony.Hash;
import runbook.modules.etcd.verify.Testimony.Status;
import runbook.modules.etcd.verify.Testimony.Strangers;
import runbook.modules.etcd.verify.Wanted.Place;

/** Asks with the etcdctl of a host, everybody at the same time. */
record ByEtcdctl(Passage host, Etcdctl etcdctl, Wanted wanted) implements Gathering {

  private static final Script ASK =
      new Script(
          """
          ask() {
            k=$(knock "$3" "$4")
            echo "door $1 $k"
            case $k in OPEN|UNKNOWN) ;; *) return ;; esac
            tell "status $1" ctl "$2" -w json endpoint status &
            tell "health $1" ctl "$2" -w json endpoint health &
            tell "members $1" ctl "$2" -w json member list &
            tell "alarms $1" ctl "$2" -w json alarm list &
            tell "hash $1" ctl "$2" -w json endpoint hashkv &
            if [ -n "$5" ]; then
              greet "client $1" "$3" "$4" &
              greet "peer $1" "$3" "$5" &
            fi
            wait
          }\
          """);

  @Override
  public String by() {
    return "etcdctl on the host";
  }

  @Override
  public List<Testimony> testimonies() throws Unobtainable, InterruptedException {
    var parts = prelude();
    parts.add(Etcdctl.KNOCK_AND_TELL);
    parts.add(Greeting.DEFINITION);
    parts.add(ASK);
    for (int i = 0; i < wanted.places().size(); i++) {
      var place = wanted.places().get(i);
      parts.add(
          Script.of(
              "ask " + i + " {} {} " + place.clientPort() + " {} &",
              place.client(),
              place.address(),
              wanted.tls() ? String.valueOf(place.peerPort()) : ""));
    }
    etcdctl.cert().ifPresent(path -> parts.add(Script.of("sed 's/^/cert 0 /' {}", path)));
    parts.add(new Script("wait"));
    var said = Tagged.of(run(parts));
    var own = Pem.until(said.lines("cert", 0));
    var testimonies = new ArrayList<Testimony>();
    for (int i = 0; i < wanted.places().size(); i++) {
      try {
        testimonies.add(testimony(said, i, i == 0 ? own : List.of()));
      } catch (Unreadable e) {
        throw garbled(e);
      }
    }
    return wanted.tls() ? completed(testimonies) : testimonies;
  }

  private List<Testimony> completed(List<Testimony> testimonies)
      throws Unobtainable, InterruptedException {
    var whoCalls = prelude();
    whoCalls.add(etcdctl.stranger().definition("bare"));
    try {
      return Uninvited.asked(
          testimonies, parts -> run(Stream.concat(whoCalls.stream(), parts.stream()).toList()));
    } catch (Unreadable e) {
      throw garbled(e);
    }
  }

  private static Unobtainable garbled(Unreadable e) {
    return new Unobtainable(e.getMessage(), "see what etcdctl prints on the host");
  }

  private List<Script> prelude() {
    var files =
        etcdctl.files().stream()
            .map(path -> Script.quote(path.path()))
            .collect(Collectors.joining(" "));
    var parts = new ArrayList<Script>();
    parts.add(
        new Script(
            """
            for f in %s; do
              if ! [ -r "$f" ]; then
                echo "the host has no $f, or this user may not read it"
                exit 9
              fi
            done\
            """
                .formatted(files)));
    parts.add(etcdctl.definition());
    return parts;
  }

  private Answer run(List<Script> parts) throws Unobtainable, InterruptedException {
    var answer = host.run(Script.lines(parts.toArray(Script[]::new)));
    if (answer.exit() == 9) {
      throw new Unobtainable(
          answer.text().strip(),
          "give 'etcdctl', 'cacert', 'cert' and 'key' as they are on the host, or 'become: true'");
    }
    return answer;
  }

  private Testimony testimony(Tagged said, int i, List<Certificate> certificates)
      throws Unreadable {
    var place = wanted.places().get(i);
    var status = said.json("status", i).map(j -> status(j.items().getFirst().at("Status")));
    var trouble = status.isPresent() ? Optional.<Cause>empty() : Optional.of(trouble(said, i));
    var health = said.json("health", i).map(j -> j.items().getFirst());
    var forClients = greeted(said, "client", i);
    var forPeers = greeted(said, "peer", i);
    var shown =
        Stream.of(certificates, forClients.certificates(), forPeers.certificates())
            .flatMap(List::stream)
            .toList();
    return new Testimony(
        place,
        trouble,
        status,
        said.json("members", i).map(Roster::of),
        health.filter(ByEtcdctl::read).isPresent(),
        said.json("hash", i).map(ByEtcdctl::hash),
        said.json("alarms", i).map(ByEtcdctl::alarms).orElse(List.of()),
        forClients.strangers(),
        forPeers.strangers(),
        shown);
  }

  private Handshake greeted(Tagged said, String port, int i) {
    return wanted.tls()
        ? Greeting.heard(port, said.lines(port, i))
        : new Handshake(Strangers.PLAIN, List.of());
  }

  private static Cause trouble(Tagged said, int i) {
    return switch (said.first("door", i)) {
      case "REFUSED" -> new Cause("connection refused", Cause.Kind.AWAY);
      case "SILENT" -> new Cause("the host does not answer at this port", Cause.Kind.AWAY);
      default ->
          Cause.of(
              Stream.concat(said.lines("status", i).stream(), said.lines("members", i).stream())
                  .toList());
    };
  }

  static Status status(Json json) {
    var header = json.at("header");
    return new Status(
        header.at("member_id").number(),
        header.at("cluster_id").number(),
        json.at("version").text(),
        json.at("dbSize").number(),
        json.at("dbSizeInUse").number(),
        json.at("leader").number(),
        json.at("raftTerm").number(),
        json.at("raftIndex").number(),
        json.at("raftAppliedIndex").number(),
        json.at("errors").texts());
  }

  static Hash hash(Json json) {
    var hash = json.items().getFirst().at("HashKV");
    return new Hash(
        hash.at("header").at("revision").number(),
        hash.at("hash").number(),
        hash.at("compact_revision").number());
  }

  static List<String> alarms(Json json) {
    return json.at("alarms").items().stream()
        .map(alarm ->
            "%s of %s"
                .formatted(
                    switch ((int) alarm.at("alarm").number()) {
                      case 1 -> "NOSPACE";
                      case 2 -> "CORRUPT";
                      default -> "alarm " + alarm.at("alarm").text();
                    },
                    Long.toHexString(alarm.at("memberID").number())))
        .toList();
  }

  /** An alarm makes a member unhealthy in the eyes of etcdctl, though the read has come back. */
  private static boolean read(Json health) {
    return health.at("health").flag() || health.at("error").text().startsWith("Active Alarm");
  }

  @Override
  public List<Testimony> hashedAt(List<Testimony> testimonies, long revision)
      throws Unobtainable, InterruptedException {
    var parts = prelude();
    parts.add(Etcdctl.KNOCK_AND_TELL);
    for (int i = 0; i < testimonies.size(); i++) {
      if (testimonies.get(i).status().isPresent()) {
        parts.add(
            Script.of(
                "tell 'hash " + i + "' ctl {} -w json endpoint hashkv --rev=" + revision + " &",
                testimonies.get(i).place().client()));
      }
    }
    parts.add(new Script("wait"));
    var said = Tagged.of(run(parts));
    var hashed = new ArrayList<Testimony>();
    for (int i = 0; i < testimonies.size(); i++) {
      try {
        // The header tells the newest revision, not the one that was asked for.
        var hash =
            said.json("hash", i)
                .map(ByEtcdctl::hash)
                .map(h -> new Hash(revision, h.digest(), h.compacted()));
        hashed.add(testimonies.get(i).hash(hash));
      } catch (Unreadable e) {
        throw garbled(e);
      }
    }
    return hashed;
  }

  @Override
  public Optional<String> probe(String key) throws Unobtainable, InterruptedException {
    var parts = prelude();
    var urls = wanted.places().stream().map(Place::client).toList();
    parts.add(
        Script.of(
            """
            key={}
            trap 'ctl "$1" del "$key" >/dev/null 2>&1' EXIT
            set --\
            """,
            key));
    urls.forEach(url -> parts.add(Script.of("set -- \"$@\" {}", url)));
    parts.add(
        new Script(
            """
            if ! a=$(ctl "$1" put "$key" probe 2>&1); then
              echo "a key cannot be written by $1: $a"
              exit
            fi
            for u in "$@"; do
              a=$(ctl "$u" get --print-value-only "$key" 2>&1)
              [ "$a" = probe ] || echo "what was written by $1 does not come back from $u: $a"
            done\
            """));
    var said = run(parts).text().strip();
    return said.isEmpty()
        ? Optional.empty()
        : Optional.of(said.lines().findFirst().orElse("") + cause(said));
  }

  private static String cause(String said) {
    var cause = Cause.of(said.lines().skip(1).toList());
    return cause.kind() == Cause.Kind.SILENCE ? "" : ": " + cause.text();
  }

  /** In the words of bash, as no other program for it can be counted on. */
  @Override
  public Optional<String> fetch(String url) throws Unobtainable, InterruptedException {
    var where = URI.create(url);
    int port = where.getPort() < 0 ? 80 : where.getPort();
    var answer =
        host.run(
            Script.of(
                """
                timeout 5 bash -c 'exec 3<>"/dev/tcp/$0/$1" &&
                  printf "GET %s HTTP/1.0\\r\\nHost: %s\\r\\n\\r\\n" "$2" "$0" >&3 &&
                  cat <&3' {} {} {}\
                """,
                where.getHost().replaceAll("^\\[|]$", ""), port, where.getPath()));
    return answer.exit() == 0 && answer.text().startsWith("HTTP/1.")
        ? Optional.of(answer.text())
        : Optional.empty();
  }

  @Override
  public void close() {
    // Nothing was opened.
  }
}
