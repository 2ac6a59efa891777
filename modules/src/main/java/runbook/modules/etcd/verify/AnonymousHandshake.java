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
import runbook.modules.etcd.verify.MemberReport.AnonymousAccess;
import runbook.modules.etcd.verify.MemberReport.ShownCertificate;

/**
 * The result of a TLS handshake without a client certificate, with the certificate of the port.
 * Sends no data and trusts nothing; other checks judge the certificate.
 */
record AnonymousHandshake(AnonymousAccess anonymousAccess, List<ShownCertificate> certificates) {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  static AnonymousHandshake at(InetSocketAddress address, String port)
      throws GeneralSecurityException {
    var certificateRecorder = new CertificateRecorder();
    var context = SSLContext.getInstance("TLS");
    var anonymousClient = AnonymousClient.unasked();
    context.init(
        new KeyManager[] {anonymousClient},
        new TrustManager[] {certificateRecorder},
        new SecureRandom());
    var anonymousAccess = tried(context, address, anonymousClient);
    return new AnonymousHandshake(
        anonymousAccess,
        certificateRecorder.seen.stream().limit(1).map(c -> ShownCertificate.of(port, c)).toList());
  }

  private static AnonymousAccess tried(
      SSLContext context, InetSocketAddress address, AnonymousClient anonymousClient) {
    try (var plain = new Socket()) {
      plain.connect(address, (int) PATIENCE.toMillis());
      plain.setSoTimeout((int) PATIENCE.toMillis());
      try (var socket =
          (SSLSocket)
              context
                  .getSocketFactory()
                  .createSocket(plain, address.getHostString(), address.getPort(), true)) {
        socket.startHandshake();
        if (!anonymousClient.wasAsked()) {
          return AnonymousAccess.LET_IN;
        }
        // In TLS 1.3 our part of the handshake ends before the server has checked it.
        return socket.getInputStream().read() < 0
            ? AnonymousAccess.REFUSED
            : AnonymousAccess.LET_IN;
      }
    } catch (SocketTimeoutException e) {
      return AnonymousAccess.UNKNOWN;
    } catch (IOException e) {
      // The connection may close before the reason can be read.
      return anonymousClient.wasAsked() ? AnonymousAccess.REFUSED : AnonymousAccess.UNKNOWN;
    }
  }

  /** Records every certificate, and accepts it. */
  private static final class CertificateRecorder extends X509ExtendedTrustManager {

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
      throw new IllegalStateException("a client accepts no connections");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
      throw new IllegalStateException("a client accepts no connections");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {
      throw new IllegalStateException("a client accepts no connections");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
