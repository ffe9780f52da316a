package dev.klamm.server;

import dev.klamm.server.terminal.Terminal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code klamm server} with its own few arguments in their plain forms, without picocli:
 * describing the command to it takes longer than starting the broker. Whatever is not quite plain,
 * {@code --help} and mistakes above all, is picocli's.
 */
final class PlainServerStart {

  private PlainServerStart() {}

  /** The command as these arguments want it, or null to leave them to picocli. */
  static @Nullable ServerCommand read(Terminal terminal, String... args) {
    if (args.length == 0 || !args[0].equals("server")) {
      return null;
    }
    Path file = null;
    List<String> sets = new ArrayList<>();
    boolean stopWhenReady = false;
    for (int i = 1; i < args.length; i++) {
      if (args[i].equals("--set") && i + 1 < args.length && args[i + 1].indexOf('=') > 0) {
        sets.add(args[++i]);
      } else if (args[i].equals("--stop-when-ready")) {
        stopWhenReady = true;
      } else if (file == null && !args[i].isEmpty() && "-@\"'".indexOf(args[i].charAt(0)) < 0) {
        file = Path.of(args[i]);
      } else {
        return null;
      }
    }
    return new ServerCommand(terminal, new BrokerOptions(file, sets), stopWhenReady);
  }
}
