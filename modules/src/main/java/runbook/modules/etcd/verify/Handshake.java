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
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
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

  private static final Duration PATIENCE = Duration.ofSeconds(3);

  /** A port that lets us in has nothing to say, so silence is the answer. */
  private static final Duration SILENCE = Duration.ofMillis(700);

  static Handshake at(InetSocketAddress address, String port) throws GeneralSecurityException {
    var onlooker = new Onlooker();
    var context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {onlooker}, new SecureRandom());
    var strangers = tried(context, address);
    return new Handshake(
        strangers, onlooker.seen.stream().limit(1).map(c -> Pem.shown(port, c)).toList());
  }

  private static Strangers tried(SSLContext context, InetSocketAddress address) {
    try (var plain = new Socket()) {
      plain.connect(address, (int) PATIENCE.toMillis());
      plain.setSoTimeout((int) PATIENCE.toMillis());
      try (var socket =
          (SSLSocket)
              context
                  .getSocketFactory()
                  .createSocket(plain, address.getHostString(), address.getPort(), true)) {
        socket.startHandshake();
        plain.setSoTimeout((int) SILENCE.toMillis());
        return socket.getInputStream().read() < 0 ? Strangers.UNKNOWN : Strangers.LET_IN;
      }
    } catch (SocketTimeoutException e) {
      return Strangers.LET_IN;
    } catch (SSLException e) {
      return String.valueOf(e.getMessage()).contains("alert")
          ? Strangers.REFUSED
          : Strangers.UNKNOWN;
    } catch (IOException e) {
      return Strangers.UNKNOWN;
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
