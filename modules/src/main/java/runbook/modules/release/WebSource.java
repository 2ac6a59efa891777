package runbook.modules.release;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Downloads from web servers. A broken download resumes if the server supports it. */
final class WebSource implements ReleaseSource {

  private static final Pattern LINK = Pattern.compile("(?i)href\\s*=\\s*[\"']?([^\"'\\s>]+)");
  private static final Pattern RANGE = Pattern.compile("bytes (?:(\\d+)-\\d+|\\*)/(\\d+|\\*)");
  private static final int CHUNK = 1 << 16;

  private final Duration patience;
  private final WebClient webClient;

  WebSource(Duration patience) {
    this.patience = patience;
    this.webClient = new WebClient(patience);
  }

  @Override
  public String text(URI from) throws DownloadException, InterruptedException {
    var response = webClient.get(from);
    try (var body = response.body();
        var stallWatch = new StallWatch(patience, body)) {
      expect(from, response, 200);
      var text = new java.io.ByteArrayOutputStream();
      var buffer = new byte[CHUNK];
      for (int n = read(from, body, buffer, stallWatch);
          n >= 0;
          n = read(from, body, buffer, stallWatch)) {
        text.write(buffer, 0, n);
        if (text.size() > LONGEST_TEXT) {
          throw new DownloadException(from + " is larger than expected", false);
        }
      }
      return text.toString(StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new DownloadException(from + ": " + e.getMessage(), true);
    }
  }

  /** Returns the last part of every link on the page, or the lines of a plain text. */
  @Override
  public List<String> names(URI folder) throws DownloadException, InterruptedException {
    var page = text(folder);
    var links = LINK.matcher(page).results().map(link -> link.group(1));
    return (page.contains("<") ? links : page.lines().map(String::strip))
        .map(link -> link.replaceFirst("[?#].*", "").replaceFirst("/$", ""))
        .map(path -> path.substring(path.lastIndexOf('/') + 1))
        .filter(name -> !name.isEmpty())
        .distinct()
        .toList();
  }

  @Override
  public Optional<URI> redirect(URI from) throws DownloadException, InterruptedException {
    return webClient.redirect(from);
  }

  @Override
  public void fetch(URI from, Path to, DownloadProgress downloadProgress)
      throws DownloadException, IOException, InterruptedException {
    long have = Files.exists(to) ? Files.size(to) : 0;
    var response =
        have > 0 ? webClient.get(from, "Range", "bytes=" + have + "-") : webClient.get(from);
    try (var body = response.body();
        var stallWatch = new StallWatch(patience, body)) {
      switch (response.statusCode()) {
        case 206 -> {
          if (range(response, 1) != have) {
            throw anew(from, to);
          }
          write(from, body, stallWatch, to, have, range(response, 2), downloadProgress);
        }
        case 416 -> {
          if (range(response, 2) != have) {
            throw anew(from, to);
          }
        }
        default -> {
          expect(from, response, 200);
          long total = response.headers().firstValueAsLong("Content-Length").orElse(-1);
          write(from, body, stallWatch, to, 0, total, downloadProgress);
        }
      }
    }
  }

  /** Discards a partial file that does not match the server's file. */
  private static DownloadException anew(URI from, Path to) throws IOException {
    Files.delete(to);
    return new DownloadException(from + " has changed since a part of it was downloaded", true);
  }

  /** Reads the start of a partial answer or the size of the whole; negative if not given. */
  private static long range(HttpResponse<?> response, int group) {
    return response
        .headers()
        .firstValue("Content-Range")
        .map(RANGE::matcher)
        .filter(java.util.regex.Matcher::matches)
        .map(range -> range.group(group))
        .filter(number -> !number.equals("*"))
        .map(Long::parseLong)
        .orElse(-1L);
  }

  private static void write(
      URI from,
      InputStream body,
      StallWatch stallWatch,
      Path to,
      long begin,
      long total,
      DownloadProgress downloadProgress)
      throws DownloadException, IOException, InterruptedException {
    var how = begin > 0 ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING;
    try (var out =
        Files.newOutputStream(to, StandardOpenOption.CREATE, StandardOpenOption.WRITE, how)) {
      var buffer = new byte[CHUNK];
      long at = begin;
      for (int n = read(from, body, buffer, stallWatch);
          n >= 0;
          n = read(from, body, buffer, stallWatch)) {
        out.write(buffer, 0, n);
        at += n;
        if (at > LARGEST_ARCHIVE) {
          throw new DownloadException(from + " is larger than any release", false);
        }
        downloadProgress.at(at, total);
      }
      if (total >= 0 && at != total) {
        throw new DownloadException(
            from + " broke off after %d of %d bytes".formatted(at, total), true);
      }
    }
  }

  private static int read(URI from, InputStream body, byte[] buffer, StallWatch stallWatch)
      throws DownloadException, InterruptedException {
    try {
      int n = body.read(buffer);
      stallWatch.noteData();
      if (n >= 0 || !stallWatch.isStalled()) {
        return n;
      }
      throw new DownloadException(from + " stopped answering", true);
    } catch (IOException e) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      throw new DownloadException(
          from
              + (stallWatch.isStalled()
                  ? " stopped answering"
                  : " broke off: " + deepest(e).getMessage()),
          true);
    }
  }

  private static Throwable deepest(Throwable e) {
    return Optional.ofNullable(e.getCause()).map(WebSource::deepest).orElse(e);
  }

  private static void expect(URI from, HttpResponse<?> response, int status)
      throws DownloadException {
    int code = response.statusCode();
    if (code != status) {
      throw new DownloadException(
          from + " answers with status " + code, code == 429 || code >= 500);
    }
  }

  @Override
  public void close() {
    webClient.close();
  }
}
