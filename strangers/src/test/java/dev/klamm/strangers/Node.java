package dev.klamm.strangers;

import dev.klamm.core.embedded.EmbeddedKlamm;
import dev.klamm.core.embedded.Klamm;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** What strangers talk to: a broker of ours with file storage, over TCP. */
public final class Node implements AutoCloseable {

  /** The address of somebody else's broker, to run the same cases against it. */
  private static final @Nullable String ELSEWHERE = System.getProperty("strangers.bootstrap");

  private final AtomicInteger names = new AtomicInteger();
  private final @Nullable EmbeddedKlamm klamm;
  private final String address;

  private Node(@Nullable EmbeddedKlamm klamm, String address) {
    this.klamm = klamm;
    this.address = address;
  }

  /** Starts a broker, unless the tests are for one that runs already. */
  public static Node start(Path directory) {
    return start(directory, Map.of());
  }

  public static Node start(Path directory, Map<String, String> settings) {
    if (ELSEWHERE != null) {
      return new Node(null, ELSEWHERE);
    }
    Klamm.Builder builder = Klamm.builder().storage("klamm:file:" + directory);
    settings.forEach(builder::set);
    EmbeddedKlamm klamm = builder.start();
    return new Node(klamm, klamm.listen(0).toString());
  }

  /** Whether the broker is one of ours. */
  public static boolean isOurs() {
    return ELSEWHERE == null;
  }

  public String bootstrapServers() {
    return address;
  }

  public int port() {
    return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
  }

  /** A name nobody has used, for a topic, a group or a transactional id. */
  public String name(String prefix) {
    return prefix + "-" + Long.toString(System.nanoTime(), 36) + names.incrementAndGet();
  }

  @Override
  public void close() {
    if (klamm != null) {
      klamm.close();
    }
  }
}
