package runbook.modules.cert;

import java.util.List;
import runbook.module.Doc;

/** What a certificate is for. */
public enum Profile {
  @Doc("For one that others connect to; it may be a client too, as etcd's gateway is its own.")
  SERVER,
  @Doc("For one of a group whose members connect to each other.")
  PEER,
  @Doc("For one that only connects to others.")
  CLIENT;

  List<ExtendedUsage> ekus() {
    return this == CLIENT
        ? List.of(ExtendedUsage.CLIENT)
        : List.of(ExtendedUsage.SERVER, ExtendedUsage.CLIENT);
  }

  /** Only RSA can encipher a key. */
  List<Usage> usages(KeyType key) {
    return key.isRsa() ? List.of(Usage.SIGNATURE, Usage.ENCIPHERMENT) : List.of(Usage.SIGNATURE);
  }
}
