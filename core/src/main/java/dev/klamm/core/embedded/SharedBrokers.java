package dev.klamm.core.embedded;

import dev.klamm.core.net.BrokersInProcess;
import dev.klamm.core.net.ClientRuntime;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The brokers behind addresses such as {@code klamm:memory} in {@code bootstrap.servers}: one for
 * each address in a process, so that clients which know nothing of each other meet.
 *
 * <p>A broker on a store that lasts is closed with its last client, and what it stored is there for
 * the next. One in memory stays until {@link Klamm#close(String)}: a consumer may come after the
 * producer has gone.
 *
 * <p>This is the one place with state that all of the process shares, because an address is nothing
 * else.
 */
public final class SharedBrokers implements BrokersInProcess {

  private static final String MEMORY = "klamm:memory";
  private static final Map<String, Shared> OPEN = new HashMap<>();

  /** Guards {@link #OPEN}, and holds up who comes while a broker starts or stops. */
  private static final ReentrantLock LOCK = new ReentrantLock();

  private static final class Shared {
    final EmbeddedKlamm klamm;
    final boolean stays;
    int clients;

    Shared(EmbeddedKlamm klamm, boolean stays) {
      this.klamm = klamm;
      this.stays = stays;
    }
  }

  @Override
  public ClientRuntime connect(String address, String threadPrefix) {
    LOCK.lock();
    try {
      Shared shared = OPEN.computeIfAbsent(address, SharedBrokers::start);
      ClientRuntime own = shared.klamm.runtime(threadPrefix);
      shared.clients++;
      return new ClientRuntime(
          own.transport(), own.loop(), own.random(), () -> release(address, shared, own));
    } finally {
      LOCK.unlock();
    }
  }

  /** Memory may have a name, so that there can be several: {@code klamm:memory:orders}. */
  private static Shared start(String address) {
    boolean inMemory = address.equals(MEMORY) || address.startsWith(MEMORY + ":");
    return new Shared(Klamm.embedded(inMemory ? MEMORY : address), inMemory);
  }

  private static void release(String address, Shared shared, ClientRuntime own) {
    own.close();
    LOCK.lock();
    try {
      shared.clients--;
      if (shared.clients == 0 && !shared.stays && OPEN.remove(address, shared)) {
        shared.klamm.close();
      }
    } finally {
      LOCK.unlock();
    }
  }

  static void close(String address) {
    LOCK.lock();
    try {
      Shared shared = OPEN.remove(address);
      if (shared != null) {
        shared.klamm.close();
      }
    } finally {
      LOCK.unlock();
    }
  }
}
