package dev.klamm.server.transaction;

import dev.klamm.api.admin.Admin;
import dev.klamm.api.admin.DescribeTransactionsResult;
import dev.klamm.api.admin.TransactionDescription;
import dev.klamm.server.terminal.ConnectionOptions;
import dev.klamm.server.terminal.Listing;
import dev.klamm.server.terminal.ListingOptions;
import dev.klamm.server.terminal.Outcome;
import dev.klamm.server.terminal.Terminal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Describes transactional ids. */
@Command(
    name = "describe",
    mixinStandardHelpOptions = true,
    description = "Shows who uses transactional ids, and what is open.")
final class TransactionDescribe implements Runnable {

  private final Terminal terminal;

  @Mixin private ConnectionOptions connection = new ConnectionOptions();
  @Mixin private ListingOptions listing = new ListingOptions();

  @Parameters(arity = "1..*", paramLabel = "ID", description = "which")
  private List<String> ids = new ArrayList<>();

  TransactionDescribe(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void run() {
    Listing all =
        new Listing(
            "transactionalId",
            "coordinator",
            "producerId",
            "producerEpoch",
            "state",
            "timeoutMs",
            "since",
            "partitions");
    try (Admin admin = connection.admin()) {
      DescribeTransactionsResult described = admin.describeTransactions(ids);
      for (String id : ids) {
        TransactionDescription one = Outcome.of(described.description(id));
        all.add(
            id,
            one.coordinatorId(),
            one.producerId(),
            one.producerEpoch(),
            one.state(),
            one.transactionTimeoutMs(),
            since(one),
            one.topicPartitions().stream().map(Object::toString).sorted().toList());
      }
    }
    all.print(terminal, listing.format());
  }

  private static @Nullable Instant since(TransactionDescription one) {
    return one.transactionStartTimeMs().isPresent()
        ? Instant.ofEpochMilli(one.transactionStartTimeMs().getAsLong())
        : null;
  }
}
