package runbook.value;

import com.github.mustachejava.Binding;
import com.github.mustachejava.Code;
import com.github.mustachejava.DefaultMustacheFactory;
import com.github.mustachejava.DefaultMustacheVisitor;
import com.github.mustachejava.Iteration;
import com.github.mustachejava.Mustache;
import com.github.mustachejava.MustacheException;
import com.github.mustachejava.MustacheParser;
import com.github.mustachejava.MustacheResolver;
import com.github.mustachejava.MustacheVisitor;
import com.github.mustachejava.ObjectHandler;
import com.github.mustachejava.TemplateContext;
import com.github.mustachejava.codes.ValueCode;
import com.github.mustachejava.util.Wrapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.List;
import java.util.Map;
import runbook.knowledge.Unknown;

/**
 * Mustache without HTML escaping, in which every name must exist and only maps, lists and scalars
 * are accessible, no other Java objects.
 */
final class StrictMustache extends DefaultMustacheFactory {

  /** Limits nesting, because the library recurses for each section. */
  private static final int DEEPEST = 100;

  private final Partials partials;
  private int depth;

  /** Finds the files that a template includes. */
  interface Partials extends MustacheResolver {

    /** Returns the path of a partial; throws if it does not exist. */
    String path(String name, TemplateContext at) throws MustacheException;
  }

  StrictMustache(Partials partials) {
    super(partials);
    this.partials = partials;
    setObjectHandler(new Handler());
  }

  @Override
  public void encode(String value, Writer writer) {
    try {
      writer.write(value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String resolvePartialPath(String dir, String name, String extension) {
    return name;
  }

  /** A line with nothing but a partial leaves no empty line. */
  @Override
  protected MustacheParser createParser() {
    return new MustacheParser(this, true) {};
  }

  /** Called at the start of each section; {@code mustache} is called at its end. */
  @Override
  public MustacheVisitor createMustacheVisitor() {
    if (++depth > DEEPEST) {
      throw new MustacheException("sections are nested deeper than " + DEEPEST);
    }
    return new DefaultMustacheVisitor(this) {
      @Override
      public Mustache mustache(TemplateContext tc) {
        depth--;
        return super.mustache(tc);
      }

      @Override
      public void extend(TemplateContext tc, String variable, Mustache mustache) {
        throw new MustacheException("a template cannot extend another: write {{> name}}", tc);
      }

      @Override
      public void value(TemplateContext tc, String variable, boolean encoded) {
        list.add(
            new ValueCode(tc, df, variable, encoded) {
              @Override
              public Object get(List<Object> scopes) {
                return ((TemplateRendering) scopes.getFirst()).text(variable, tc, scopes);
              }
            });
      }

      @Override
      public void partial(TemplateContext tc, String variable, String indent) {
        super.partial(tc, partials.path(variable, tc), indent);
      }

      @Override
      public void dynamicPartial(TemplateContext tc, String variable, String indent) {
        throw new MustacheException("the name of a partial cannot be a variable", tc);
      }

      @Override
      public void pragma(TemplateContext tc, String pragma, String args) {
        throw new MustacheException("there is no pragma '" + pragma + "'", tc);
      }
    };
  }

  /** Looks up every name in the {@link TemplateRendering} at the bottom of the scopes. */
  private static final class Handler implements ObjectHandler {

    @Override
    public Binding createBinding(String name, TemplateContext tc, Code code) {
      return scopes -> ((TemplateRendering) scopes.getFirst()).find(name, tc, scopes);
    }

    @Override
    public Wrapper find(String name, List<Object> scopes) {
      throw new IllegalStateException("every name has its own binding");
    }

    @Override
    public Object coerce(Object object) {
      return object;
    }

    @Override
    public Writer iterate(Iteration iteration, Writer writer, Object object, List<Object> scopes) {
      if (object instanceof Unknown<?> || isFalse(object)) {
        return writer;
      }
      if (!(object instanceof List<?> list)) {
        return iteration.next(writer, object, scopes);
      }
      var now = writer;
      for (var item : list) {
        if (item instanceof Unknown<?> unknown) {
          ((TemplateRendering) scopes.getFirst()).learn(unknown);
        } else {
          now = iteration.next(now, item, scopes);
        }
      }
      return now;
    }

    @Override
    public Writer falsey(Iteration iteration, Writer writer, Object object, List<Object> scopes) {
      return isFalse(object) ? iteration.next(writer, object, scopes) : writer;
    }

    @Override
    public String stringify(Object object) {
      return object instanceof Unknown<?> ? "" : object.toString();
    }

    private static boolean isFalse(Object object) {
      return switch (object) {
        case null -> true;
        case Boolean flag -> !flag;
        case String text -> text.isEmpty();
        case List<?> list -> list.isEmpty();
        case Map<?, ?> map -> map.isEmpty();
        default -> false;
      };
    }
  }
}
