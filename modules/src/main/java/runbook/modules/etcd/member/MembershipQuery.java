package runbook.modules.etcd.member;

import java.net.URI;
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
    var words = new ArrayList<Object>();
    words.add(2);
    for (var endpoint : memberSettings.endpoints()) {
      var url = URI.create(endpoint);
      words.add(url.getHost().replaceAll("^\\[|]$", ""));
      words.add(url.getPort() < 0 ? 2379 : url.getPort());
    }
    var call = PortTrial.SH.call("try_ports", words.toArray());
    return new Script("doors=$(" + call.text() + ")").sharing(PortTrial.SH);
  }
}
