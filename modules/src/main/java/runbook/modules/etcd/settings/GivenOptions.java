package runbook.modules.etcd.settings;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What etcd is told.
 *
 * @param told by the name of the option
 * @param unknown the options whose values are not known yet
 */
record GivenOptions(Map<String, GivenOption> told, Set<String> unknown) {

  Optional<GivenOption> get(String name) {
    return Optional.ofNullable(told.get(name));
  }

  /** Whether it is certain that nothing is said of it. */
  boolean lacks(String name) {
    return !told.containsKey(name) && !unknown.contains(name);
  }

  /** Empty when nothing is known of it. */
  List<GivenOption.OptionItem> items(String name) {
    return get(name).map(GivenOption::items).orElse(List.of());
  }

  /** The number, or what etcd takes when nothing is said; empty when it is none or not known. */
  Optional<Long> count(String name, long otherwise) {
    if (lacks(name)) {
      return Optional.of(otherwise);
    }
    return get(name)
        .map(GivenOption::text)
        .filter(t -> t.matches("[0-9]{1,18}"))
        .map(Long::valueOf);
  }

  /** The members there shall be: each name and the URL of its peers. */
  List<InitialMember> members() {
    return items("initial-cluster").stream()
        .filter(optionItem -> optionItem.text().indexOf('=') > 0)
        .map(optionItem ->
            new InitialMember(
                optionItem.text().substring(0, optionItem.text().indexOf('=')),
                optionItem.text().substring(optionItem.text().indexOf('=') + 1),
                optionItem.path()))
        .toList();
  }

  /** Whether there is certainly more than one. */
  boolean isCluster() {
    return members().stream().map(InitialMember::name).distinct().count() > 1;
  }

  /** A member as the list of them has it. */
  record InitialMember(String name, String url, List<String> path) {}
}
