package dev.klamm.server;

import dev.klamm.api.config.Password;
import dev.klamm.core.broker.config.BrokerConfig;
import dev.klamm.core.broker.config.ConfigEntry;
import dev.klamm.server.terminal.Listing;
import dev.klamm.server.terminal.ListingOptions;
import dev.klamm.server.terminal.Terminal;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows the configuration that {@code klamm server} would run with. */
@Command(
    name = "print",
    mixinStandardHelpOptions = true,
    description = {
      "Shows what 'klamm server' with the same arguments would run with, and where each value comes from.",
      "Secrets are hidden."
    })
final class ConfigPrint implements Runnable {

  private final Terminal terminal;

  @Mixin private BrokerOptions options = new BrokerOptions();
  @Mixin private ListingOptions listing = new ListingOptions();

  @Option(names = "--changed", description = "leaves out what has its default")
  private boolean changed;

  ConfigPrint(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void run() {
    ServerProperties properties = options.properties();
    BrokerConfig config = BrokerConfig.of(properties.values());
    Map<String, ServerProperties.Entry> given = new TreeMap<>(properties.entries());
    Listing values = new Listing("key", "value", "source");
    for (ConfigEntry entry : config.entries()) {
      ServerProperties.Entry said = given.remove(entry.name());
      if (said != null || !changed) {
        String source = said == null ? "default" : said.origin();
        values.add(entry.name(), shown(entry, said), source);
      }
    }
    // Keys of the store and the transport, which check them when they open.
    given.forEach((key, said) -> values.add(key, said.shown(key), said.origin()));
    values.print(terminal, listing.format());
  }

  private static @Nullable String shown(ConfigEntry entry, ServerProperties.@Nullable Entry said) {
    boolean hidden = entry.sensitive() && (entry.value() != null || said != null);
    return hidden ? Password.HIDDEN : entry.value();
  }
}
