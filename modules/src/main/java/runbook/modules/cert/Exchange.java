package runbook.modules.cert;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import runbook.module.Change;
import runbook.module.Script;
import runbook.module.param.Content;
import runbook.module.param.HostPath;
import runbook.modules.file.FileFact;
import runbook.modules.file.FileState;
import runbook.modules.file.FileState.Absent;
import runbook.modules.file.FileState.Regular;

/**
 * What is carried out on a key and its certificate. A new pair is written beside the old one, as a
 * whole, before both take their places in one go: whoever reads them finds two that match.
 */
record Exchange(Places places) {

  List<Change> between(PairState from, PairState to) {
    return to.plan().isPresent() && !to.plan().equals(from.plan())
        ? issued(from, to, to.plan().get())
        : kept(from, to);
  }

  private List<Change> issued(PairState from, PairState to, Plan plan) {
    try {
      var authority = CaMaker.ensure(plan.ca());
      var issued = authority.issue(plan.order());
      var changes = new ArrayList<Change>();
      // Those who get the certificate to see shall know its authority.
      changes.addAll(caFile(from, to, authority));
      changes.addAll(staged(places.key(), from.key(), to.key(), issued.keyText()));
      changes.addAll(staged(places.cert(), from.cert(), to.cert(), issued.certificateText()));
      changes.add(new Change.Run(Script.allOf(intoPlace(places.key()), intoPlace(places.cert()))));
      return List.copyOf(changes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Change> staged(HostPath path, FileState from, FileState to, String text) {
    return new FileFact(Places.staged(path)).changes(from.with(new Absent()), filled(to, text));
  }

  private static FileState filled(FileState file, String text) {
    return file.with(
        new Regular(file.access().orElseThrow(), java.util.Optional.of(Content.of(text)), true));
  }

  private static Script intoPlace(HostPath path) {
    return Script.of("mv -f -- {} {}", Places.staged(path), path);
  }

  private List<Change> kept(PairState from, PairState to) {
    var changes = new ArrayList<Change>();
    if (from.cutShort()) {
      changes.add(
          new Change.Run(
              Script.of(
                  "rm -f -- {} {}", Places.staged(places.key()), Places.staged(places.cert()))));
    }
    changes.addAll(changed(places.certFile(), from.cert(), to.cert()));
    changes.addAll(changed(places.keyFile(), from.key(), to.key()));
    places
        .caFile()
        .ifPresent(
            file -> changes.addAll(changed(file, from.ca().orElseThrow(), to.ca().orElseThrow())));
    return List.copyOf(changes);
  }

  private List<Change> caFile(PairState from, PairState to, Authority authority) {
    return places
        .caFile()
        .map(file -> {
          var wanted = to.ca().orElseThrow();
          boolean isOpen =
              wanted.thing() instanceof Regular(var _, var content, boolean _) && content.isEmpty();
          return changed(
              file, from.ca().orElseThrow(), isOpen ? filled(wanted, authority.text()) : wanted);
        })
        .orElse(List.of());
  }

  private static List<Change> changed(FileFact file, FileState from, FileState to) {
    return from.equals(to) ? List.of() : file.changes(from, to);
  }
}
