package dev.klamm.server;

import dev.klamm.server.terminal.Terminal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Writes a script with which a shell completes commands and options. */
@Command(
    name = "completion",
    mixinStandardHelpOptions = true,
    description = {
      "Writes a completion script for bash and zsh.",
      "To use it in this shell: source <(klamm completion)"
    })
final class CompletionCommand implements Runnable {

  private final Terminal terminal;

  @Spec private @Nullable CommandSpec spec;

  CompletionCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void run() {
    CommandSpec root = Objects.requireNonNull(spec).root();
    terminal.println(AutoComplete.bash(root.name(), root.commandLine()));
  }
}
