package dev.klamm.server;

import dev.klamm.core.broker.config.BrokerConfig;
import dev.klamm.core.broker.config.ConfigEntry;
import dev.klamm.core.broker.config.ConfigSource;
import dev.klamm.server.terminal.Listing;
import dev.klamm.server.terminal.ListingOptions;
import dev.klamm.server.terminal.Terminal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Explains configuration keys. */
@Command(
    name = "describe",
    mixinStandardHelpOptions = true,
    description = "Explains a broker's configuration keys: what they mean and their defaults.")
final class ConfigDescribe implements Runnable {

  private final Terminal terminal;

  @Mixin private ListingOptions listing = new ListingOptions();

  @Parameters(
      arity = "0..*",
      paramLabel = "KEY",
      description = "keys, or parts of their names (default: all)")
  private List<String> keys = new ArrayList<>();

  ConfigDescribe(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void run() {
    Listing found = new Listing("key", "type", "default", "documentation");
    for (ConfigEntry entry : BrokerConfig.of(Map.of()).entries()) {
      if (isWanted(entry.name())) {
        found.add(entry.name(), entry.type(), defaultOf(entry), entry.documentation());
      }
    }
    if (found.isEmpty()) {
      throw new IllegalArgumentException(
          "no key's name has " + keys.stream().collect(Collectors.joining("' or '", "'", "'")));
    }
    found.print(terminal, listing.format());
  }

  private boolean isWanted(String name) {
    return keys.isEmpty() || keys.stream().anyMatch(name::contains);
  }

  private static @Nullable String defaultOf(ConfigEntry entry) {
    return entry.synonyms().stream()
        .filter(synonym -> synonym.source() == ConfigSource.DEFAULT)
        .map(ConfigEntry.Synonym::value)
        .findFirst()
        .orElse(null);
  }
}
