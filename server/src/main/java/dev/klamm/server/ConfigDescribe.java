package dev.klamm.server;

import dev.klamm.api.config.ConfigKey;
import dev.klamm.core.broker.config.KeyReference;
import dev.klamm.core.broker.config.PartKeys;
import dev.klamm.server.terminal.Listing;
import dev.klamm.server.terminal.ListingOptions;
import dev.klamm.server.terminal.Terminal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Explains configuration keys. */
@Command(
    name = "describe",
    mixinStandardHelpOptions = true,
    description = {
      "Explains configuration keys: what they mean, what is allowed, their defaults, and whether they have an effect.",
      "docs/CONFIGURATION.md has them all on one page, those of clients too."
    })
final class ConfigDescribe implements Runnable {

  private final Terminal terminal;

  @Mixin private ListingOptions listing = new ListingOptions();

  @Parameters(
      arity = "0..*",
      paramLabel = "KEY",
      description = "keys, or parts of their names (default: all)")
  private List<String> keys = new ArrayList<>();

  @Option(names = "--topics", description = "explains the keys of topics, not of the broker")
  private boolean topics;

  ConfigDescribe(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void run() {
    Listing found = new Listing("key", "type", "default", "allowed", "documentation");
    for (KeyReference key : topics ? KeyReference.topic() : KeyReference.broker()) {
      if (isWanted(key.name())) {
        found.add(key.name(), key.type(), key.defaultText(), key.allowed(), key.explanation());
      }
    }
    if (!topics) {
      addParts(found);
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

  /** Keys of the storages and transports that are there. */
  private void addParts(Listing found) {
    for (ConfigKey<?> key : PartKeys.load().keys()) {
      if (isWanted(key.name())) {
        found.add(key.name(), null, key.defaultText(), key.allowed(), key.doc());
      }
    }
  }
}
