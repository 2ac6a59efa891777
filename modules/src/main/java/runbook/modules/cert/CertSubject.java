package runbook.modules.cert;

import java.io.IOException;
import org.bouncycastle.asn1.x500.X500Name;
import runbook.module.Doc;
import runbook.module.Example;

/** The subject of a certificate: a distinguished name, in the order that the user wrote. */
@Doc("a name such as CN=etcd1 or C=CN,ST=BeiJing,O=k8s,CN=etcd")
@Example("CN=etcd1")
public record CertSubject(String name) {

  /** The length of an encoded name without parts. */
  private static final int EMPTY = 2;

  public CertSubject {
    try {
      // The encoding is tried, too: values in hexadecimal, as in CN=#30, are decoded only then.
      if (new X500Name(name).getEncoded().length <= EMPTY) {
        throw new IllegalArgumentException("a subject needs at least one part");
      }
    } catch (IOException | RuntimeException e) {
      throw new IllegalArgumentException(
          "'%s' is not a name of the form CN=web1,O=example".formatted(name), e);
    }
  }

  X500Name encoded() {
    return new X500Name(name);
  }

  @Override
  public String toString() {
    return name;
  }
}
