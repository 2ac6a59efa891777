package runbook.modules.cert;

import java.util.List;
import runbook.module.Doc;

/** What a certificate is for. */
public enum CertProfile {
  @Doc("For one that others connect to; it may be a client too, as etcd's gateway is its own.")
  SERVER,
  @Doc("For one of a group whose members connect to each other.")
  PEER,
  @Doc("For one that only connects to others.")
  CLIENT;

  List<ExtendedUsageName> ekus() {
    return this == CLIENT
        ? List.of(ExtendedUsageName.CLIENT)
        : List.of(ExtendedUsageName.SERVER, ExtendedUsageName.CLIENT);
  }

  /** Only RSA can encipher a key. */
  List<KeyUsageName> usages(KeyType key) {
    return key.isRsa()
        ? List.of(KeyUsageName.SIGNATURE, KeyUsageName.ENCIPHERMENT)
        : List.of(KeyUsageName.SIGNATURE);
  }
}
