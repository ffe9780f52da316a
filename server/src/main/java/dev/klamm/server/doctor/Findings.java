package dev.klamm.server.doctor;

import dev.klamm.server.terminal.Listing;
import dev.klamm.server.terminal.OutputFormat;
import dev.klamm.server.terminal.Terminal;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the checks found; for people each is written at once. */
final class Findings {

  /** How bad it is. */
  enum Level {
    OK,
    WARN,
    FAIL
  }

  private final Terminal terminal;
  private final OutputFormat format;
  private final Listing all = new Listing("level", "check", "finding", "advice");
  private int failures;

  Findings(Terminal terminal, OutputFormat format) {
    this.terminal = terminal;
    this.format = format;
  }

  void ok(String check, String finding) {
    add(Level.OK, check, finding, null);
  }

  void warn(String check, String finding, String advice) {
    add(Level.WARN, check, finding, advice);
  }

  void fail(String check, String finding, String advice) {
    failures++;
    add(Level.FAIL, check, finding, advice);
  }

  private void add(Level level, String check, String finding, @Nullable String advice) {
    String name = level.name().toLowerCase(Locale.ROOT);
    all.add(name, check, finding, advice);
    if (format == OutputFormat.TEXT) {
      terminal.println(String.format(Locale.ROOT, "%-4s  %-11s  %s", name, check, finding));
      if (advice != null) {
        terminal.println(" ".repeat(19) + "-> " + advice);
      }
      terminal.flush();
    }
  }

  int failures() {
    return failures;
  }

  /** Ends the list. */
  void finish() {
    if (format == OutputFormat.JSON) {
      all.print(terminal, format);
    }
  }
}
