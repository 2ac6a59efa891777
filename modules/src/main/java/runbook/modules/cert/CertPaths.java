package runbook.modules.cert;

import java.util.Optional;
import java.util.stream.Stream;
import runbook.module.param.HostPath;
import runbook.modules.file.FileFact;

/**
 * The paths of the files.
 *
 * @param ca the file for the certificates of the authority, if wanted
 */
record CertPaths(HostPath cert, HostPath key, Optional<HostPath> ca) {

  CertPaths {
    if (Stream.concat(Stream.of(cert, key), ca.stream()).distinct().count()
        < 2 + ca.stream().count()) {
      throw new IllegalArgumentException("'cert', 'private_key' and 'ca_cert' must differ");
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

  /** All files, each as a separate fact. */
  Stream<FileFact> files() {
    return Stream.concat(Stream.of(certFile(), keyFile()), caFile().stream());
  }

  /** The temporary path of a new file, until both can be moved. */
  static HostPath staged(HostPath path) {
    return new HostPath(path.path() + ".runbook-new");
  }
}
