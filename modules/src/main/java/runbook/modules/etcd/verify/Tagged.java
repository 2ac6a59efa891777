package runbook.modules.etcd.verify;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import runbook.module.Answer;
import runbook.module.Unreadable;
import runbook.modules.etcd.Json;

/** Lines that begin with a word and the number of a member: what a command said of that one. */
final class Tagged {

  private final Map<String, List<String>> told = new HashMap<>();

  static Tagged of(Answer answer) {
    var tagged = new Tagged();
    for (var line : answer.lines()) {
      var words = line.split(" ", 3);
      if (words.length > 1) {
        tagged
            .told
            .computeIfAbsent(words[0] + " " + words[1], w -> new ArrayList<>())
            .add(words.length == 3 ? words[2] : "");
      }
    }
    return tagged;
  }

  List<String> lines(String word, int member) {
    return told.getOrDefault(word + " " + member, List.of());
  }

  String first(String word, int member) {
    return lines(word, member).stream().findFirst().orElse("");
  }

  /** The answer among the log lines around it. */
  Optional<Json> json(String word, int member) throws Unreadable {
    for (var line : lines(word, member)) {
      if (line.startsWith("[{\"") || (line.startsWith("{") && !line.startsWith("{\"level\""))) {
        return Optional.of(Json.read(line));
      }
    }
    return Optional.empty();
  }
}
