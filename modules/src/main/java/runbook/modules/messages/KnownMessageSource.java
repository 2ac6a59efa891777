package runbook.modules.messages;

import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/** The known messages of one program, with advice. Implementations are services. */
public interface KnownMessageSource {

  /** Lists the messages; the first match wins. */
  List<KnownMessage> rows();

  /** Lists the messages of all programs. */
  static Stream<KnownMessage> all() {
    return ServiceLoader.load(KnownMessageSource.class, KnownMessageSource.class.getClassLoader())
        .stream()
        .flatMap(known -> known.get().rows().stream());
  }
}
