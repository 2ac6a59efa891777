package runbook.modules.release;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Where releases are: web servers, or folders of the controller. */
sealed interface ReleaseSource extends AutoCloseable permits WebSource, FolderSource {

  /** More than that is no release but a mistake, or worse. */
  long LARGEST_ARCHIVE = 2L << 30;

  /** Longer texts are not what they are taken for. */
  int LONGEST_TEXT = 4 << 20;

  /** What a short text says. */
  String text(URI from) throws DownloadException, InterruptedException;

  /** The names in a folder, as far as it tells. */
  List<String> names(URI folder) throws DownloadException, InterruptedException;

  /** Where one is sent on to; empty when nowhere. */
  Optional<URI> redirect(URI from) throws DownloadException, InterruptedException;

  /**
   * Brings a file here, or what is missing of it.
   *
   * @throws IOException the file cannot be written
   */
  void fetch(URI from, Path to, DownloadProgress downloadProgress)
      throws DownloadException, IOException, InterruptedException;

  @Override
  void close();

  /** How far it is. */
  @FunctionalInterface
  interface DownloadProgress {

    /**
     * @param total below zero when it is not known
     */
    void at(long bytes, long total);
  }
}
