package runbook.modules.file;

import java.util.LinkedHashMap;
import java.util.Map;
import runbook.modules.file.FileState.Absent;
import runbook.modules.file.FileState.Directory;
import runbook.modules.file.FileState.Link;
import runbook.modules.file.FileState.Other;
import runbook.modules.file.FileState.Regular;

/** A file's state as the variables of a playbook. */
final class FileValues {

  private FileValues() {}

  static Map<String, Object> of(FileState state) {
    var values = new LinkedHashMap<String, Object>();
    values.put("exists", state.isThere());
    values.put("type", type(state));
    values.put("isdir", state.thing() instanceof Directory);
    values.put("isreg", state.thing() instanceof Regular);
    values.put("islnk", state.thing() instanceof Link);
    state
        .access()
        .ifPresent(access -> {
          values.put("mode", access.mode().toString());
          values.put("owner", access.user().name());
          values.put("group", access.group().name());
        });
    if (state.thing() instanceof Regular(var _, var content, boolean _) && content.isPresent()) {
      values.put("size", content.get().size());
      values.put("sha256", content.get().sha256());
    }
    if (state.thing() instanceof Link(String target, boolean _)) {
      values.put("target", target);
    }
    return values;
  }

  private static String type(FileState state) {
    return switch (state.thing()) {
      case Absent _ -> "absent";
      case Regular _ -> "file";
      case Directory _ -> "directory";
      case Link _ -> "link";
      case Other _ -> "other";
    };
  }
}
