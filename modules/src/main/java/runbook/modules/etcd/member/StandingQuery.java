package runbook.modules.etcd.member;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import runbook.module.PortTrial;
import runbook.module.Script;
import runbook.module.ShellFile;
import runbook.modules.etcd.Etcdctl;

/** How to look at a host's part in its cluster; everybody is asked at the same time. */
record StandingQuery(Site site) {

  private static final ShellFile SH = ShellFile.beside(StandingQuery.class, "standing.sh");

  Script script() {
    var parts = new ArrayList<Script>();
    site.dataDir()
        .ifPresent(data -> {
          parts.add(SH.call("member_data", data, site.wal().orElseThrow()));
          parts.add(SH.call("member_settings", words(site.unit(), site.config())));
        });
    parts.add(SH.call("member_lacks", site.etcdctl().files().toArray()));
    parts.add(site.etcdctl().definition());
    parts.add(Etcdctl.TELL);
    for (int i = 0; i < site.endpoints().size(); i++) {
      parts.add(ask(i, site.endpoints().get(i)));
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
    var call = SH.call("ask_member", index, endpoint, host, port, site.wholly() ? "all" : "");
    return new Script(call.text() + " &").sharing(SH);
  }
}
