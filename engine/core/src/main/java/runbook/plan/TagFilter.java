package runbook.plan;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import runbook.playbook.Barrier;
import runbook.playbook.Play;
import runbook.playbook.PlayElement;
import runbook.playbook.Playbook;
import runbook.playbook.RollingBlock;
import runbook.playbook.Task;
import runbook.text.Problems;
import runbook.text.Source;
import runbook.text.Suggestion;

/** Selects tasks by {@code --tags} and {@code --skip-tags}. */
final class TagFilter {

  private static final String ALWAYS = "always";
  private static final String NEVER = "never";

  /** Tags with a special meaning. */
  private static final Set<String> SPECIAL = Set.of("all", "tagged", "untagged", ALWAYS, NEVER);

  private final Set<String> wanted;
  private final Set<String> unwanted;

  private TagFilter(Set<String> wanted, Set<String> unwanted) {
    this.wanted = wanted;
    this.unwanted = unwanted;
  }

  static TagFilter of(PlanOptions planOptions, Playbook playbook, Problems problems) {
    var known = new TreeSet<String>();
    for (var play : playbook.plays()) {
      known.addAll(play.tags());
      play.elements().forEach(playElement -> known.addAll(tags(playElement)));
    }
    return new TagFilter(
        words("--tags", planOptions.tags(), known, problems),
        words("--skip-tags", planOptions.skipTags(), known, problems));
  }

  /**
   * Returns the play with only the selected elements. Handlers stay, because only changes trigger
   * them.
   */
  Play chosen(Play play) {
    var elements = new ArrayList<PlayElement>();
    for (var playElement : play.elements()) {
      switch (playElement) {
        case Task task when runs(play, task.inherited().tags()) -> elements.add(task);
        // A barrier without a tag always stays, because it orders the tasks around it.
        case Barrier barrier when barrier.tags().isEmpty() || runs(play, barrier.tags()) ->
            elements.add(barrier);
        case RollingBlock rollingBlock -> {
          var tasks =
              rollingBlock.tasks().stream().filter(t -> runs(play, t.inherited().tags())).toList();
          if (!tasks.isEmpty()) {
            elements.add(with(rollingBlock, tasks));
          }
        }
        default -> {}
      }
    }
    return play.with(elements);
  }

  private boolean runs(Play play, Set<String> own) {
    var tags = new HashSet<>(own);
    tags.addAll(play.tags());
    boolean always = tags.contains(ALWAYS);
    if (names(unwanted, tags) || (unwanted.contains("all") && !always)) {
      return false;
    }
    if (always || tags.stream().anyMatch(wanted::contains)) {
      return true;
    }
    return !tags.contains(NEVER)
        && (wanted.isEmpty() || wanted.contains("all") || names(wanted, tags));
  }

  private static boolean names(Set<String> words, Set<String> tags) {
    return tags.stream().anyMatch(words::contains)
        || words.contains(tags.isEmpty() ? "untagged" : "tagged");
  }

  private static RollingBlock with(RollingBlock rollingBlock, List<Task> tasks) {
    return new RollingBlock(
        rollingBlock.at(),
        rollingBlock.name(),
        rollingBlock.maxUnavailable(),
        rollingBlock.gate(),
        tasks,
        rollingBlock.tags());
  }

  private static Set<String> tags(PlayElement playElement) {
    var tags = new LinkedHashSet<String>();
    switch (playElement) {
      case Task task -> tags.addAll(task.inherited().tags());
      case Barrier barrier -> tags.addAll(barrier.tags());
      case RollingBlock rollingBlock -> {
        tags.addAll(rollingBlock.tags());
        rollingBlock.tasks().forEach(task -> tags.addAll(task.inherited().tags()));
      }
    }
    return tags;
  }

  private static Set<String> words(
      String option, List<String> texts, Set<String> known, Problems problems) {
    var words = new LinkedHashSet<String>();
    for (var text : texts) {
      var source = new Source(option, text);
      if (text.replace(',', ' ').isBlank()) {
        // An empty variable in the caller's script must not select everything.
        problems.add(source.at(1, 1), "a tag is missing here", "name one, or leave out " + option);
      }
      int start = 0;
      for (var part : text.split(",", -1)) {
        var word = part.strip();
        if (!word.isEmpty() && !known.contains(word) && !SPECIAL.contains(word)) {
          problems.add(
              source.at(1, text.indexOf(word, start) + 1),
              "nothing has the tag '" + word + "'",
              instead(option, word, known));
        }
        words.add(word);
        start += part.length() + 1;
      }
    }
    words.remove("");
    return words;
  }

  private static String instead(String option, String word, Set<String> known) {
    if (known.isEmpty()) {
      return "the playbook has no tags: leave out " + option;
    }
    var near = Suggestion.hint(word, known);
    return near.isEmpty() ? "there is: " + String.join(", ", known) : near;
  }
}
