package dev.klamm.server;

import picocli.CommandLine.Command;

/** Gathers the commands about a broker's configuration. */
@Command(
    name = "config",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Shows a broker's configuration, and explains its keys.",
    subcommands = {ConfigPrint.class, ConfigDescribe.class})
final class ConfigCommand {}
