package dev.klamm.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.klamm.api.consumer.IsolationLevel;
import dev.klamm.api.storage.Batch;
import dev.klamm.api.storage.BatchCursor;
import dev.klamm.api.storage.Durability;
import dev.klamm.api.storage.LogId;
import dev.klamm.api.storage.LogStore;
import dev.klamm.api.storage.PartitionLog;
import dev.klamm.api.storage.StorageBackend;
import dev.klamm.testkit.history.Rule;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** One bug for each thing that is promised: the simulator finds it, and says which promise. */
final class NegativeControlsTest {

  private static final int SEEDS = 1_000;

  private static void finds(Enum<?> invariant, Sabotage bug) {
    StringBuilder others = new StringBuilder();
    for (long seed = 1; seed <= SEEDS; seed++) {
      try {
        Scenario.run(new Simulation(seed), bug);
      } catch (SeedFailure e) {
        if (e.invariants().contains(invariant.name())) {
          return;
        }
        others.append(' ').append(e.invariants());
      }
    }
    assertThat(others.toString())
        .as("what was found in %s seeds", SEEDS)
        .contains(invariant.name());
  }

  private static Sabotage storage(UnaryOperator<LogStore> meddling) {
    return new Sabotage() {
      @Override
      public StorageBackend storage(StorageBackend sound) {
        return new MeddlingStorage(sound, meddling);
      }
    };
  }

  /** As {@link #storage}, with nobody but clients to notice. */
  private static Sabotage unwatched(UnaryOperator<LogStore> meddling) {
    return new Sabotage() {
      @Override
      public StorageBackend storage(StorageBackend sound) {
        return new MeddlingStorage(sound, meddling);
      }

      @Override
      public boolean isBrokerWatched() {
        return false;
      }

      @Override
      public void beforeRest(World world) {
        world.crash();
      }
    };
  }

  /** Says that everything is durable, and makes nothing so. */
  private static final class Boasting extends MeddlingStorage.Store {

    Boasting(LogStore sound) {
      super(sound);
    }

    @Override
    public long durableUpTo(Durability level) {
      return sound.durableUpTo(Durability.NONE);
    }

    @Override
    public void makeDurable(Durability level, long commit) {}
  }

  @Test
  void aStoreThatBoastsLosesWhatWasAcknowledged() {
    finds(Rule.NOT_LOST, unwatched(Boasting::new));
  }

  @Test
  void aStoreThatBoastsShowsWhatIsGoneLater() {
    finds(Rule.READ_STAYS, unwatched(Boasting::new));
  }

  @Test
  void aStoreThatBoastsPutsTwoRecordsAtOneOffset() {
    finds(Rule.NOT_CHANGED, unwatched(Boasting::new));
  }

  @Test
  void aStoreThatBoastsTakesTheHighWatermarkBack() {
    finds(BrokerInvariant.OFFSETS_FORWARD, storage(Boasting::new));
  }

  /** Shows what the log is not, from the second batch on. */
  private static UnaryOperator<LogStore> logs(UnaryOperator<PartitionLog> meddling) {
    return sound ->
        new MeddlingStorage.Store(sound) {
          @Override
          public PartitionLog log(LogId id) {
            return meddling.apply(sound.log(id));
          }
        };
  }

  private static PartitionLog forgetful(PartitionLog sound) {
    return new MeddlingStorage.Log(sound) {
      @Override
      public BatchCursor headers(long from) {
        BatchCursor none = sound.headers(from);
        return new BatchCursor() {
          @Override
          public boolean next() {
            return false;
          }

          @Override
          public ByteBuffer header() {
            return none.header();
          }

          @Override
          public void close() {
            none.close();
          }
        };
      }
    };
  }

  @Test
  void aBrokerThatForgetsWhoWroteWritesTwice() {
    finds(Rule.NOT_DOUBLED, unwatched(logs(NegativeControlsTest::forgetful)));
  }

  @Test
  void aProducerWithoutIdempotenceMixesUpTheOrder() {
    finds(
        Rule.IN_ORDER,
        new Sabotage() {
          @Override
          public Map<String, Object> producerSettings() {
            return Map.of("enable.idempotence", false, "max.in.flight.requests.per.connection", 5);
          }
        });
  }

  @Test
  void aRecordThatNobodySentIsNoticed() {
    finds(
        Rule.NOT_INVENTED,
        new Sabotage() {
          @Override
          public long written(long id) {
            return id % 7 == 0 ? -id - 1 : id;
          }
        });
  }

