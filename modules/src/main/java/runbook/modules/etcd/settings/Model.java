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
record Model(Map<String, Told> told, Set<String> unknown) {

  Optional<Told> get(String name) {
    return Optional.ofNullable(told.get(name));
  }

  /** Whether it is certain that nothing is said of it. */
  boolean lacks(String name) {
    return !told.containsKey(name) && !unknown.contains(name);
  }

  /** Empty when nothing is known of it. */
  List<Told.Item> items(String name) {
    return get(name).map(Told::items).orElse(List.of());
  }

  /** The number, or what etcd takes when nothing is said; empty when it is none or not known. */
  Optional<Long> count(String name, long otherwise) {
    if (lacks(name)) {
      return Optional.of(otherwise);
    }
    return get(name).map(Told::text).filter(t -> t.matches("[0-9]{1,18}")).map(Long::valueOf);
  }

  /** The members there shall be: each name and the URL of its peers. */
  List<Member> members() {
    return items("initial-cluster").stream()
        .filter(item -> item.text().indexOf('=') > 0)
        .map(item ->
            new Member(
                item.text().substring(0, item.text().indexOf('=')),
                item.text().substring(item.text().indexOf('=') + 1),
                item.path()))
        .toList();
  }

  /** Whether there is certainly more than one. */
  boolean isCluster() {
    return members().stream().map(Member::name).distinct().count() > 1;
  }

  /** A member as the list of them has it. */
  record Member(String name, String url, List<String> path) {}
}
