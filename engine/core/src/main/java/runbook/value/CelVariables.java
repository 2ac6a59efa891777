package runbook.value;

import dev.cel.common.values.NullValue;
import java.math.BigInteger;
import java.util.AbstractList;
import java.util.AbstractMap;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import runbook.knowledge.Unknown;
import runbook.text.Position;

/** Gives one evaluation of an expression access to the variables, each resolved on first use. */
final class CelVariables {

  private final ValueResolution valueResolution;
  private final Position at;
  private final Set<String> secrets = new LinkedHashSet<>();
  private Optional<MissingKey> missingKey = Optional.empty();

  /** The last key that was looked up but missing. */
  record MissingKey(String key, List<String> keys) {}

  CelVariables(ValueResolution valueResolution, Position at) {
    this.valueResolution = valueResolution;
    this.at = at;
  }

  Optional<MissingKey> missingKey() {
    return missingKey;
  }

  /** Returns the secrets that the expression has read. */
  Set<String> secrets() {
    return secrets;
  }

  /** Returns a message of CEL, which may show values, without the secrets. */
  String withoutSecrets(String message) {
    var safe = message;
    for (var secret : secrets) {
      safe = secret.isEmpty() ? safe : safe.replace(secret, SecretMasker.MASK);
    }
    return safe;
  }

  /** Converts a value to one that CEL understands. */
  Object of(Object value) {
    return switch (value) {
      case null -> NullValue.NULL_VALUE;
      case SecretText(String text, _) -> {
        secrets.add(text);
        yield text;
      }
      case Unknown<?> unknown -> throw new UnknownInExpression(unknown);
      case VariableScope variableScope ->
          new LazyMap(
              variableScope.names(), variableScope::has, name -> variable(variableScope, name));
      case Map<?, ?> map -> new LazyMap(map.keySet(), map::containsKey, map::get);
      case List<?> list -> new LazyList(list);
      case BigInteger big -> big.doubleValue();
      case Float small -> small.doubleValue();
      case Integer small -> small.longValue();
      default -> value;
    };
  }

  Object variable(VariableScope variableScope, String name) {
    return variableScope.value(name, valueResolution, () -> at);
  }

  /** A list whose items are resolved on access. */
  private final class LazyList extends AbstractList<Object> {
    private final List<?> list;

    LazyList(List<?> list) {
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

    /** CEL includes this text in its error messages. */
    @Override
    public String toString() {
      return "a list";
    }
  }

  /** A map whose values are resolved on access. */
  private final class LazyMap extends AbstractMap<Object, Object> {
    private final Collection<?> keys;
    private final Predicate<String> has;
    private final Function<String, Object> value;

    LazyMap(Collection<?> keys, Predicate<String> has, Function<String, Object> value) {
      this.keys = keys;
      this.has = has;
      this.value = value;
    }

    @Override
    public boolean containsKey(Object key) {
      boolean there = key instanceof String name && has.test(name);
      if (!there) {
        missingKey =
            Optional.of(
                new MissingKey(
                    key.toString(), keys.stream().map(Object::toString).sorted().toList()));
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

    /** CEL includes this text in its error messages. */
    @Override
    public String toString() {
      return "a map";
    }
  }
}
