package dev.klamm.server.transaction;

import picocli.CommandLine.Command;

/** Gathers the commands about transactions. */
@Command(
    name = "transaction",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Lists and describes transactions, finds those that hang, and aborts them.",
    subcommands = {
      TransactionList.class,
      TransactionDescribe.class,
      TransactionAbort.class,
      TransactionFindHanging.class
    })
public final class TransactionCommand {}
