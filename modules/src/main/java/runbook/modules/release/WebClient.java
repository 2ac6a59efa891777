package runbook.modules.release;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** A web client that follows redirects, but never from https to http. */
final class WebClient implements AutoCloseable {

  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final int MOST_REDIRECTS = 8;

  private final Duration patience;
  private final HttpClient client;

  WebClient(Duration patience) {
    this.patience = patience;
    // Redirects are followed by this class, which checks them; no proxy is guessed from the
    // environment.
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .proxy(HttpClient.Builder.NO_PROXY)
            .connectTimeout(CONNECT.compareTo(patience) < 0 ? CONNECT : patience)
            .build();
  }

  /** Returns the answer after all redirects; its body must be closed. */
  HttpResponse<InputStream> get(URI from, String... headers)
      throws DownloadException, InterruptedException {
    var at = from;
    for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
      var response = once(at, headers);
      var next = next(at, response);
      if (next.isEmpty()) {
        return response;
      }
      close(response);
      at = next.get();
    }
    throw new DownloadException(
        from + " is redirected more than %d times".formatted(MOST_REDIRECTS), false);
  }

  Optional<URI> redirect(URI from) throws DownloadException, InterruptedException {
    var response = once(from);
    close(response);
    return next(from, response);
  }

  private static Optional<URI> next(URI at, HttpResponse<?> response) throws DownloadException {
    int status = response.statusCode();
    var location = response.headers().firstValue("Location");
    if (status < 301 || status > 308 || status == 304 || location.isEmpty()) {
      return Optional.empty();
    }
    var next = resolved(at, location.get());
    boolean secure = "https".equals(next.getScheme());
    if (!secure && (!"http".equals(next.getScheme()) || "https".equals(at.getScheme()))) {
      throw new DownloadException(
          "%s redirects to %s, which is not https".formatted(at, next), false);
    }
    return Optional.of(next);
  }

  private static URI resolved(URI at, String location) throws DownloadException {
    try {
      return at.resolve(location);
    } catch (IllegalArgumentException e) {
      throw new DownloadException(
          "%s redirects to '%s', which is not a URL".formatted(at, location), false);
    }
  }

  private HttpResponse<InputStream> once(URI from, String... headers)
      throws DownloadException, InterruptedException {
    var request = HttpRequest.newBuilder(from).timeout(patience).setHeader("User-Agent", "runbook");
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    } catch (HttpConnectTimeoutException e) {
      throw new DownloadException(
          from.getAuthority() + " does not accept connections in time", false);
    } catch (HttpTimeoutException e) {
      throw new DownloadException(from + " stopped answering", true);
    } catch (ConnectException e) {
      throw new DownloadException(noConnection(from, e), false);
    } catch (SSLException e) {
      throw new DownloadException(
          "%s cannot be trusted: %s".formatted(from, e.getMessage()), false);
    } catch (IOException e) {
      throw new DownloadException("%s broke off: %s".formatted(from, e.getMessage()), true);
    }
  }

  private static String noConnection(URI from, ConnectException e) {
    return e.getCause() instanceof ConnectException inner
            && inner.getCause() instanceof UnresolvedAddressException
        ? "there is no host " + from.getHost()
        : "there is no connection to " + from.getAuthority();
  }

  private static void close(HttpResponse<InputStream> response) throws DownloadException {
    try {
      response.body().close();
    } catch (IOException e) {
      throw new DownloadException(response.uri() + " broke off: " + e.getMessage(), true);
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
    client.close();
  }
}
