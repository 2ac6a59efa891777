package runbook.modules.etcd.member;

import java.net.URI;
import java.util.ArrayList;
import java.util.stream.Collectors;
import runbook.module.PortTrial;
import runbook.module.Script;
import runbook.module.param.HostPath;
import runbook.modules.etcd.Etcdctl;

/** How to look at a host's part in its cluster; everybody is asked at the same time. */
record StandingQuery(Site site) {

  /**
   * What the log begins with tells who founded the cluster; client URLs are in it once a cluster
   * has come of it. Behind an entry the length of the next may stand, which may look like a brace.
   * A log whose first part is gone, and a snapshot, prove the same.
   */
  private static final String DATA =
      """
      if [ -d "$d" ] && ! [ -x "$d" ]; then
        echo "this user may not look into $d: try 'become: true'" >&2
        exit 1
      fi
      set -- "$w"/*.wal
      if ! [ -e "$1" ]; then
        long='--dial-timeout=10s --command-timeout=10s'
      else
        echo data
        for s in "$d"/member/snap/*.snap; do
          if [ -e "$s" ]; then echo joined; break; fi
        done
        case ${1##*/} in
        0000000000000000-*)
          t=$(dd if="$1" bs=65536 count=16 2>/dev/null | tr -c ' -~' '\\n')
          printf '%s\\n' "$t" | sed -n 's/.*\\({"id":[0-9]*,"peerURLs":[^}]*}\\).*/entry \\1/p' | sort -u
          case $t in *'"clientURLs":'*) echo joined ;; esac ;;
        *) echo joined ;;
        esac
      fi\
      """;

  /** The files its unit names, and what stands in the unit itself, in the order that counts. */
  private static final String SETTINGS =
      """
      s=
      if command -v systemctl >/dev/null 2>&1; then
        s=$(systemctl show -p ActiveState -p ExecStart -p EnvironmentFiles -p Environment -- "$u")
      fi
      said() {
        printf '%s\\n' "$s" | sed -n "$1"
      }
      for f in $(said 's/^ExecStart=.*--config-file[= ]\\([^ ]*\\) .*/\\1/p') "$@" \\
        $(said 's/^EnvironmentFiles=\\([^ ]*\\).*/\\1/p'); do
        if [ -r "$f" ]; then grep -i 'initial[-_]cluster' "$f" | sed 's/^/setting /'; fi
      done
      said 's/^Environment=/setting &/p;s/^ExecStart=/setting &/p' | grep -i 'initial[-_]cluster'
      said 's/^ActiveState=/unit /p'
      case $(said 's/^ActiveState=//p') in
      failed|activating)
        journalctl -q -n 6 -o cat --no-pager -u "$u" 2>/dev/null |
          cut -c 1-400 | sed 's/^/log /' ;;
      esac\
      """;

  /**
   * Members are asked as well though nobody has said where, when all of them count. A host without
   * data asks longer: to take members that are slow for none would have it found a cluster of its
   * own.
   */
  private static final String PEERS =
      """
      ask() {
        k=$(try_port "$3" "$4" 2)
        echo "door $1 $k"
        if [ -z "$lacks" ] && { [ "$k" = OPEN ] || [ "$k" = UNKNOWN ]; }; then
          tell "status $1" ctl "$2" $long -w json endpoint status &
          tell "health $1" ctl "$2" -w json endpoint health &
          tell "members $1" ctl "$2" $long -w json member list &
          if [ -n "$all" ]; then
            tell "well $1" ctl "$2" -w json endpoint health --cluster &
          fi
          wait
        fi
      }\
      """;

  Script script() {
    var parts = new ArrayList<Script>();
    parts.add(new Script("long="));
    if (site.dataDir().isPresent()) {
      parts.add(
          Script.of("d={} w={} u={}", site.dataDir().get(), site.wal().orElseThrow(), site.unit()));
      parts.add(new Script(DATA));
      parts.add(Script.of("set --" + " {}".repeat(site.config().size()), site.config().toArray()));
      parts.add(new Script(SETTINGS));
    }
    parts.add(lacks());
    parts.add(site.etcdctl().definition());
    parts.add(Etcdctl.TELL);
    parts.add(new Script("all=" + (site.wholly() ? "yes" : "")));
    parts.add(new Script(PEERS));
    for (int i = 0; i < site.endpoints().size(); i++) {
      parts.add(ask(i, site.endpoints().get(i)));
    }
    parts.add(new Script("wait"));
    return Script.lines(parts.toArray(Script[]::new)).sharing(PortTrial.DEFINITIONS);
  }

  private Script lacks() {
    var files =
        site.etcdctl().files().stream()
            .map(HostPath::path)
            .map(Script::quote)
            .collect(Collectors.joining(" "));
    return new Script(
        """
        lacks=
        for f in %s; do
          if ! [ -r "$f" ]; then lacks=$f; echo "lacks $f"; break; fi
        done\
        """
            .formatted(files));
  }

  private static Script ask(int index, String endpoint) {
    var url = URI.create(endpoint);
    var host = url.getHost().replaceAll("^\\[|]$", "");
    int port = url.getPort() < 0 ? 2379 : url.getPort();
    return Script.of("ask " + index + " {} {} " + port + " &", endpoint, host);
  }
}
