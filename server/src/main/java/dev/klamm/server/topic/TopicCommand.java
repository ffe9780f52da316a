package dev.klamm.server.topic;

import picocli.CommandLine.Command;

/** Gathers the commands about topics. */
@Command(
    name = "topic",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Creates, lists, describes, alters and deletes topics.",
    subcommands = {
      TopicCreate.class,
      TopicList.class,
      TopicDescribe.class,
      TopicAlter.class,
      TopicDelete.class
    })
public final class TopicCommand {}
