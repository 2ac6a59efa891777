package runbook.modules.etcd.verify;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;

/** A client without a certificate that records whether the server requested one. */
final class AnonymousClient extends X509ExtendedKeyManager {

  /** A manager without keys, for the answers that the JDK expects. */
  private final X509ExtendedKeyManager empty;

  private volatile boolean asked;

  private AnonymousClient(X509ExtendedKeyManager empty) {
    this.empty = empty;
  }

  static AnonymousClient unasked() throws GeneralSecurityException {
    var factory = KeyManagerFactory.getInstance("PKIX");
    factory.init(null, new char[0]);
    return new AnonymousClient((X509ExtendedKeyManager) factory.getKeyManagers()[0]);
  }

  boolean wasAsked() {
    return asked;
  }

  @Override
  public String chooseClientAlias(String[] types, Principal[] issuers, Socket socket) {
    asked = true;
    return empty.chooseClientAlias(types, issuers, socket);
  }

  @Override
  public String[] getClientAliases(String type, Principal[] issuers) {
    return empty.getClientAliases(type, issuers);
  }

  @Override
  public String[] getServerAliases(String type, Principal[] issuers) {
    return empty.getServerAliases(type, issuers);
  }

  @Override
  public String chooseServerAlias(String type, Principal[] issuers, Socket socket) {
    return empty.chooseServerAlias(type, issuers, socket);
  }

  @Override
  public X509Certificate[] getCertificateChain(String alias) {
    return empty.getCertificateChain(alias);
  }

  @Override
  public PrivateKey getPrivateKey(String alias) {
    return empty.getPrivateKey(alias);
  }
}