  @Test
  void aReaderThatGoesBackIsNoticed() {
    finds(
        Rule.READ_FORWARD,
        new Sabotage() {
          @Override
          public boolean goesBackAfter(long offset) {
            return offset == 5;
          }
        });
  }

  @Test
  void aReaderThatLeavesARecordOutIsNoticed() {
    finds(
        Rule.READ_ALL,
        new Sabotage() {
          @Override
          public boolean isSkipped(long offset) {
            return offset == 3;
          }
        });
  }

  private static Sabotage readingEverything() {
    return new Sabotage() {
      @Override
      public boolean isAboutTransactions() {
        return true;
      }

      @Override
      public IsolationLevel isolation(IsolationLevel wanted) {
        return IsolationLevel.READ_UNCOMMITTED;
      }
    };
  }

  @Test
  void aReaderThatSeesAbortedTransactionsIsNoticed() {
    finds(Rule.NO_ABORTED_READ, readingEverything());
  }

  @Test
  void aReaderThatSeesOpenTransactionsIsNoticed() {
    finds(Rule.NO_OPEN_READ, readingEverything());
  }

  @Test
  void aTransactionOfWhichAPartCannotBeReadIsNoticed() {
    finds(
        Rule.TRANSACTION_WHOLE,
        new Sabotage() {
          @Override
          public boolean isAboutTransactions() {
            return true;
          }

          @Override
          public boolean isHidden(String topic, long offset) {
            return topic.equals(TransactionActor.OUTPUT) && offset % 5 == 0;
          }
        });
  }

  @Test
  void anInputThatIsTransformedTwiceIsNoticed() {
    finds(
        Rule.PROCESSED_ONCE,
        new Sabotage() {
          @Override
          public boolean isAboutTransactions() {
            return true;
          }

          @Override
          public boolean areOffsetsCommitted() {
            return false;
          }
        });
  }

  @Test
  void aMemberThatCommitsBackIsNoticed() {
    finds(
        Rule.OFFSET_FORWARD,
        new Sabotage() {
          @Override
          public long toCommit(long next) {
            return next % 4 == 0 ? next / 2 : next;
          }
        });
  }

  @Test
  void aCommitOfSomethingElseIsNoticed() {
    finds(
        Rule.OFFSET_COMMITTED,
        new Sabotage() {
          @Override
          public long committed(long wanted) {
            return wanted + 1;
          }
        });
  }

  @Test
  void anAssignorThatGivesAPartitionToTwoMembersIsNoticed() {
    finds(
        Rule.ONE_OWNER,
        new Sabotage() {
          @Override
          public Map<String, Object> memberSettings() {
            return Map.of("partition.assignment.strategy", EverythingToEverybody.class.getName());
          }
        });
  }

  @Test
  void aLogThatIsShorterThanWhatCanBeReadIsNoticed() {
    finds(
        BrokerInvariant.OFFSETS_ORDERED,
        storage(
            logs(
                sound ->
                    new MeddlingStorage.Log(sound) {
                      @Override
                      public long endOffset() {
                        return Math.max(startOffset(), sound.endOffset() - 1);
                      }
                    })));
  }

  @Test
  void aGapInALogIsNoticed() {
    finds(
        BrokerInvariant.OFFSETS_DENSE,
        storage(
            logs(
                sound ->
                    new MeddlingStorage.Log(sound) {
                      @Override
                      public BatchCursor headers(long from) {
                        BatchCursor headers = sound.headers(from);
                        headers.next();
                        return headers;
                      }
                    })));
  }

  @Test
  void aStoreThatForgetsWhatGroupsCommittedIsNoticed() {
    finds(BrokerInvariant.SAME_AFTER_RESTART, new ForgettingAtTheEnd());
  }

  /** A store that loses the offsets of groups when it is opened, once all else is over. */
  private static final class ForgettingAtTheEnd implements Sabotage {

    private boolean over;

    @Override
    public StorageBackend storage(StorageBackend sound) {
      over = false;
      return new MeddlingStorage(sound, this::open);
    }

    @Override
    public void beforeRest(World world) {
      over = true;
    }

    private LogStore open(LogStore store) {
      Batch forget = new Batch();
      if (over) {
        store.keyValues().scan(new byte[] {0}, null, (key, value) -> forget(key, forget));
      }
      if (!forget.isEmpty()) {
        store.commit(forget);
      }
      return store;
    }

    private static void forget(byte[] key, Batch forget) {
      String name = new String(key, StandardCharsets.ISO_8859_1);
      if (name.contains("group") && name.contains("topic-0")) {
        forget.delete(key);
      }
    }
  }
}
