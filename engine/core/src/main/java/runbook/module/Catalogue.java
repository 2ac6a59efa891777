package runbook.module;

import java.util.List;

/** The modules of a jar; found by {@link java.util.ServiceLoader}. */
public interface Catalogue {

  List<Class<? extends Module>> modules();
}
