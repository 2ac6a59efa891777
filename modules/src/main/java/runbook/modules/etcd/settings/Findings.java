package runbook.modules.etcd.settings;

import java.util.ArrayList;
import java.util.List;
import runbook.module.param.Remark;
import runbook.module.param.Remark.Level;
import runbook.module.param.Remark.Part;

/** Collects what is to be said of settings. */
final class Findings {

  private final List<Remark> remarks = new ArrayList<>();

  void wrong(List<String> path, Part part, String message, String hint) {
    remarks.add(new Remark(Level.WRONG, path, part, message, hint));
  }

  /** A name that nobody knows. */
  void unheardOf(List<String> path, String message, List<String> names) {
    var hint = "settings are named as in etcd's configuration file, or as its flags";
    remarks.add(new Remark(Level.WRONG, path, Part.NAME, message, hint, names));
  }

  void wrong(Told.Item item, String message, String hint) {
    wrong(item.path(), Part.VALUE, message, hint);
  }

  void wrong(Told told, String message, String hint) {
    wrong(told.path(), Part.VALUE, message, hint);
  }

  void doubtful(List<String> path, String message, String hint) {
    remarks.add(new Remark(Level.DOUBTFUL, path, Part.VALUE, message, hint));
  }

  List<Remark> all() {
    return List.copyOf(remarks);
  }
}
