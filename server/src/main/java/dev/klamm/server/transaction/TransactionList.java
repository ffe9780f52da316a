package dev.klamm.server.transaction;

import dev.klamm.api.admin.Admin;
import dev.klamm.api.admin.ListTransactionsOptions;
import dev.klamm.api.admin.TransactionListing;
import dev.klamm.api.admin.TransactionState;
import dev.klamm.server.terminal.ConnectionOptions;
import dev.klamm.server.terminal.Listing;
import dev.klamm.server.terminal.ListingOptions;
import dev.klamm.server.terminal.Outcome;
import dev.klamm.server.terminal.Terminal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists transactional ids. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = "Lists the transactional ids with the states of their transactions.")
final class TransactionList implements Runnable {

  private final Terminal terminal;

  @Mixin private ConnectionOptions connection = new ConnectionOptions();
  @Mixin private ListingOptions listing = new ListingOptions();

  @Option(
      names = "--state",
      paramLabel = "state",
      split = ",",
      description = "only ids in this state, for example Ongoing or Empty; may be repeated")
  private List<String> states = new ArrayList<>();

  @Option(
      names = "--producer-id",
      paramLabel = "id",
      split = ",",
      description = "only ids of this producer; may be repeated")
  private List<Long> producerIds = new ArrayList<>();

  @Option(
      names = {"--duration", "--duration-filter"},
      paramLabel = "ms",
      description = "only what is open for longer than so many milliseconds")
  private long durationMs = -1;

  @Option(
      names = {"--id-pattern", "--transactional-id-pattern"},
      paramLabel = "regex",
      description = "only ids that match a regular expression as a whole")
  private String pattern = "";

  TransactionList(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void run() {
    ListTransactionsOptions options =
        new ListTransactionsOptions()
            .filterStates(wanted())
            .filterProducerIds(producerIds)
            .filterOnDuration(durationMs)
            .filterOnTransactionalIdPattern(pattern);
    Listing ids = new Listing("transactionalId", "coordinator", "producerId", "state");
    try (Admin admin = connection.admin()) {
      Map<TransactionListing, Integer> coordinators = new LinkedHashMap<>();
      Outcome.of(admin.listTransactions(options).allByBrokerId())
          .forEach((broker, found) -> found.forEach(one -> coordinators.put(one, broker)));
      coordinators.keySet().stream()
          .sorted(Comparator.comparing(TransactionListing::transactionalId))
          .forEach(
              one ->
                  ids.add(
                      one.transactionalId(), coordinators.get(one), one.producerId(), one.state()));
    }
    ids.print(terminal, listing.format());
  }

  private List<TransactionState> wanted() {
    List<TransactionState> wanted = new ArrayList<>();
    for (String state : states) {
      TransactionState found = TransactionState.parse(state);
      if (found == TransactionState.UNKNOWN) {
        throw new IllegalArgumentException(
            "--state is '" + state + "', it must be one of " + List.of(TransactionState.values()));
      }
      wanted.add(found);
    }
    return wanted;
  }
}
