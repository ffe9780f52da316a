package dev.klamm.server;

import dev.klamm.api.admin.AdminClientConfig;
import dev.klamm.api.config.ConfigDefinition;
import dev.klamm.api.config.ConfigKey;
import dev.klamm.api.config.Support;
import dev.klamm.api.consumer.ConsumerConfig;
import dev.klamm.api.producer.ProducerConfig;
import dev.klamm.core.broker.config.KeyReference;
import dev.klamm.core.broker.config.PartKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes {@code docs/CONFIGURATION.md} from the tables of keys. */
final class ConfigurationPage {

  private static final String OPENING =
      """
      # Configuration

      Every key of Kafka 4.3, and our own, which begin with `klamm.`. Each is honoured, accepted without effect (its value is checked, and setting it earns a line in the log),
      or refused (only the default is allowed); none is silently ignored. A mistyped key is refused with a guess at what was meant; `klamm.config.unknown` says what becomes of others.

      `klamm config print` shows the values that a server would run with and where each comes from; `klamm config describe KEY` explains a key.
      Written from the tables of keys by `mvn -pl server -am test -Dtest=ConfigurationPageTest -Dsurefire.failIfNoSpecifiedTests=false -Dklamm.docs.write=true`; the build fails when it is out of date.

      """;

  /** A key, whoever's it is; empty texts where there is nothing to say. */
  private record Row(
      String name,
      String type,
      String byDefault,
      String allowed,
      Support support,
      String reason,
      String meaning,
      String changeable) {

    static Row of(KeyReference key) {
      String type = key.type().name().toLowerCase(java.util.Locale.ROOT);
      return new Row(
          key.name(),
          type,
          key.defaultText(),
          key.allowed(),
          key.support(),
          key.reason(),
          key.documentation(),
          key.changeable());
    }

    static Row of(ConfigKey<?> key) {
      return new Row(
          key.name(),
          "",
          key.isRequired() ? "(required)" : key.defaultText(),
          key.allowed(),
          key.support(),
          key.reason(),
          key.doc(),
          "");
    }
  }

  private final StringBuilder page = new StringBuilder(OPENING);

  private ConfigurationPage() {}

  static String write() {
    ConfigurationPage page = new ConfigurationPage();
    page.section("Broker", KeyReference.broker().stream().map(Row::of).toList());
    page.section("Storages and transports", PartKeys.load().keys().stream().map(Row::of).toList());
    page.listeners();
    page.others();
    page.section("Topics", KeyReference.topic().stream().map(Row::of).toList());
    page.section("Producer", rows(ProducerConfig.definition()));
    page.section("Consumer", rows(ConsumerConfig.definition()));
    page.section("Admin client", rows(AdminClientConfig.definition()));
    return page.page.toString();
  }

  private static List<Row> rows(ConfigDefinition definition) {
    return definition.keys().stream().map(Row::of).toList();
  }

  private void section(String title, List<Row> rows) {
    page.append("## ").append(title).append("\n\n");
    table(rows.stream().filter(row -> row.support() == Support.HONOURED).toList());
    byReason("Without effect", Support.WITHOUT_EFFECT, rows);
    byReason("Refused", Support.REFUSED, rows);
  }

  private void byReason(String title, Support support, List<Row> rows) {
    Map<String, List<Row>> byReason = new TreeMap<>();
    for (Row row : rows) {
      if (row.support() == support) {
        byReason.computeIfAbsent(row.reason(), reason -> new ArrayList<>()).add(row);
      }
    }
    byReason.forEach(
        (reason, because) -> {
          page.append("### ").append(title).append(": ").append(reason).append("\n\n");
          table(because);
        });
  }

  private void table(List<Row> rows) {
    boolean typed = rows.stream().anyMatch(row -> !row.type().isEmpty());
    line(
        typed
            ? "Key | Type | Default | Must be | Changed | Meaning"
            : "Key | Default | Must be | Meaning");
    line(typed ? "--- | --- | --- | --- | --- | ---" : "--- | --- | --- | ---");
    for (Row row : rows) {
      String must = cell(row.allowed());
      String key = code(row.name());
      line(
          typed
              ? String.join(
                  " | ",
                  key,
                  row.type(),
                  code(row.byDefault()),
                  must,
                  row.changeable(),
                  cell(row.meaning()))
              : String.join(" | ", key, code(row.byDefault()), must, cell(row.meaning())));
    }
    page.append('\n');
  }

  private void listeners() {
    page.append(
        """
        ### For one listener

        `listener.name.NAME.KEY`, with the listener's name in lower case, holds for that listener alone. `max.connections` is honoured so. All other keys of Kafka are accepted without effect, with a
        line in the log that says why; keys that Kafka does not have are refused.

        """);
  }

  private void others() {
    page.append(
        "### Without effect: keys that Kafka's broker no longer has, or hands to plug-ins\n\n");
    line("Key | Why");
    line("--- | ---");
    KeyReference.others().forEach((name, reason) -> line(code(name) + " | " + cell(reason)));
    page.append('\n');
  }

  private void line(String cells) {
    page.append("| ").append(cells).append(" |\n");
  }

  private static String code(String text) {
    return text.isEmpty() ? "" : "`" + text + "`";
  }

  private static String cell(String text) {
    return text.replace("|", "\\|").replace("<", "&lt;");
  }
}
