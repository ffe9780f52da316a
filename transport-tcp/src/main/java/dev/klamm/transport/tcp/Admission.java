package dev.klamm.transport.tcp;

import dev.klamm.api.transport.ListenerLimits;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;

/** Counts the open connections of a listener against its limits. Any thread may call it. */
final class Admission {

  private final ListenerLimits limits;
  private final Map<InetAddress, Integer> openByAddress = new HashMap<>();
  private int open;

  Admission(ListenerLimits limits) {
    this.limits = limits;
  }

  /** True when there is room; then {@link #leave} must follow. */
  synchronized boolean enter(InetAddress remote) {
    if (open >= limits.maxConnections()
        || openByAddress.getOrDefault(remote, 0) >= limits.maxConnectionsPerIp()) {
      return false;
    }
    open++;
    openByAddress.merge(remote, 1, Integer::sum);
    return true;
  }

  synchronized void leave(InetAddress remote) {
    open--;
    openByAddress.computeIfPresent(remote, (address, count) -> count == 1 ? null : count - 1);
  }
}
