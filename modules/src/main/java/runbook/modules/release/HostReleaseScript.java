package runbook.modules.release;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import runbook.module.Script;
import runbook.module.ShellFile;
import runbook.module.param.HostPath;

/**
 * The script with which a host downloads and verifies a release and puts it in place as a whole.
 */
record HostReleaseScript(
    String name,
    String version,
    MirrorUrls mirrorUrls,
    ReleaseDigests releaseDigests,
    Duration patience) {

  /** Defines {@code release_files FOLDER}, which prints the sizes of the files in it. */
  static final ShellFile FILES = ShellFile.beside(HostReleaseScript.class, "files.sh");

  private static final ShellFile SH = ShellFile.beside(HostReleaseScript.class, "download.sh");
  private static final ShellFile UNPACK = ShellFile.beside(HostReleaseScript.class, "unpack.sh");
  private static final ShellFile ARCHIVE = ShellFile.beside(HostReleaseScript.class, "archive.sh");

  private static final Pattern NUMBERS = Pattern.compile("\\d+\\.\\d+\\.\\d+");

  /** Unpacks an archive on the host; the path that it creates is moved last. */
  static Script unpacking(HostPath archive, HostPath dest, int strip, HostPath creates) {
    var archiveFormat = ArchiveFormat.of(archive.path());
    return ARCHIVE
        .call("unpack_into", dest, archive, archiveFormat, strip, creates)
        .sharing(FetchScript.DIE, UNPACK);
  }

  /** Leaves behind only the new release, or the former content. */
  Script into(HostPath dest, String arch) {
    var addresses = mirrorUrls.of(name, version, arch);
    var file = mirrorUrls.file(name, version, arch);
    return FetchScript.withFetch(
            Script.lines(
                SH.call("download_begin", dest, FetchScript.seconds(patience)),
                digest(addresses, arch, file),
                SH.call("download_archive", addresses.toArray()),
                Script.of("unpack \"$t/archive\" {} {}", ArchiveFormat.of(file), name),
                SH.call("download_end", numbers(), version + " " + arch)))
        .sharing(FILES, UNPACK);
  }

  private Script digest(List<URI> addresses, String arch, String file) {
    var given = releaseDigests.given(file);
    if (given.isPresent()) {
      return Script.of("sum={}", given.get());
    }
    var lists = releaseDigests.lists(addresses, name, version, arch);
    if (lists.isEmpty()) {
      return Script.of(
          "die {}", ReleaseDigests.refusal(addresses.getFirst().toString(), "digests"));
    }
    var pattern = file.replaceAll("[.*^$/\\\\\\[\\]]", "\\\\$0");
    return SH.call(
        "download_sum", Stream.concat(Stream.of(pattern, file), lists.stream()).toArray());
  }

  private String numbers() {
    var numbers = NUMBERS.matcher(version);
    return numbers.find() ? numbers.group() : version;
  }
}
