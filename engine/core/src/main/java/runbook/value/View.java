package runbook.value;

import dev.cel.common.values.NullValue;
import java.math.BigInteger;
import java.util.AbstractList;
import java.util.AbstractMap;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import runbook.knowledge.Unknown;
import runbook.text.Position;

/** Shows variables to one evaluation of an expression, each when it is looked at. */
final class View {

  private final Pass pass;
  private final Position at;
  private Optional<Miss> miss = Optional.empty();

  /** The last key that was asked for and was not there. */
  record Miss(String key, List<String> keys) {}

  View(Pass pass, Position at) {
    this.pass = pass;
    this.at = at;
  }

  Optional<Miss> miss() {
    return miss;
  }

  /** The value as CEL knows it. */
  Object of(Object value) {
    return switch (value) {
      case null -> NullValue.NULL_VALUE;
      case Unknown<?> unknown -> throw new Unseen(unknown);
      case Scope scope -> new Seen(scope.names(), scope::has, name -> variable(scope, name));
      case Map<?, ?> map -> new Seen(map.keySet(), map::containsKey, map::get);
      case List<?> list -> new SeenList(list);
      case BigInteger big -> big.doubleValue();
      case Float small -> small.doubleValue();
      case Integer small -> small.longValue();
      default -> value;
    };
  }

  Object variable(Scope scope, String name) {
    return scope.value(name, pass, () -> at);
  }

  /** What is inside a list is shown when it is looked at. */
  private final class SeenList extends AbstractList<Object> {
    private final List<?> list;

    SeenList(List<?> list) {
      this.list = list;
    }

    @Override
    public Object get(int index) {
      return of(list.get(index));
    }

    @Override
    public int size() {
      return list.size();
    }

    /** CEL prints what it failed with. */
    @Override
    public String toString() {
      return "a list";
    }
  }

  /** What is inside a map is shown when it is looked at. */
  private final class Seen extends AbstractMap<Object, Object> {
    private final Collection<?> keys;
    private final Predicate<String> has;
    private final Function<String, Object> value;

    Seen(Collection<?> keys, Predicate<String> has, Function<String, Object> value) {
      this.keys = keys;
      this.has = has;
      this.value = value;
    }

    @Override
    public boolean containsKey(Object key) {
      boolean there = key instanceof String name && has.test(name);
      if (!there) {
        miss =
            Optional.of(
                new Miss(key.toString(), keys.stream().map(Object::toString).sorted().toList()));
      }
      return there;
    }

    @Override
    public Object get(Object key) {
      return containsKey(key) ? of(value.apply((String) key)) : null;
    }

    @Override
    public int size() {
      return keys.size();
    }

    @Override
    public Set<Object> keySet() {
      return Set.copyOf(keys);
    }

    @Override
    public Set<Entry<Object, Object>> entrySet() {
      var entries = new LinkedHashMap<Object, Object>();
      keys.forEach(key -> entries.put(key, get(key)));
      return entries.entrySet();
    }

    /** CEL prints what it failed with. */
    @Override
    public String toString() {
      return "a map";
    }
  }
}
