package dev.klamm.server;

import dev.klamm.api.config.ConfigKey;
import dev.klamm.api.config.Password;
import dev.klamm.core.broker.BrokerSettings;
import dev.klamm.core.broker.config.BrokerConfig;
import dev.klamm.core.broker.config.ConfigEntry;
import dev.klamm.core.broker.config.PartKeys;
import dev.klamm.server.terminal.Listing;
import dev.klamm.server.terminal.ListingOptions;
import dev.klamm.server.terminal.Terminal;
import java.util.ArrayList;
import java.util.List;
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

  @Option(names = "--docs", description = "adds what each key means, and whether it has an effect")
  private boolean docs;

  ConfigPrint(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void run() {
    ServerProperties properties = options.properties();
    BrokerConfig config = BrokerConfig.of(properties.values());
    Map<String, ServerProperties.Entry> given = new TreeMap<>(properties.entries());
    PartKeys parts = PartKeys.load();
    List<String> warnings = new ArrayList<>(config.warnings());
    warnings.addAll(parts.check(properties.values(), storageName(properties.values())));
    Listing values =
        docs
            ? new Listing("key", "value", "source", "documentation")
            : new Listing("key", "value", "source");
    for (ConfigEntry entry : config.entries()) {
      ServerProperties.Entry said = given.remove(entry.name());
      if (said == null && entry.name().equals("node.id")) {
        said = given.remove("broker.id");
      }
      add(values, entry.name(), shown(entry, said), said, entry.documentation());
    }
    for (ConfigKey<?> key : parts.keys()) {
      ServerProperties.Entry said = given.remove(key.name());
      add(values, key.name(), said == null ? key.defaultText() : said.value(), said, key.doc());
    }
    given.forEach((key, said) -> add(values, key, said.shown(key), said, "Not a known key."));
    values.print(terminal, listing.format());
    warnings.forEach(warning -> terminal.err().println("klamm: " + warning));
  }

  private void add(
      Listing values,
      String key,
      @Nullable String value,
      ServerProperties.@Nullable Entry said,
      String documentation) {
    String source = said == null ? "default" : said.origin();
    if (said == null && changed) {
      return;
    }
    if (docs) {
      values.add(key, value, source, documentation);
    } else {
      values.add(key, value, source);
    }
  }

  private static String storageName(Map<String, String> properties) {
    String address = BrokerSettings.of(properties).storageAddress();
    return address.substring(0, Math.max(0, address.indexOf(':')));
  }

  private static @Nullable String shown(ConfigEntry entry, ServerProperties.@Nullable Entry said) {
    boolean hidden = entry.sensitive() && (entry.value() != null || said != null);
    return hidden ? Password.HIDDEN : entry.value();
  }
}
