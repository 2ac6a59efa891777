package runbook.modules.systemd;

import java.util.Map;
import java.util.Optional;
import runbook.module.Change;
import runbook.module.Script;

/** What systemctl is asked to do with a unit that runs, or shall run. */
final class Systemctl {

  private Systemctl() {}

  /** A unit that does not start says why in its status and its log. */
  static Change start(UnitName name) {
    return new Change.Run(
        Script.of(
            """
            u={}
            systemctl start -- "$u" || {
              systemctl status --no-pager --lines=10 -- "$u"
              echo "$u does not start"
              exit 1
            } >&2\
            """,
            name));
  }

  /** A service can be gone again a moment after systemctl was content. */
  static Change.Exec again(String verb, UnitName name) {
    var script =
        Script.of(
            """
            u={} v={}
            if systemctl "$v" -- "$u"; then
              systemctl is-failed --quiet -- "$u" || exit 0
            fi
            systemctl status --no-pager --lines=10 -- "$u" >&2
            echo "$u does not $v" >&2
            exit 1\
            """,
            name,
            verb);
    return new Change.Exec(script, Optional.empty(), Map.of(), Optional.empty());
  }
}
