package dev.klamm.testkit.junit;

import dev.klamm.api.transport.Endpoint;
import dev.klamm.core.embedded.EmbeddedKlamm;
import dev.klamm.core.embedded.Klamm;
import org.jspecify.annotations.Nullable;

/** A broker as an annotation wants it. */
final class TestBroker implements AutoCloseable {

  private final EmbeddedKlamm klamm;
  private @Nullable Endpoint endpoint;

  private TestBroker(EmbeddedKlamm klamm) {
    this.klamm = klamm;
  }

  static TestBroker start(WithKlamm wanted) {
    Klamm.Builder builder = Klamm.builder().storage(wanted.storage()).threadPrefix("klamm-test");
    for (String setting : wanted.settings()) {
      int at = setting.indexOf('=');
      if (at < 1) {
        throw new IllegalArgumentException(
            "@WithKlamm setting '" + setting + "', must be of the form key=value");
      }
      builder.set(setting.substring(0, at).trim(), setting.substring(at + 1).trim());
    }
    EmbeddedKlamm klamm = builder.start();
    try {
      for (String topic : wanted.topics()) {
        create(klamm, topic);
      }
    } catch (RuntimeException e) {
      klamm.close();
      throw e;
    }
    return new TestBroker(klamm);
  }

  private static void create(EmbeddedKlamm klamm, String topic) {
    int at = topic.indexOf(':');
    if (at < 0) {
      klamm.createTopic(topic);
      return;
    }
    try {
      klamm.createTopic(topic.substring(0, at), Integer.parseInt(topic.substring(at + 1)));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "@WithKlamm topic '" + topic + "', must be a name, or name:partitions", e);
    }
  }

  EmbeddedKlamm klamm() {
    return klamm;
  }

  synchronized Endpoint endpoint() {
    if (endpoint == null) {
      endpoint = klamm.listen(0);
    }
    return endpoint;
  }

  @Override
  public void close() {
    klamm.close();
  }
}
