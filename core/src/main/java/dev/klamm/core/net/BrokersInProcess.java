package dev.klamm.core.net;

/**
 * Finds the brokers of this process by address; found by {@link java.util.ServiceLoader}, since
 * clients know nothing of brokers.
 */
public interface BrokersInProcess {

  /**
   * A runtime whose transport reaches the broker at {@link BootstrapAddresses#IN_PROCESS}. The
   * first to ask for an address starts its broker. Any thread may call it.
   *
   * @param address beginning with {@code klamm:}
   * @throws IllegalArgumentException if there is no such store, naming those that are there
   */
  ClientRuntime connect(String address, String threadPrefix);
}
