package runbook.journal;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The components of a record type, with the names that they have in JSON. */
record RecordParts(Class<?> type, List<Part> parts) {

  private static final ConcurrentMap<Class<?>, RecordParts> KNOWN = new ConcurrentHashMap<>();

  /** One component. */
  record Part(String name, Type type, RecordComponent component) {

    Object of(Record value) {
      try {
        return component.getAccessor().invoke(value);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("a part that cannot be recorded: " + value, e);
      }
    }
  }

  static RecordParts of(Class<?> type) {
    return KNOWN.computeIfAbsent(type, RecordParts::found);
  }

  private static RecordParts found(Class<?> type) {
    return new RecordParts(
        type,
        Arrays.stream(type.getRecordComponents())
            .map(component ->
                new Part(snake(component.getName()), component.getGenericType(), component))
            .toList());
  }

  /** Returns the name of a type in JSON. */
  static String name(Class<?> type) {
    return snake(type.getSimpleName());
  }

  private static String snake(String name) {
    return name.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
  }

  /** Makes a record of these values, one for each part. */
  Object make(Object... values) {
    try {
      var types = parts.stream().map(part -> part.component().getType()).toArray(Class<?>[]::new);
      return type.getDeclaredConstructor(types).newInstance(values);
    } catch (InvocationTargetException e) {
      throw new IllegalArgumentException("not a valid " + name(type), e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type + " cannot be made", e);
    }
  }
}
