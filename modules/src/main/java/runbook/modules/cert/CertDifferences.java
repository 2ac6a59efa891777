package runbook.modules.cert;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import runbook.module.Difference;
import runbook.module.Difference.ValueDifference;
import runbook.modules.file.FileFact;
import runbook.modules.file.FileState;
import runbook.modules.file.FileState.Regular;

/** The report of a change to a key and its certificate: the reasons, and no key. */
record CertDifferences(CertPaths certPaths, WantedCert wish) {

  List<Difference> of(CertState from, CertState to) {
    var differences = new ArrayList<Difference>();
    if (to.plan().isPresent() && !to.plan().equals(from.plan())) {
      var plannedCert = to.plan().get();
      differences.add(
          from.isThere()
              ? new ValueDifference(
                  certPaths.cert().path(), "", String.join("; ", plannedCert.reasons()))
              : new ValueDifference(certPaths.cert().path(), "absent", summary(plannedCert)));
      if (plannedCert.makesCa()) {
        differences.add(
            new ValueDifference(
                "authority " + plannedCert.caSettings(),
                "absent",
                "%s (%s, %s)"
                    .formatted(
                        plannedCert.caSettings().subjectOrDefault().encoded(),
                        plannedCert.caSettings().key(),
                        DurationText.of(plannedCert.caSettings().valid()))));
      }
    } else if (from.cutShort()) {
      differences.add(
          new ValueDifference(
              certPaths.cert().path(), "", "leftovers of an interrupted replacement are removed"));
    }
    differences.addAll(access(certPaths.certFile(), from.cert(), to.cert()));
    differences.addAll(access(certPaths.keyFile(), from.key(), to.key()));
    certPaths
        .caFile()
        .ifPresent(file ->
            differences.addAll(caFile(file, from.ca().orElseThrow(), to.ca().orElseThrow())));
    return List.copyOf(differences);
  }

  private static String summary(PlannedCert plannedCert) {
    var certSpec = plannedCert.certSpec();
    var names =
        certSpec.sans().stream().map(SubjectAltName::text).collect(Collectors.joining(", "));
    return "%s%s (%s, %s)"
        .formatted(
            certSpec.certSubject().encoded(),
            names.isEmpty() ? "" : " for " + names,
            certSpec.key(),
            DurationText.of(certSpec.valid()));
  }

  /** Compares owner, group and mode of a file that existed before. */
  private static List<Difference> access(FileFact file, FileState from, FileState to) {
    return from.fileKind() instanceof Regular && to.access().isPresent()
        ? file.differences(from, from.with(to.access().get()))
        : List.of();
  }

  private List<Difference> caFile(FileFact file, FileState from, FileState to) {
    var differences = new ArrayList<>(access(file, from, to));
    if (!(from.fileKind() instanceof Regular)) {
      differences.addFirst(new ValueDifference(file.label(), from.toString(), wish.issuer()));
    } else if (to.fileKind() instanceof Regular(var _, var _, boolean fresh) && fresh) {
      var names = names(from);
      differences.addFirst(
          names.equals(wish.issuer())
              ? new ValueDifference(file.label(), "", "another " + names)
              : new ValueDifference(file.label(), names, wish.issuer()));
    }
    return differences;
  }

  private static String names(FileState file) {
    try {
      return PemCodec.names(PemCodec.certificates(CertState.text(file).orElse("")));
    } catch (IOException e) {
      return "no certificates";
    }
  }
}
