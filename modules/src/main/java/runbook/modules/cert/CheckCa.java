package runbook.modules.cert;

import java.util.List;
import runbook.module.Doc;
import runbook.module.Example;
import runbook.module.Module;
import runbook.module.Want;

/** Sees whether the controller has what it takes to issue certificates. */
@Doc(
    "Sees whether the controller has an authority that may issue, or may make one, before anything"
        + " is done to a host; changes nothing.")
@Example("check_ca: {ca: {dir: \"{{ dir }}/ca\", name: etcd-ca}}")
public record CheckCa(@Doc("Who shall issue, as 'issue_cert' takes it.") CaSettings ca)
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
        : "an authority from elsewhere is never made: put its certificate at %s and its private key at %s"
            .formatted(ca.certFile(), ca.keyFile());
  }
}
