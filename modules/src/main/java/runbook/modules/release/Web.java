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

/** Web servers. A broken download goes on where it was, when the server can do that. */
final class Web implements Origin {

  private static final Pattern LINK = Pattern.compile("(?i)href\\s*=\\s*[\"']?([^\"'\\s>]+)");
  private static final Pattern RANGE = Pattern.compile("bytes (?:(\\d+)-\\d+|\\*)/(\\d+|\\*)");
  private static final int CHUNK = 1 << 16;

  private final Duration patience;
  private final Browsing browsing;

  Web(Duration patience) {
    this.patience = patience;
    this.browsing = new Browsing(patience);
  }

  @Override
  public String text(URI from) throws NotHad, InterruptedException {
    var response = browsing.get(from);
    try (var body = response.body();
        var vigil = new Vigil(patience, body)) {
      expect(from, response, 200);
      var text = new java.io.ByteArrayOutputStream();
      var buffer = new byte[CHUNK];
      for (int n = read(from, body, buffer, vigil); n >= 0; n = read(from, body, buffer, vigil)) {
        text.write(buffer, 0, n);
        if (text.size() > LONGEST_TEXT) {
          throw new NotHad(from + " is too long for what it should be", false);
        }
      }
      return text.toString(StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new NotHad(from + ": " + e.getMessage(), true);
    }
  }

  /** The last parts of all links on the page; of a plain text its lines. */
  @Override
  public List<String> names(URI folder) throws NotHad, InterruptedException {
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
  public Optional<URI> redirect(URI from) throws NotHad, InterruptedException {
    return browsing.redirect(from);
  }

  @Override
  public void fetch(URI from, Path to, Progress progress)
      throws NotHad, IOException, InterruptedException {
    long have = Files.exists(to) ? Files.size(to) : 0;
    var response =
        have > 0 ? browsing.get(from, "Range", "bytes=" + have + "-") : browsing.get(from);
    try (var body = response.body();
        var vigil = new Vigil(patience, body)) {
      switch (response.statusCode()) {
        case 206 -> {
          if (range(response, 1) != have) {
            throw anew(from, to);
          }
          write(from, body, vigil, to, have, range(response, 2), progress);
        }
        case 416 -> {
          if (range(response, 2) != have) {
            throw anew(from, to);
          }
        }
        default -> {
          expect(from, response, 200);
          long total = response.headers().firstValueAsLong("Content-Length").orElse(-1);
          write(from, body, vigil, to, 0, total, progress);
        }
      }
    }
  }

  /** What is here does not fit what is there. */
  private static NotHad anew(URI from, Path to) throws IOException {
    Files.delete(to);
    return new NotHad(from + " has changed since it was downloaded in part", true);
  }

  /** Where an answer begins, and how large the whole is; below zero when it does not say. */
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
      URI from, InputStream body, Vigil vigil, Path to, long begin, long total, Progress progress)
      throws NotHad, IOException, InterruptedException {
    var how = begin > 0 ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING;
    try (var out =
        Files.newOutputStream(to, StandardOpenOption.CREATE, StandardOpenOption.WRITE, how)) {
      var buffer = new byte[CHUNK];
      long at = begin;
      for (int n = read(from, body, buffer, vigil); n >= 0; n = read(from, body, buffer, vigil)) {
        out.write(buffer, 0, n);
        at += n;
        if (at > LARGEST_ARCHIVE) {
          throw new NotHad(from + " is larger than any release", false);
        }
        progress.at(at, total);
      }
      if (total >= 0 && at != total) {
        throw new NotHad(from + " broke off after %d of %d bytes".formatted(at, total), true);
      }
    }
  }

  private static int read(URI from, InputStream body, byte[] buffer, Vigil vigil)
      throws NotHad, InterruptedException {
    try {
      int n = body.read(buffer);
      vigil.heard();
      if (n >= 0 || !vigil.silent()) {
        return n;
      }
      throw new NotHad(from + " went silent", true);
    } catch (IOException e) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      throw new NotHad(
          from + (vigil.silent() ? " went silent" : " broke off: " + deepest(e).getMessage()),
          true);
    }
  }

  private static Throwable deepest(Throwable e) {
    return Optional.ofNullable(e.getCause()).map(Web::deepest).orElse(e);
  }

  private static void expect(URI from, HttpResponse<?> response, int status) throws NotHad {
    int code = response.statusCode();
    if (code != status) {
      throw new NotHad(from + " answers with status " + code, code == 429 || code >= 500);
    }
  }

  @Override
  public void close() {
    browsing.close();
  }
}
