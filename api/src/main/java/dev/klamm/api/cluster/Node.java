package dev.klamm.api.cluster;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One broker, as clients reach it: an id and the address it advertises.
 *
 * <p>Two nodes are equal if all of their parts are; a broker that moved to another port is another
 * {@code Node} with the same id.
 *
 * @since 0.1
 */
public final class Node {
  private static final Node NO_NODE = new Node(-1, "", -1);

  private final int id;
  private final String host;
  private final int port;
  private final @Nullable String rack;
  private final boolean fenced;

  public Node(int id, String host, int port) {
    this(id, host, port, null);
  }

  public Node(int id, String host, int port, @Nullable String rack) {
    this(id, host, port, rack, false);
  }

  /**
   * Builds a node; a fenced one is registered with the cluster but does not serve at the moment.
   */
  public Node(int id, String host, int port, @Nullable String rack, boolean fenced) {
    this.id = id;
    this.host = Objects.requireNonNull(host, "host");
    this.port = port;
    this.rack = rack;
    this.fenced = fenced;
  }

  /** Stands for "no broker": id -1, empty host, port -1. */
  public static Node noNode() {
    return NO_NODE;
  }

  /** Whether this is {@link #noNode()} or an equal of it. */
  public boolean isEmpty() {
    return host.isEmpty() || port < 0;
  }

  /**
   * The broker's id; negative for an address from the bootstrap list whose broker is not known yet.
   */
  public int id() {
    return id;
  }

  public String idString() {
    return Integer.toString(id);
  }

  public String host() {
    return host;
  }

  public int port() {
    return port;
  }

  public boolean hasRack() {
    return rack != null;
  }

  /** The rack or availability zone the broker says it is in, or null if it says none. */
  public @Nullable String rack() {
    return rack;
  }

  public boolean isFenced() {
    return fenced;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Node that
        && id == that.id
        && port == that.port
        && fenced == that.fenced
        && host.equals(that.host)
        && Objects.equals(rack, that.rack);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * id + port) + host.hashCode();
  }

  @Override
  public String toString() {
    return host + ":" + port + " (id: " + id + " rack: " + rack + " isFenced: " + fenced + ")";
  }
}
