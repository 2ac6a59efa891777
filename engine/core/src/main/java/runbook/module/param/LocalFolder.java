package runbook.module.param;

import java.io.IOException;
import java.util.Optional;

/**
 * A folder on the controller, given by its path next to the playbook or in its {@code files}
 * folder.
 */
public interface LocalFolder {

  /** Returns the path as the user wrote it. */
  String name();

  /** Returns the text of a file directly in the folder; empty if there is no such file. */
  Optional<FileContent> file(String name) throws IOException;
}
