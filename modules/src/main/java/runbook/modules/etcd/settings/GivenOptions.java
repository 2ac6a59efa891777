package runbook.modules.etcd.settings;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The given options of etcd.
 *
 * @param known the options with known values, by name
 * @param unknown the options whose values are not known yet
 */
record GivenOptions(Map<String, GivenOption> known, Set<String> unknown) {

  Optional<GivenOption> get(String name) {
    return Optional.ofNullable(known.get(name));
  }

  /** Returns whether the option is certainly not given. */
  boolean lacks(String name) {
    return !known.containsKey(name) && !unknown.contains(name);
  }

  /** Returns the parts of an option; empty if it is not given or not known. */
  List<GivenOption.OptionItem> items(String name) {
    return get(name).map(GivenOption::items).orElse(List.of());
  }

  /** Returns the number, or etcd's default if not given; empty if it is no number or not known. */
  Optional<Long> count(String name, long otherwise) {
    if (lacks(name)) {
      return Optional.of(otherwise);
    }
    return get(name)
        .map(GivenOption::text)
        .filter(t -> t.matches("[0-9]{1,18}"))
        .map(Long::valueOf);
  }

  /** Returns the initial members: each name and peer URL. */
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

  /** Returns whether there is certainly more than one member. */
  boolean isCluster() {
    return members().stream().map(InitialMember::name).distinct().count() > 1;
  }

  /** An entry of the list of initial members. */
  record InitialMember(String name, String url, List<String> path) {}
}
