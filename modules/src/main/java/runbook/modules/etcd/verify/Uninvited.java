package runbook.modules.etcd.verify;

import java.util.ArrayList;
import java.util.List;
import runbook.module.Answer;
import runbook.module.Script;
import runbook.module.Unobtainable;
import runbook.module.Unreadable;
import runbook.modules.etcd.Etcdctl;
import runbook.modules.etcd.verify.Testimony.Strangers;

/**
 * Comes to the ports with an etcdctl that has no certificate, where nothing better can be done. It
 * tries until its time is up, and tells only how its last attempt ended.
 */
final class Uninvited {

  /** Who runs a script on the host. */
  interface Runner {
    Answer run(List<Script> parts) throws Unobtainable, InterruptedException;
  }

  private Uninvited() {}

  /** The same testimonies, with what was not known of strangers. */
  static List<Testimony> asked(List<Testimony> testimonies, Runner host)
      throws Unobtainable, Unreadable, InterruptedException {
    var parts = new ArrayList<Script>();
    parts.add(Etcdctl.KNOCK_AND_TELL);
    for (int i = 0; i < testimonies.size(); i++) {
      var said = testimonies.get(i);
      if (said.status().isPresent() && isUnclear(said)) {
        parts.add(attempt("client", i, said.place().client()));
        parts.add(attempt("peer", i, said.place().peer()));
      }
    }
    if (parts.size() == 1) {
      return testimonies;
    }
    parts.add(new Script("wait"));
    var told = Tagged.of(host.run(parts));
    var known = new ArrayList<Testimony>();
    for (int i = 0; i < testimonies.size(); i++) {
      var said = testimonies.get(i);
      known.add(
          isUnclear(said)
              ? said.strangers(
                  better(said.client(), told, "client", i), better(said.peer(), told, "peer", i))
              : said);
    }
    return known;
  }

  private static boolean isUnclear(Testimony said) {
    return said.client() == Strangers.UNKNOWN || said.peer() == Strangers.UNKNOWN;
  }

  private static Script attempt(String port, int member, String url) {
    return Script.of("tell '" + port + " " + member + "' bare {} -w json endpoint status &", url);
  }

  private static Strangers better(Strangers known, Tagged told, String port, int member)
      throws Unreadable {
    if (known != Strangers.UNKNOWN) {
      return known;
    }
    if (told.json(port, member).filter(j -> !j.items().isEmpty()).isPresent()) {
      return Strangers.LET_IN;
    }
    var lines = String.join(" ", told.lines(port, member));
    if (lines.contains("server preface: EOF") || lines.contains("unexpected HTTP status")) {
      return Strangers.LET_IN;
    }
    // Where clients are answered, nobody hangs up on them. The members' port hangs up on everybody
    // who speaks as a client does.
    boolean hungUp =
        lines.contains("clos") || lines.contains("broken pipe") || lines.contains("reset by peer");
    return lines.contains("remote error: tls") || (hungUp && port.equals("client"))
        ? Strangers.REFUSED
        : Strangers.UNKNOWN;
  }
}
