package runbook.modules.etcd.settings;

import java.util.Locale;

/** Whether a value is of the kind that its option takes. */
record KindCheck(Findings findings) {

  private static final String DURATION = "(?=.)([0-9]+(\\.[0-9]+)?(ns|us|µs|ms|s|m|h))+|0";

  void check(Model model) {
    for (var told : model.told().values()) {
      if (told.text().codePoints().anyMatch(Character::isISOControl)) {
        findings.wrong(
            told,
            said(told) + " has a line break or control character in it",
            "write it on one line");
        continue;
      }
      switch (told.option().kind()) {
        case COUNT -> demand(told, "[0-9]{1,18}", "a whole number");
        case SWITCH -> demand(told, "true|false", "true or false");
        case TIME -> demand(told, DURATION, "a duration such as 500ms, 5s or 1h30m");
        case STATE -> demand(told, "new|existing", "new or existing");
        case PATH -> {
          if (!told.text().isEmpty() && !told.text().startsWith("/")) {
            findings.wrong(told, said(told) + " is not a full path", "begin it with '/'");
          }
        }
        case GATES -> {
          for (var item : told.items()) {
            if (!item.text().matches("[A-Za-z0-9]+=(true|false)")) {
              findings.wrong(item, "a feature gate is true or false", "write Gate: true");
            }
          }
        }
        case TEXT, LIST, URLS, LISTEN, MEMBERS -> {}
      }
    }
  }

  private void demand(Told told, String pattern, String what) {
    if (!told.text().matches(pattern)) {
      findings.wrong(
          told,
          said(told) + " must be " + what,
          told.text().toLowerCase(Locale.ROOT).matches(pattern) ? "write it in small letters" : "");
    }
  }

  private static String said(Told told) {
    return "'" + told.option().name() + "'";
  }
}
