package runbook.modules.cert;

import java.util.List;
import runbook.module.Doc;
import runbook.module.Example;
import runbook.module.Module;
import runbook.module.Want;

/** Checks that the controller can issue certificates. */
@Doc(
    "Checks, before any host changes, that the controller has an authority that can issue"
        + " certificates, or can make one; changes nothing.")
@Example("check_ca: {ca: {dir: \"{{ dir }}/ca\", name: etcd-ca}}")
public record CheckCa(@Doc("The issuing authority, as in 'issue_cert'.") CaSettings ca)
    implements Module {

  @Override
  public List<Want> wants() {
    try {
      var _ = CaLoader.find(ca);
      return List.of();
    } catch (CaException e) {
      return List.of(new Want.Refuse(e.getMessage(), ca.isThere() ? "" : remedy()));
    }
  }

  private String remedy() {
    return ca.isOwn()
        ? ""
        : "an existing authority is never made: put its certificate at %s and its private key at %s"
            .formatted(ca.certFile(), ca.keyFile());
  }
}
