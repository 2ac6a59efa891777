package runbook.modules.etcd.settings;

import java.util.ArrayList;
import java.util.List;
import runbook.module.param.ValueRemark;
import runbook.module.param.ValueRemark.EntryPart;
import runbook.module.param.ValueRemark.RemarkLevel;

/** Collects the remarks about settings. */
final class SettingsRemarks {

  private final List<ValueRemark> remarks = new ArrayList<>();

  void error(List<String> path, EntryPart entryPart, String message, String hint) {
    remarks.add(new ValueRemark(RemarkLevel.WRONG, path, entryPart, message, hint));
  }

  /** Reports an unknown name. */
  void unknownName(List<String> path, String message, List<String> names) {
    var hint = "use the names of etcd's configuration file or of its flags";
    remarks.add(new ValueRemark(RemarkLevel.WRONG, path, EntryPart.NAME, message, hint, names));
  }

  void error(GivenOption.OptionItem optionItem, String message, String hint) {
    error(optionItem.path(), EntryPart.VALUE, message, hint);
  }

  void error(GivenOption givenOption, String message, String hint) {
    error(givenOption.path(), EntryPart.VALUE, message, hint);
  }

  void warning(List<String> path, String message, String hint) {
    remarks.add(new ValueRemark(RemarkLevel.DOUBTFUL, path, EntryPart.VALUE, message, hint));
  }

  List<ValueRemark> all() {
    return List.copyOf(remarks);
  }
}
