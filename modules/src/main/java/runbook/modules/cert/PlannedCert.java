package runbook.modules.cert;

import java.util.List;

/**
 * A certificate that will be issued, and why.
 *
 * @param makesCa whether the authority must be made first
 */
record PlannedCert(
    CertSpec certSpec, CaSettings caSettings, boolean makesCa, List<String> reasons) {

  PlannedCert {
    reasons = List.copyOf(reasons);
  }

  /** Returns whether a step with these settings would issue the same certificate. */
  boolean isFor(CertSpec other, CaSettings otherCa) {
    return certSpec.equals(other) && caSettings.equals(otherCa);
  }
}
