package dev.klamm.server;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** The {@code klamm} command. Exit codes: 0 done, 1 failed, 2 used wrongly. */
@Command(
    name = "klamm",
    description =
        "A streaming broker compatible with Apache Kafka, and tools for any Kafka cluster.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    subcommands = {ServerCommand.class, HelpCommand.class})
public final class Klamm {

  private Klamm() {}

  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Klamm())
        .setExecutionExceptionHandler(new FailureMessages())
        .setCaseInsensitiveEnumValuesAllowed(true);
  }
}
