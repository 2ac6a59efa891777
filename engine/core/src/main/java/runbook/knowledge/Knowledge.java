package runbook.knowledge;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** A value that is known, unknown or invalid. */
public sealed interface Knowledge<T> permits Known, Unknown, Invalid {

  /** Applies a function to the value, if it is known. */
  default <R> Knowledge<R> map(Function<? super T, ? extends R> made) {
    return flatMap(value -> new Known<>(made.apply(value)));
  }

  /** Applies a function whose result may itself be unknown. */
  default <R> Knowledge<R> flatMap(Function<? super T, Knowledge<R>> made) {
    return switch (this) {
      case Known(T value) -> made.apply(value);
      case Unknown(String why) -> new Unknown<>(why);
      case Invalid(String why) -> new Invalid<>(why);
    };
  }

  /** Returns whether the value is known and matches the predicate. */
  default boolean is(Predicate<? super T> test) {
    return this instanceof Known(T value) && test.test(value);
  }

  /** Returns the value, if it is known. */
  default Optional<T> known() {
    return this instanceof Known(T value) ? Optional.of(value) : Optional.empty();
  }

  /**
   * Combines values into a list. If one is invalid, so is the list; else, if one is unknown, so is
   * the list.
   */
  static <T> Knowledge<List<T>> all(List<? extends Knowledge<? extends T>> parts) {
    var values = new ArrayList<T>();
    Optional<String> unknown = Optional.empty();
    for (var part : parts) {
      switch (part) {
        case Known(T value) -> values.add(value);
        case Unknown(String why) -> unknown = unknown.or(() -> Optional.of(why));
        case Invalid(String why) -> {
          return new Invalid<>(why);
        }
      }
    }
    return unknown.isPresent() ? new Unknown<>(unknown.get()) : new Known<>(values);
  }
}
