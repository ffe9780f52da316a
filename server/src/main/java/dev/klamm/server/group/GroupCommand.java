package dev.klamm.server.group;

import picocli.CommandLine.Command;

/** Gathers the commands about consumer groups. */
@Command(
    name = "group",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Lists and describes consumer groups, and moves or deletes their offsets.",
    subcommands = {
      GroupList.class,
      GroupDescribe.class,
      GroupResetOffsets.class,
      GroupDelete.class,
      GroupDeleteOffsets.class
    })
public final class GroupCommand {}
