package runbook.modules.play;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Open resources of this JVM.
 *
 * @param files the open file descriptors
 * @param threads the threads of the system
 * @param named the virtual threads that have the name of a host in theirs
 */
record OpenResources(int files, int threads, List<String> named) {

  private static final Pattern NAME = Pattern.compile("\"name\": \"([^\"]*\\bweb\\d+\\b[^\"]*)\"");

  static OpenResources now(Path folder) throws IOException {
    var dump = folder.resolve("threads" + System.nanoTime() + ".json");
    ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
        .dumpThreads(dump.toString(), ThreadDumpFormat.JSON);
    var named = NAME.matcher(Files.readString(dump)).results().map(m -> m.group(1)).toList();
    return new OpenResources(count("/proc/self/fd"), count("/proc/self/task"), named);
  }

  /** Returns the resources once the condition holds, or after a timeout. */
  static OpenResources soon(Path folder, Predicate<OpenResources> enough)
      throws IOException, InterruptedException {
    var openResources = now(folder);
    for (int i = 0;
        i < 200 && !(enough.test(openResources) && openResources.named().isEmpty());
        i++) {
      Thread.sleep(50);
      openResources = now(folder);
    }
    return openResources;
  }

  private static int count(String folder) throws IOException {
    try (var entries = Files.list(Path.of(folder))) {
      return (int) entries.count();
    }
  }

  boolean exceeds(OpenResources other, int most) {
    return files > other.files + most || threads > other.threads + most;
  }
}
