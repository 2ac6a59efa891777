package runbook.modules.play;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import runbook.journal.JsonReader;
import runbook.text.IndentedJson;

/** A page in a real browser without a window. */
final class BrowserPage implements AutoCloseable {

  private static final Duration LONG = Duration.ofMinutes(2);

  private final Process browser;
  private final HttpClient client = HttpClient.newHttpClient();
  private final AtomicInteger number = new AtomicInteger();
  private final Map<Object, CompletableFuture<Map<?, ?>>> answers = new ConcurrentHashMap<>();
  private WebSocket webSocket;

  private BrowserPage(Process browser) {
    this.browser = browser;
  }

  /** Returns the browser of this machine; empty if none is installed. */
  static Optional<String> program() {
    return Stream.of(System.getenv("PATH").split(":", -1))
        .map(folder -> folder + "/chromium")
        .filter(program -> Files.isExecutable(Path.of(program)))
        .findFirst();
  }

  /**
   * Opens a file.
   *
   * @param profile an empty folder for the browser
   */
  static BrowserPage open(Path file, Path profile, int width) throws Exception {
    var command =
        List.of(
            program().orElseThrow(),
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--disable-dev-shm-usage",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--remote-debugging-port=0",
            "--user-data-dir=" + profile,
            "--window-size=" + width + ",900",
            file.toUri().toString());
    var log = profile.resolve("log").toFile();
    var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log);
    // Its temporary files are removed with the profile.
    builder.environment().put("TMPDIR", profile.toString());
    var page = new BrowserPage(builder.start());
    try {
      page.connect(profile.resolve("DevToolsActivePort"), file);
      return page;
    } catch (Exception e) {
      page.close();
      throw e;
    }
  }

  private void connect(Path portFile, Path file) throws Exception {
    await(() -> Files.exists(portFile) && Files.readString(portFile).contains("\n"));
    var port = Files.readAllLines(portFile).getFirst();
    var list = URI.create("http://127.0.0.1:" + port + "/json/list");
    await(() -> address(list, file).isPresent());
    webSocket =
        client
            .newWebSocketBuilder()
            .buildAsync(URI.create(address(list, file).orElseThrow()), new Answers())
            .get(LONG.toSeconds(), TimeUnit.SECONDS);
    // Before the file, the browser shows an empty page, which is complete, too.
    var isShown = "document.readyState == 'complete' && document.body.children.length > 0";
    await(() -> evaluate(isShown).equals("true"));
  }

  private Optional<String> address(URI list, Path file) throws IOException, InterruptedException {
    var text = client.send(HttpRequest.newBuilder(list).build(), BodyHandlers.ofString()).body();
    return ((List<?>) JsonReader.read(text))
        .stream()
            .map(Map.class::cast)
            .filter(page -> file.toUri().toString().equals(page.get("url")))
            .map(page -> page.get("webSocketDebuggerUrl").toString())
            .findFirst();
  }

  private interface Condition {
    boolean holds() throws Exception;
  }

  private void await(Condition condition) throws Exception {
    long end = System.nanoTime() + LONG.toNanos();
    while (!condition.holds()) {
      if (System.nanoTime() > end || !browser.isAlive()) {
        throw new IOException("the browser does not answer");
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  private final class Answers implements WebSocket.Listener {

    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean isLast) {
      text.append(part);
      if (isLast) {
        if (JsonReader.read(text.toString()) instanceof Map<?, ?> answer
            && answer.get("id") != null) {
          answers.get(answer.get("id")).complete(answer);
        }
        text.setLength(0);
      }
      from.request(1);
      return null;
    }
  }

  private Map<?, ?> ask(String method, Map<String, ?> parameters) throws Exception {
    long id = number.incrementAndGet();
    var answer = new CompletableFuture<Map<?, ?>>();
    answers.put(id, answer);
    webSocket
        .sendText(
            IndentedJson.write(Map.of("id", id, "method", method, "params", parameters)), true)
        .get(LONG.toSeconds(), TimeUnit.SECONDS);
    return answer.get(LONG.toSeconds(), TimeUnit.SECONDS);
  }

  /** Returns the value of an expression in the page. */
  String evaluate(String expression) throws Exception {
    var answer = ask("Runtime.evaluate", Map.of("expression", expression, "returnByValue", true));
    var result = (Map<?, ?>) ((Map<?, ?>) answer.get("result")).get("result");
    return String.valueOf(result.get("value"));
  }

  /** Presses a key, as a user does. */
  void press(String key, String text) throws Exception {
    var down =
        text.isEmpty()
            ? Map.of("type", "rawKeyDown", "key", key)
            : Map.of("type", "keyDown", "key", key, "text", text);
    ask("Input.dispatchKeyEvent", down);
    ask("Input.dispatchKeyEvent", Map.of("type", "keyUp", "key", key));
  }

  void type(String text) throws Exception {
    for (var letter : text.split("", -1)) {
      if (!letter.isEmpty()) {
        press(letter, letter);
      }
    }
  }

  @Override
  public void close() {
    if (webSocket != null) {
      webSocket.abort();
    }
    client.shutdownNow();
    browser.descendants().forEach(ProcessHandle::destroyForcibly);
    browser.destroyForcibly();
    browser.onExit().join();
  }
}
