package runbook.modules.hostile;

import java.util.List;
import java.util.Map;
import runbook.module.Fact;
import runbook.module.ScriptOutput;

/** Outputs of queries about what tests cannot have on this machine. */
final class FactOutputs {

  private static final String ACCOUNT =
      """
      200 - 0022
      -rw-r--r-- %1$s 220 .profile
      drwxr-xr-x - 0 .config
      home
      uid=0(root) gid=0(root) groups=0(root),4(adm)
      usable

      50 staff
      absent
      account
      0
      web:x:1000:1000:The web,,,:/home/web:/bin/sh
      web
      web adm staff
      """
          .formatted("0".repeat(64));

  private static final String UNIT =
      """
      Id=web.service
      LoadState=loaded
      ActiveState=active
      SubState=running
      UnitFileState=enabled
      FragmentPath=/etc/systemd/system/web.service
      DropInPaths=/etc/systemd/system/web.service.d/a.conf
      NeedDaemonReload=no
      Job=0
      OnDisk=/etc/systemd/system/web.service
      Enabled=enabled
      """;

  private static final String PROCESS =
      """
      ActiveState=active
      MainPID=12
      Job=0
      ExecMainStartTimestamp=Mon 2026-11-30 20:00:00.123 UTC
      InactiveExitTimestamp=Mon 2026-11-30 20:00:00 UTC
      File=0 1799999999.5
      File=0 1799999999
      File=1 1800000000.25
      """;

  private static final String MEMBER =
      """
      data
      entry {"ID":1,"name":"a","peerURLs":["http://127.0.0.1:2380"],"clientURLs":[]}
      unit active
      log it began
      setting   initial-cluster: a=http://127.0.0.1:2380
      door 0 0 open
      door 1 1 refused
      health [{"endpoint":"http://127.0.0.1:2379","health":true,"took":"1ms"}]
      statuses [{"Endpoint":"http://127.0.0.1:2379","Status":{"header":{"cluster_id":14841639068965178418,"member_id":10276657743932975437},"leader":10276657743932975437}}]
      roster {"header":{"cluster_id":14841639068965178418},"members":[{"ID":10276657743932975437,"name":"a","peerURLs":["http://127.0.0.1:2380"],"clientURLs":["http://127.0.0.1:2379"]}]}
      well [{"endpoint":"http://127.0.0.1:2379","health":true}]
      """;

  private static final Map<String, String> KINDS =
      Map.of(
          "AccountFact",
          ACCOUNT,
          "GroupEntryFact",
          "0\nweb:x:1000:a,b\nweb adm\n",
          "PackagesFact",
          "0\ncurl 8.0-1\n\ncurl:\n  Installed: 8\n  Candidate: 8.1\n",
          "PackageListsFact",
          "0\n12345\n",
          "UnitFact",
          UNIT,
          "UnitHealthFact",
          "active:running:3\nit began\nit ended\n",
          "ProcessAgeFact",
          PROCESS,
          "MembershipFact",
          MEMBER,
          "ReleaseFolderFact",
          "x86_64\nparent\nfull\n1.0 https://a/b " + "0".repeat(64) + "\n",
          "LinksFact",
          "./tmp\n./private/tmp\n");

  private FactOutputs() {}

  static List<ScriptOutput> of(Fact<?> fact) {
    var text = KINDS.get(fact.getClass().getSimpleName());
    return text == null ? List.of() : List.of(ScriptOutput.of(text));
  }
}
