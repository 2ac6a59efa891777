package runbook.modules.cert;

import java.util.List;
import runbook.module.Doc;

/** The purpose of a certificate. */
public enum CertProfile {
  @Doc("For a server; valid for a client too, because etcd's gateway connects to its own server.")
  SERVER,
  @Doc("For a member of a group whose members connect to each other.")
  PEER,
  @Doc("For a client only.")
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
