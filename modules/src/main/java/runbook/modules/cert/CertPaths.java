package runbook.modules.cert;

import java.util.Optional;
import java.util.stream.Stream;
import runbook.module.param.HostPath;
import runbook.modules.file.FileFact;

/**
 * Where the files go.
 *
 * @param ca where the certificates of the authority go, if anywhere
 */
record CertPaths(HostPath cert, HostPath key, Optional<HostPath> ca) {

  CertPaths {
    if (Stream.concat(Stream.of(cert, key), ca.stream()).distinct().count()
        < 2 + ca.stream().count()) {
      throw new IllegalArgumentException("'cert', 'private_key' and 'ca_cert' are different files");
    }
  }

  FileFact certFile() {
    return new FileFact(cert);
  }

  FileFact keyFile() {
    return new FileFact(key);
  }

  Optional<FileFact> caFile() {
    return ca.map(FileFact::new);
  }

  /** All of the files, as facts of their own. */
  Stream<FileFact> files() {
    return Stream.concat(Stream.of(certFile(), keyFile()), caFile().stream());
  }

  /** Where a new file waits for the other. */
  static HostPath staged(HostPath path) {
    return new HostPath(path.path() + ".runbook-new");
  }
}
