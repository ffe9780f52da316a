package dev.klamm.api.admin;

import java.util.Collection;
import java.util.Set;

/**
 * Options of {@link Admin#listTransactions(ListTransactionsOptions)}.
 *
 * @since 0.1
 */
public final class ListTransactionsOptions extends AbstractOptions<ListTransactionsOptions> {
  private Set<TransactionState> states = Set.of();
  private Set<Long> producerIds = Set.of();
  private long durationMs = -1;
  private String idPattern = "";

  /** Lists only ids in these states; none stands for all. */
  public ListTransactionsOptions filterStates(Collection<TransactionState> wanted) {
    states = Set.copyOf(wanted);
    return this;
  }

  /** Lists only ids of these producers; none stands for all. */
  public ListTransactionsOptions filterProducerIds(Collection<Long> wanted) {
    producerIds = Set.copyOf(wanted);
    return this;
  }

  /**
   * Lists only what is open for longer than this many milliseconds (KIP-994); negative for all.
   * Brokers before 3.8 refuse it.
   */
  public ListTransactionsOptions filterOnDuration(long ms) {
    durationMs = ms;
    return this;
  }

  /**
   * Lists only ids that match this regular expression as a whole (KIP-1152), in RE2's syntax; empty
   * for all. Brokers before 4.1 refuse it.
   */
  public ListTransactionsOptions filterOnTransactionalIdPattern(String pattern) {
    idPattern = pattern;
    return this;
  }

  public Set<TransactionState> filteredStates() {
    return states;
  }

  public Set<Long> filteredProducerIds() {
    return producerIds;
  }

  /** In milliseconds; negative if it does not matter. */
  public long filteredDuration() {
    return durationMs;
  }

  /** Empty if it does not matter. */
  public String filteredTransactionalIdPattern() {
    return idPattern;
  }
}
