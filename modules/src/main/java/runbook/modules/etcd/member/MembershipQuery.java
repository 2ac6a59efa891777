package runbook.modules.etcd.member;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import runbook.module.PortTrial;
import runbook.module.Script;
import runbook.module.ShellFile;
import runbook.modules.etcd.Etcdctl;

/** Queries the membership of a host; all endpoints are queried at the same time. */
record MembershipQuery(MemberSettings memberSettings) {

  private static final ShellFile SH = ShellFile.beside(MembershipQuery.class, "standing.sh");

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
    parts.add(Etcdctl.TELL);
    for (int i = 0; i < memberSettings.endpoints().size(); i++) {
      parts.add(ask(i, memberSettings.endpoints().get(i)));
    }
    parts.add(new Script("wait"));
    return Script.lines(parts.toArray(Script[]::new)).sharing(PortTrial.SH);
  }

  private static Object[] words(Object first, List<?> others) {
    return Stream.concat(Stream.of(first), others.stream()).toArray();
  }

  private Script ask(int index, String endpoint) {
    var url = URI.create(endpoint);
    var host = url.getHost().replaceAll("^\\[|]$", "");
    int port = url.getPort() < 0 ? 2379 : url.getPort();
    var call =
        SH.call("ask_member", index, endpoint, host, port, memberSettings.wholly() ? "all" : "");
    return new Script(call.text() + " &").sharing(SH);
  }
}
