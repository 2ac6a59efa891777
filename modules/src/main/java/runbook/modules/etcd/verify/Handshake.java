package runbook.modules.etcd.verify;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import runbook.modules.etcd.verify.Testimony.Certificate;
import runbook.modules.etcd.verify.Testimony.Strangers;

/**
 * What a port does with somebody who has no certificate, and the one it shows. Nothing is said and
 * nothing believed: whether its certificate is good, others find out.
 */
record Handshake(Strangers strangers, List<Certificate> certificates) {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  static Handshake at(InetSocketAddress address, String port) throws GeneralSecurityException {
    var onlooker = new Onlooker();
    var context = SSLContext.getInstance("TLS");
    var nobody = Nobody.unasked();
    context.init(new KeyManager[] {nobody}, new TrustManager[] {onlooker}, new SecureRandom());
    var strangers = tried(context, address, nobody);
    return new Handshake(
        strangers, onlooker.seen.stream().limit(1).map(c -> Certificate.of(port, c)).toList());
  }

  private static Strangers tried(SSLContext context, InetSocketAddress address, Nobody nobody) {
    try (var plain = new Socket()) {
      plain.connect(address, (int) PATIENCE.toMillis());
      plain.setSoTimeout((int) PATIENCE.toMillis());
      try (var socket =
          (SSLSocket)
              context
                  .getSocketFactory()
                  .createSocket(plain, address.getHostString(), address.getPort(), true)) {
        socket.startHandshake();
        if (!nobody.wasAsked()) {
          return Strangers.LET_IN;
        }
        // In TLS 1.3 our part is over before the other side has looked at it.
        return socket.getInputStream().read() < 0 ? Strangers.REFUSED : Strangers.LET_IN;
      }
    } catch (SocketTimeoutException e) {
      return Strangers.UNKNOWN;
    } catch (IOException e) {
      // Sometimes the connection is gone before the reason has been read.
      return nobody.wasAsked() ? Strangers.REFUSED : Strangers.UNKNOWN;
    }
  }

  /** Looks at every certificate, and lets it pass. */
  private static final class Onlooker extends X509ExtendedTrustManager {

    private final List<X509Certificate> seen = new ArrayList<>();

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {
      seen.addAll(List.of(chain));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
      seen.addAll(List.of(chain));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {
      seen.addAll(List.of(chain));
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {
      throw new IllegalStateException("nobody comes to us");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
      throw new IllegalStateException("nobody comes to us");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {
      throw new IllegalStateException("nobody comes to us");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
