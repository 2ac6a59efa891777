package runbook.value;

import com.github.mustachejava.Mustache;
import com.github.mustachejava.MustacheException;
import com.github.mustachejava.TemplateContext;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import runbook.knowledge.Unknown;

/** A compiled template, or the error that prevented compiling it. */
record CompiledTemplate(Optional<Mustache> template, Optional<MustacheException> fault) {

  private static final Pattern MISMATCH =
      Pattern.compile("Mismatched start/end tags: (.*) != (.*) in .*");
  private static final Pattern OPEN = Pattern.compile("Failed to close '(.*)' tag");

  static CompiledTemplate by(String file, Supplier<Mustache> compiling) {
    try {
      return new CompiledTemplate(Optional.of(compiling.get()), Optional.empty());
    } catch (MustacheException e) {
      e.setContext(start(file));
      return new CompiledTemplate(Optional.empty(), Optional.of(e));
    } catch (IndexOutOfBoundsException e) {
      // The library reads past the end of single-character delimiters.
      var fault = new MustacheException("delimiters must have two characters", e, start(file));
      return new CompiledTemplate(Optional.empty(), Optional.of(fault));
    }
  }

  private static TemplateContext start(String file) {
    return new TemplateContext("{{", "}}", file, 1, true);
  }

  Object render(
      VariableScope variableScope,
      ValueResolution valueResolution,
      TemplateRendering.TagLocator tagLocator) {
    return template.isPresent()
        ? new TemplateRendering(variableScope, valueResolution, tagLocator).run(template.get())
        : explain(fault.orElseThrow(), tagLocator, valueResolution);
  }

  /** Reports an error of the library in the user's terms, at the position of the tag. */
  static Unknown<?> explain(
      MustacheException thrown,
      TemplateRendering.TagLocator tagLocator,
      ValueResolution valueResolution) {
    var e = thrown;
    while (e.getCause() instanceof MustacheException cause) {
      e = cause;
    }
    var tag = e.getContext();
    var message = e.getMessage().replaceFirst(" @\\[.*", "");
    var open = OPEN.matcher(message);
    if (open.matches()) {
      var name = open.group(1);
      return valueResolution.problem(
          tagLocator.at(tag, name, 0),
          "section '" + name + "' is not closed",
          "write {{/" + name + "}} at its end");
    }
    var mismatch = MISMATCH.matcher(message);
    if (mismatch.matches()) {
      var inner = mismatch.group(1);
      var closed = mismatch.group(2);
      return valueResolution.problem(
          tagLocator.at(tag, closed, 0),
          "section '" + closed + "' is not open here",
          inner.equals("null") ? "" : "{{/" + inner + "}} must come first");
    }
    if (message.startsWith("Improperly closed variable")) {
      return valueResolution.problem(tagLocator.at(tag, "", 0), "this tag is not closed", "");
    }
    if (message.equals("Empty mustache")) {
      return valueResolution.problem(
          tagLocator.at(tag, "", 0), "there is no name between the braces", "");
    }
    if (message.startsWith("Maximum partial recursion")) {
      return valueResolution.problem(
          tagLocator.at(tag, "", 0), "this template includes itself without end", "remove it here");
    }
    return valueResolution.problem(tagLocator.at(tag, "", 0), message, "");
  }

  /** Returns the offset of a tag in a text, since the library reports only its line. */
  static int offset(String text, TemplateContext tag, String name) {
    int line = 0;
    for (int i = 1; i < tag.line() && line >= 0; i++) {
      line = text.indexOf('\n', line) + 1;
    }
    var start = Pattern.quote(tag.startChars() == null ? "{{" : tag.startChars());
    var pattern =
        name.isEmpty()
            ? Pattern.compile("(" + start + ")(?![^\\n]*" + start + ")")
            : Pattern.compile(start + "[#^/&{>]?\\s*(" + Pattern.quote(name) + ")(?![\\w-])");
    var matcher = pattern.matcher(text);
    int before = -1;
    while (matcher.find()) {
      if (matcher.start() >= line) {
        return before < 0 || text.indexOf('\n', line) < 0 || matcher.start() < lineEnd(text, line)
            ? matcher.start(1)
            : before;
      }
      before = matcher.start(1);
    }
    return before < 0 ? line : before;
  }

  private static int lineEnd(String text, int from) {
    int end = text.indexOf('\n', from);
    return end < 0 ? text.length() : end;
  }
}
