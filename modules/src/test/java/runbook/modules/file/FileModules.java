package runbook.modules.file;

import java.nio.file.Path;
import java.util.Optional;
import runbook.module.Module;
import runbook.module.param.ContentText;
import runbook.module.param.FileMode;
import runbook.module.param.HostPath;

/** Makes modules for tests. */
final class FileModules {

  private FileModules() {}

  static Module directory(Path path) {
    return file(path, File.WantedFileState.DIRECTORY);
  }

  static Module directory(Path path, String mode) {
    return file(path, Optional.of(File.WantedFileState.DIRECTORY), mode(mode), Optional.empty());
  }

  static Module directory(Path path, String mode, String group) {
    return file(path, Optional.of(File.WantedFileState.DIRECTORY), mode(mode), Optional.of(group));
  }

  static Module absent(Path path) {
    return file(path, File.WantedFileState.ABSENT);
  }

  static Module touch(Path path, String mode) {
    return file(path, Optional.of(File.WantedFileState.TOUCH), mode(mode), Optional.empty());
  }

  static Module mode(Path path, String mode) {
    return file(path, Optional.empty(), mode(mode), Optional.empty());
  }

  static Module owned(Path path, String owner) {
    return new File(
        host(path),
        Optional.of(File.WantedFileState.DIRECTORY),
        Optional.empty(),
        Optional.empty(),
        Optional.of(owner),
        Optional.empty());
  }

  static Module link(Path path, String target) {
    return new File(
        host(path),
        Optional.of(File.WantedFileState.LINK),
        Optional.of(target),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  static Module copy(Path dest, String text) {
    return copy(dest, text, Optional.empty());
  }

  static Module copy(Path dest, String text, String mode) {
    return copy(dest, text, mode(mode));
  }

  static Module stat(Path path) {
    return new Stat(host(path));
  }

  private static Module copy(Path dest, String text, Optional<FileMode> mode) {
    return new Copy(
        Optional.empty(),
        Optional.of(ContentText.of(text)),
        host(dest),
        mode,
        Optional.empty(),
        Optional.empty(),
        false,
        Optional.empty());
  }

  private static Module file(Path path, File.WantedFileState wantedFileState) {
    return file(path, Optional.of(wantedFileState), Optional.empty(), Optional.empty());
  }

  private static Module file(
      Path path,
      Optional<File.WantedFileState> state,
      Optional<FileMode> mode,
      Optional<String> group) {
    return new File(host(path), state, Optional.empty(), mode, Optional.empty(), group);
  }

  static HostPath host(Path path) {
    return new HostPath(path.toString());
  }

  private static Optional<FileMode> mode(String mode) {
    return Optional.of(FileMode.of(mode));
  }
}
