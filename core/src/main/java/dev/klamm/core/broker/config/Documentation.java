package dev.klamm.core.broker.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * What Kafka means by the keys that are not honoured, a sentence each. They are many and seldom
 * asked for, so they lie in a resource that is read with the first question.
 */
final class Documentation {

  private static final String RESOURCE = "documentation.properties";
  private static final Properties SENTENCES = read();

  private Documentation() {}

  /** The sentence about a key, or an empty text. */
  static String of(String name) {
    return SENTENCES.getProperty(name, "");
  }

  private static Properties read() {
    Properties sentences = new Properties();
    try (InputStream in = Documentation.class.getResourceAsStream(RESOURCE)) {
      if (in != null) {
        sentences.load(in);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the documentation of keys cannot be read", e);
    }
    return sentences;
  }
}
