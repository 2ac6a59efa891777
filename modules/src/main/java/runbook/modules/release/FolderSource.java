package runbook.modules.release;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Folders of the controller. */
final class FolderSource implements ReleaseSource {

  private static final int CHUNK = 1 << 20;

  @Override
  public String text(URI from) throws DownloadException {
    try (var in = Files.newInputStream(Path.of(from))) {
      return new String(in.readNBytes(LONGEST_TEXT), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw readFailure(from, e);
    }
  }

  @Override
  public List<String> names(URI folder) throws DownloadException {
    try (var files = Files.list(Path.of(folder))) {
      return files.map(file -> file.getFileName().toString()).toList();
    } catch (IOException e) {
      throw readFailure(folder, e);
    }
  }

  @Override
  public Optional<URI> redirect(URI from) {
    return Optional.empty();
  }

  /** Always starts from the beginning, as resuming would save nothing. */
  @Override
  public void fetch(URI from, Path to, DownloadProgress downloadProgress)
      throws DownloadException, IOException, InterruptedException {
    try (var in = open(from);
        var out = Files.newOutputStream(to)) {
      long at = 0;
      for (var part = read(from, in); part.length > 0; part = read(from, in)) {
        out.write(part);
        at += part.length;
        if (at > LARGEST_ARCHIVE) {
          throw new DownloadException(from + " is larger than any release", false);
        }
        downloadProgress.at(at, -1);
      }
    }
  }

  private static InputStream open(URI from) throws DownloadException {
    try {
      return Files.newInputStream(Path.of(from));
    } catch (IOException e) {
      throw readFailure(from, e);
    }
  }

  private static byte[] read(URI from, InputStream in)
      throws DownloadException, InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    try {
      return in.readNBytes(CHUNK);
    } catch (IOException e) {
      throw readFailure(from, e);
    }
  }

  private static DownloadException readFailure(URI from, IOException e) {
    return new DownloadException(
        e instanceof NoSuchFileException
            ? from + " is not there"
            : from + " cannot be read: " + e.getMessage(),
        false);
  }

  @Override
  public void close() {
    // Every file is closed after reading.
  }
}
