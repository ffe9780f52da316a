package dev.klamm.server.group;

import dev.klamm.api.admin.Admin;
import dev.klamm.api.admin.KafkaFuture;
import dev.klamm.server.terminal.ConnectionOptions;
import dev.klamm.server.terminal.Outcome;
import dev.klamm.server.terminal.Terminal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Deletes groups with their offsets. */
@Command(
    name = "delete",
    mixinStandardHelpOptions = true,
    description = "Deletes groups without members, with their committed offsets.")
final class GroupDelete implements Runnable {

  private final Terminal terminal;

  @Mixin private ConnectionOptions connection = new ConnectionOptions();

  @Parameters(arity = "1..*", paramLabel = "GROUP", description = "which")
  private List<String> groups = new ArrayList<>();

  GroupDelete(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void run() {
    try (Admin admin = connection.admin()) {
      Map<String, KafkaFuture<@Nullable Void>> deleted =
          admin.deleteConsumerGroups(groups).deletedGroups();
      for (String group : groups) {
        Outcome.of(Objects.requireNonNull(deleted.get(group)));
        terminal.println("deleted " + group);
      }
    }
  }
}
