package runbook.modules.cert;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import runbook.module.Change;
import runbook.module.Script;
import runbook.module.param.FileContent;
import runbook.module.param.HostPath;
import runbook.modules.file.FileFact;
import runbook.modules.file.FileState;
import runbook.modules.file.FileState.Absent;
import runbook.modules.file.FileState.Regular;

/**
 * The changes to a key and its certificate. Both new files are written beside the old ones, then
 * moved into place together: a reader always finds two that match.
 */
record CertChanges(CertPaths certPaths) {

  List<Change> between(CertState from, CertState to) {
    return to.plan().isPresent() && !to.plan().equals(from.plan())
        ? issued(from, to, to.plan().get())
        : kept(from, to);
  }

  private List<Change> issued(CertState from, CertState to, PlannedCert plannedCert) {
    try {
      var caSigner = CaMaker.ensure(plannedCert.caSettings());
      var issuedCert = caSigner.issue(plannedCert.certSpec());
      var changes = new ArrayList<Change>();
      // The authority comes first: a program that reads the new certificate must be able to verify
      // it.
      changes.addAll(caFile(from, to, caSigner));
      changes.addAll(staged(certPaths.key(), from.key(), to.key(), issuedCert.keyText()));
      changes.addAll(
          staged(certPaths.cert(), from.cert(), to.cert(), issuedCert.certificateText()));
      changes.add(
          new Change.RunScript(
              Script.allOf(intoPlace(certPaths.key()), intoPlace(certPaths.cert()))));
      return List.copyOf(changes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Change> staged(HostPath path, FileState from, FileState to, String text) {
    return new FileFact(CertPaths.staged(path)).changes(from.with(new Absent()), filled(to, text));
  }

  private static FileState filled(FileState file, String text) {
    return file.with(
        new Regular(
            file.access().orElseThrow(), java.util.Optional.of(FileContent.of(text)), true));
  }

  private static Script intoPlace(HostPath path) {
    return Script.of("rb_in {} rb_take {}", path, CertPaths.staged(path).name());
  }

  private List<Change> kept(CertState from, CertState to) {
    var changes = new ArrayList<Change>();
    if (from.cutShort()) {
      changes.add(
          new Change.RunScript(
              Script.allOf(
                  Script.of("rb_in {} rb_remove", CertPaths.staged(certPaths.key())),
                  Script.of("rb_in {} rb_remove", CertPaths.staged(certPaths.cert())))));
    }
    changes.addAll(changed(certPaths.certFile(), from.cert(), to.cert()));
    changes.addAll(changed(certPaths.keyFile(), from.key(), to.key()));
    certPaths
        .caFile()
        .ifPresent(
            file -> changes.addAll(changed(file, from.ca().orElseThrow(), to.ca().orElseThrow())));
    return List.copyOf(changes);
  }

  private List<Change> caFile(CertState from, CertState to, CaSigner caSigner) {
    return certPaths
        .caFile()
        .map(file -> {
          var wanted = to.ca().orElseThrow();
          boolean isOpen =
              wanted.fileKind() instanceof Regular(var _, var content, boolean _)
                  && content.isEmpty();
          return changed(
              file, from.ca().orElseThrow(), isOpen ? filled(wanted, caSigner.text()) : wanted);
        })
        .orElse(List.of());
  }

  private static List<Change> changed(FileFact file, FileState from, FileState to) {
    return from.equals(to) ? List.of() : file.changes(from, to);
  }
}
