package runbook.modules.release;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A folder with a mirror, for the examples of {@code download_release}. */
public final class MirrorFolder {

  private MirrorFolder() {}

  /** Returns an archive with one file. */
  public static byte[] archive(String file) {
    return new ArchiveBuilder().file(file).bytes();
  }

  /** Writes a release of etcd for every architecture. */
  public static void lay(Path folder) throws IOException {
    var release = Files.createDirectories(folder.resolve("v3.5.16"));
    var sums = new StringBuilder();
    for (var arch : List.of("amd64", "arm64", "ppc64le", "s390x")) {
      var file = "etcd-v3.5.16-linux-%s.tar.gz".formatted(arch);
      var archive = ArchiveBuilder.etcd("3.5.16", arch);
      Files.write(release.resolve(file), archive);
      sums.append("%s  %s%n".formatted(ArchiveBuilder.sha256(archive), file));
    }
    Files.writeString(release.resolve("SHA256SUMS"), sums);
  }
}
