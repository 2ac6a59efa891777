package runbook.modules.file;

import java.util.LinkedHashMap;
import java.util.Map;
import runbook.modules.file.FileState.Absent;
import runbook.modules.file.FileState.Directory;
import runbook.modules.file.FileState.Link;
import runbook.modules.file.FileState.Other;
import runbook.modules.file.FileState.Regular;

/** Converts a file's state to playbook variables. */
final class FileVariables {

  private FileVariables() {}

  static Map<String, Object> of(FileState state) {
    var values = new LinkedHashMap<String, Object>();
    values.put("exists", state.isThere());
    values.put("type", type(state));
    values.put("isdir", state.fileKind() instanceof Directory);
    values.put("isreg", state.fileKind() instanceof Regular);
    values.put("islnk", state.fileKind() instanceof Link);
    state
        .access()
        .ifPresent(fileAccess -> {
          values.put("mode", fileAccess.fileMode().toString());
          values.put("owner", fileAccess.user().name());
          values.put("group", fileAccess.group().name());
        });
    if (state.fileKind() instanceof Regular(var _, var content, boolean _) && content.isPresent()) {
      values.put("size", content.get().size());
      values.put("sha256", content.get().sha256());
    }
    if (state.fileKind() instanceof Link(String target, boolean _)) {
      values.put("target", target);
    }
    return values;
  }

  private static String type(FileState state) {
    return switch (state.fileKind()) {
      case Absent _ -> "absent";
      case Regular _ -> "file";
      case Directory _ -> "directory";
      case Link _ -> "link";
      case Other _ -> "other";
    };
  }
}
