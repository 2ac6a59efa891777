package runbook.modules.etcd.settings;

import java.util.Locale;

/** Checks that a value has the type of its option. */
record OptionKindCheck(SettingsRemarks settingsRemarks) {

  private static final String DURATION = "(?=.)([0-9]+(\\.[0-9]+)?(ns|us|µs|ms|s|m|h))+|0";

  void check(GivenOptions givenOptions) {
    for (var givenOption : givenOptions.known().values()) {
      if (givenOption.text().codePoints().anyMatch(Character::isISOControl)) {
        settingsRemarks.error(
            givenOption,
            said(givenOption) + " contains a line break or control character",
            "write it on one line");
        continue;
      }
      switch (givenOption.etcdOption().optionKind()) {
        case COUNT -> demand(givenOption, "[0-9]{1,18}", "a whole number");
        case SWITCH -> demand(givenOption, "true|false", "true or false");
        case TIME -> demand(givenOption, DURATION, "a duration such as 500ms, 5s or 1h30m");
        case STATE -> demand(givenOption, "new|existing", "new or existing");
        case PATH -> {
          if (!givenOption.text().isEmpty() && !givenOption.text().startsWith("/")) {
            settingsRemarks.error(
                givenOption, said(givenOption) + " is not an absolute path", "begin it with '/'");
          }
        }
        case GATES -> {
          for (var optionItem : givenOption.items()) {
            if (!optionItem.text().matches("[A-Za-z0-9]+=(true|false)")) {
              settingsRemarks.error(
                  optionItem, "a feature gate must be true or false", "write Gate: true");
            }
          }
        }
        case TEXT, LIST, URLS, LISTEN, MEMBERS -> {}
      }
    }
  }

  private void demand(GivenOption givenOption, String pattern, String what) {
    if (!givenOption.text().matches(pattern)) {
      settingsRemarks.error(
          givenOption,
          said(givenOption) + " must be " + what,
          givenOption.text().toLowerCase(Locale.ROOT).matches(pattern)
              ? "write it in lower case"
              : "");
    }
  }

  private static String said(GivenOption givenOption) {
    return "'" + givenOption.etcdOption().name() + "'";
  }
}
