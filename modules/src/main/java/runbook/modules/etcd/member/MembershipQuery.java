package runbook.modules.etcd.member;

import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import runbook.module.PortTrial;
import runbook.module.Script;
import runbook.module.ShellFile;

/** Queries the membership of a host; all endpoints are queried at the same time. */
record MembershipQuery(MemberSettings memberSettings) {

  private static final ShellFile SH = ShellFile.beside(MembershipQuery.class, "standing.sh");
  private static final ShellFile ASK = ShellFile.beside(MembershipQuery.class, "ask.sh");

  private static final Duration CONNECT = Duration.ofSeconds(2);

  Script script() {
    var parts = new ArrayList<Script>();
    memberSettings
        .dataDir()
        .ifPresent(data -> {
          parts.add(SH.call("member_data", data, memberSettings.wal().orElseThrow()));
          parts.add(
              SH.call("member_settings", words(memberSettings.unit(), memberSettings.config())));
        });
    parts.add(SH.call("member_lacks", memberSettings.etcdctl().files().toArray()));
    parts.add(memberSettings.etcdctl().shellFunction());
    parts.add(tryPorts());
    parts.add(
        ASK.call(
            "ask_members \"$doors\"",
            words(memberSettings.wholly() ? "all" : "", memberSettings.endpoints())));
    return Script.lines(parts.toArray(Script[]::new));
  }

  private static Object[] words(Object first, List<?> others) {
    return Stream.concat(Stream.of(first), others.stream()).toArray();
  }

  private Script tryPorts() {
    var ports = memberSettings.endpoints().stream().map(MembershipQuery::port).toList();
    var trial = new PortTrial(ports, CONNECT).script();
    return new Script("doors=$(" + trial.text() + ")").sharing(PortTrial.SH);
  }

  private static InetSocketAddress port(String endpoint) {
    var url = URI.create(endpoint);
    return InetSocketAddress.createUnresolved(
        url.getHost().replaceAll("^\\[|]$", ""), url.getPort() < 0 ? 2379 : url.getPort());
  }
}
