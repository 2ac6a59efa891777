package runbook.knowledge;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** A value, or the reason why there is none. */
public sealed interface Knowledge<T> permits Known, Unknown, Invalid {

  /** The same of a value that is made of this one. */
  default <R> Knowledge<R> map(Function<? super T, ? extends R> made) {
    return flatMap(value -> new Known<>(made.apply(value)));
  }

  /** The same of a value that is made of this one and may be missing itself. */
  default <R> Knowledge<R> flatMap(Function<? super T, Knowledge<R>> made) {
    return switch (this) {
      case Known(T value) -> made.apply(value);
      case Unknown(String why) -> new Unknown<>(why);
      case Invalid(String why) -> new Invalid<>(why);
    };
  }

  /** Whether the value is known and passes the test. */
  default boolean is(Predicate<? super T> test) {
    return this instanceof Known(T value) && test.test(value);
  }

  /** The value that is known; empty when there is none. */
  default Optional<T> known() {
    return this instanceof Known(T value) ? Optional.of(value) : Optional.empty();
  }

  /** All of them, if they are known; an invalid one outdoes those that are unknown. */
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
