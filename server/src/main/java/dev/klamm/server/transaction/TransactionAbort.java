package dev.klamm.server.transaction;

import dev.klamm.api.admin.AbortTransactionSpec;
import dev.klamm.api.admin.Admin;
import dev.klamm.api.admin.FenceProducersResult;
import dev.klamm.api.admin.ProducerState;
import dev.klamm.api.cluster.TopicPartition;
import dev.klamm.server.terminal.CommandFailure;
import dev.klamm.server.terminal.ConnectionOptions;
import dev.klamm.server.terminal.Outcome;
import dev.klamm.server.terminal.Terminal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Aborts transactions: those of an id by its coordinator, one that hangs where it hangs. */
@Command(
    name = "abort",
    mixinStandardHelpOptions = true,
    description = {
      "Aborts transactions.",
      "By their transactional ids, which fences the producers that use them; or a hanging one in"
          + " its partition, as 'find-hanging' shows it."
    })
final class TransactionAbort implements Runnable {

  private final Terminal terminal;

  @Mixin private ConnectionOptions connection = new ConnectionOptions();

  @Parameters(arity = "0..*", paramLabel = "ID", description = "transactional ids")
  private List<String> ids = new ArrayList<>();

  @ArgGroup(exclusive = false)
  private @Nullable Place place;

  /** Where a transaction hangs. */
  private static final class Place {
    @Option(names = "--topic", paramLabel = "name", required = true, description = "its topic")
    private String topic = "";

    @Option(
        names = "--partition",
        paramLabel = "number",
        required = true,
        description = "its partition")
    private int partition;

    @Option(
        names = "--start-offset",
        paramLabel = "offset",
        required = true,
        description = "where it begins there")
    private long startOffset;
  }

  TransactionAbort(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void run() {
    Place where = place;
    if (ids.isEmpty() == (where == null)) {
      throw new IllegalArgumentException(
          "give either transactional ids, or --topic, --partition and --start-offset");
    }
    try (Admin admin = connection.admin()) {
      if (where == null) {
        fence(admin);
      } else {
        abort(admin, where);
      }
    }
  }

  private void fence(Admin admin) {
    FenceProducersResult result = admin.fenceProducers(ids);
    for (String id : ids) {
      Outcome.of(Objects.requireNonNull(result.fencedProducers().get(id)));
      terminal.println("aborted " + id);
    }
  }

  private void abort(Admin admin, Place where) {
    TopicPartition partition = new TopicPartition(where.topic, where.partition);
    ProducerState producer =
        Outcome.of(admin.describeProducers(List.of(partition)).partitionResult(partition))
            .activeProducers()
            .stream()
            .filter(one -> one.currentTransactionStartOffset().orElse(-1) == where.startOffset)
            .findFirst()
            .orElseThrow(
                () ->
                    new CommandFailure(
                        "no transaction is open in %s that begins at offset %d"
                            .formatted(partition, where.startOffset)));
    AbortTransactionSpec spec =
        new AbortTransactionSpec(
            partition,
            producer.producerId(),
            (short) producer.producerEpoch(),
            producer.coordinatorEpoch().orElse(0));
    Outcome.of(admin.abortTransaction(spec).all());
    terminal.println(
        "aborted the transaction of producer " + producer.producerId() + " in " + partition);
  }
}
