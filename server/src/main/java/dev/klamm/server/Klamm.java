package dev.klamm.server;

import dev.klamm.server.doctor.DoctorCommand;
import dev.klamm.server.group.GroupCommand;
import dev.klamm.server.perf.PerfCommand;
import dev.klamm.server.record.ConsumeCommand;
import dev.klamm.server.record.ProduceCommand;
import dev.klamm.server.terminal.Terminal;
import dev.klamm.server.topic.TopicCommand;
import dev.klamm.server.transaction.TransactionCommand;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** The {@code klamm} command. */
@Command(
    name = "klamm",
    description =
        "A streaming broker compatible with Apache Kafka, and tools for any Kafka cluster.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:done", "1:failed", "2:used wrongly, or a setting is not allowed"},
    footer = {
      "",
      "KLAMM_DEBUG=1 shows stack traces, KLAMM_OPTS holds flags for the JVM.",
      "Completion for bash and zsh: source <(klamm completion)"
    })
public final class Klamm {

  private Klamm() {}

  public static void main(String[] args) {
    if (args.length > 0 && !args[0].equals("server")) {
      // A command's own words are enough: logs are for those who look into it.
      String level = System.getenv("KLAMM_DEBUG") == null ? "warn" : "debug";
      System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", level);
    }
    Terminal terminal = Terminal.system();
    int status = run(terminal, args);
    System.exit(status);
  }

  /** Runs a command, and returns its exit code. */
  static int run(Terminal terminal, String... args) {
    ServerCommand plainServer = PlainServerStart.read(terminal, args);
    if (plainServer != null) {
      return run(plainServer, terminal, args);
    }
    CommandLine command = commandLine(terminal, args);
    int status = command.execute(args);
    try {
      terminal.flush();
      return status;
    } catch (RuntimeException e) {
      int failed = new FailureMessages().report(e, command);
      return status == 0 ? failed : status;
    }
  }

  private static int run(ServerCommand server, Terminal terminal, String... args) {
    try {
      return server.call();
    } catch (Exception e) {
      return new FailureMessages().report(e, commandLine(terminal, args));
    }
  }

  /**
   * All commands, or only the one that is asked for: to describe them all takes longer than to
   * start a broker.
   */
  static CommandLine commandLine(Terminal terminal, String... args) {
    FailureMessages failures = new FailureMessages();
    CommandLine klamm = new CommandLine(new Klamm(), new CommandFactory(terminal));
    Map<String, Class<?>> commands = commands();
    String asked = args.length == 0 ? "" : args[0];
    commands.forEach(
        (name, type) -> {
          if (name.equals(asked) || !commands.containsKey(asked)) {
            klamm.addSubcommand(name, type);
          }
        });
    klamm
        .addSubcommand("completion", CompletionCommand.class)
        .addSubcommand("help", HelpCommand.class);
    tellVersion(klamm);
    return klamm
        .setOut(terminal.textOut())
        .setErr(terminal.textErr())
        .setExecutionExceptionHandler(failures)
        .setParameterExceptionHandler(failures)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpAutoWidth(true);
  }

  /** Every command has {@code --version}, and all have the same. */
  private static void tellVersion(CommandLine command) {
    for (CommandLine sub : command.getSubcommands().values()) {
      sub.getCommandSpec().versionProvider(new Version());
      tellVersion(sub);
    }
  }

  private static Map<String, Class<?>> commands() {
    Map<String, Class<?>> commands = new LinkedHashMap<>();
    commands.put("server", ServerCommand.class);
    commands.put("topic", TopicCommand.class);
    commands.put("produce", ProduceCommand.class);
    commands.put("consume", ConsumeCommand.class);
    commands.put("group", GroupCommand.class);
    commands.put("transaction", TransactionCommand.class);
    commands.put("config", ConfigCommand.class);
    commands.put("perf", PerfCommand.class);
    commands.put("doctor", DoctorCommand.class);
    return commands;
  }
}
