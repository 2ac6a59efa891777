package runbook.modules.remedy;

import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/** What one program says before it gives up, and what to do about it. Each is a service. */
public interface KnownMessages {

  /** The first that fits counts. */
  List<Remedy> rows();

  /** Those of all programs. */
  static Stream<Remedy> all() {
    return ServiceLoader.load(KnownMessages.class, KnownMessages.class.getClassLoader()).stream()
        .flatMap(known -> known.get().rows().stream());
  }
}
