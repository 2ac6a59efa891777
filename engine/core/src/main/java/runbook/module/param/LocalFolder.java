package runbook.module.param;

import java.io.IOException;
import java.util.Optional;

/**
 * A folder on the controller, named by its path beside the playbook or in its {@code files} folder.
 */
public interface LocalFolder {

  /** As the user wrote it. */
  String name();

  /** What a file right in it holds; empty when there is none of this name. */
  Optional<FileContent> file(String name) throws IOException;
}
