package runbook.modules.messages;

import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/** What one program says before it gives up, and what to do about it. Each is a service. */
public interface KnownMessageSource {

  /** The first that fits counts. */
  List<KnownMessage> rows();

  /** Those of all programs. */
  static Stream<KnownMessage> all() {
    return ServiceLoader.load(KnownMessageSource.class, KnownMessageSource.class.getClassLoader())
        .stream()
        .flatMap(known -> known.get().rows().stream());
  }
}
