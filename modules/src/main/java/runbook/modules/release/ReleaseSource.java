package runbook.modules.release;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A source of releases: web servers or folders of the controller. */
sealed interface ReleaseSource extends AutoCloseable permits WebSource, FolderSource {

  /** The size limit of a release, against mistakes and attacks. */
  long LARGEST_ARCHIVE = 2L << 30;

  /** The size limit of a text such as a list of digests. */
  int LONGEST_TEXT = 4 << 20;

  /** Reads a short text. */
  String text(URI from) throws DownloadException, InterruptedException;

  /** Lists the names in a folder, if the server shows them. */
  List<String> names(URI folder) throws DownloadException, InterruptedException;

  /** Returns the target of a redirect; empty if there is none. */
  Optional<URI> redirect(URI from) throws DownloadException, InterruptedException;

  /**
   * Downloads a file, or its missing part.
   *
   * @throws IOException if the file cannot be written
   */
  void fetch(URI from, Path to, DownloadProgress downloadProgress)
      throws DownloadException, IOException, InterruptedException;

  @Override
  void close();

  /** Receives the progress of a download. */
  @FunctionalInterface
  interface DownloadProgress {

    /**
     * @param total the size of the file; negative if it is not known
     */
    void at(long bytes, long total);
  }
}
