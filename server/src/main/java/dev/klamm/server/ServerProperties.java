package dev.klamm.server;

import dev.klamm.api.config.Password;
import dev.klamm.server.terminal.IoReason;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A broker's configuration and where each value comes from: a properties file, then the
 * environment, then {@code --set}; later ones win.
 *
 * <p>In the environment a key is written as Kafka's container images have it: {@code KAFKA_} in
 * front, upper case, a dot as {@code _}, an underscore as {@code __}, a dash as {@code ___}. With
 * {@code _FILE} behind it, the value is read from the file named. {@code KLAMM_} keys work alike,
 * for keys that begin with {@code klamm.}.
 */
final class ServerProperties {

  /** A value and its origin, for people. */
  record Entry(String value, String origin) {

    /** The value unless the key's name says that it is a secret. */
    String shown(String key) {
      return SECRET.matcher(key).find() ? Password.HIDDEN : value;
    }
  }

  private static final Pattern SECRET =
      Pattern.compile("password|secret|credential|jaas|private|token", Pattern.CASE_INSENSITIVE);

  private static final List<String> NOT_KEYS =
      List.of(
          "KAFKA_OPTS",
          "KAFKA_HEAP_OPTS",
          "KAFKA_JVM_PERFORMANCE_OPTS",
          "KAFKA_LOG4J_OPTS",
          "KAFKA_JMX_OPTS",
          "KLAMM_OPTS",
          "KLAMM_DEBUG",
          "KLAMM_HEAP",
          "KLAMM_DIRECT");

  private final Map<String, Entry> entries = new TreeMap<>();

  private ServerProperties() {}

  /**
   * Puts the layers together.
   *
   * @throws IllegalArgumentException when a file cannot be read or a {@code --set} is not {@code
   *     key=value}
   */
  static ServerProperties of(
      @Nullable Path file, Map<String, String> environment, List<String> sets) {
    ServerProperties properties = new ServerProperties();
    if (file != null) {
      properties.addFile(file);
    }
    new TreeMap<>(environment).forEach(properties::addVariable);
    sets.forEach(properties::addSet);
    return properties;
  }

  /** All values by key. */
  Map<String, String> values() {
    Map<String, String> values = new LinkedHashMap<>();
    entries.forEach((key, entry) -> values.put(key, entry.value()));
    return values;
  }

  /** All entries by key. */
  Map<String, Entry> entries() {
    return entries;
  }

  private void addFile(Path file) {
    Properties read = new Properties();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      read.load(reader);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "cannot read the configuration file " + file + ": " + IoReason.of(e), e);
    }
    for (String key : read.stringPropertyNames()) {
      entries.put(key, new Entry(read.getProperty(key).trim(), file.toString()));
    }
  }

  private void addVariable(String variable, String value) {
    boolean own = variable.startsWith("KLAMM_");
    if ((!own && !variable.startsWith("KAFKA_")) || NOT_KEYS.contains(variable)) {
      return;
    }
    boolean fromFile = variable.endsWith("_FILE");
    String name = fromFile ? variable.substring(0, variable.length() - 5) : variable;
    String key = key(own ? name : name.substring("KAFKA_".length()));
    entries.put(
        key,
        new Entry(
            fromFile ? contents(variable, value) : value, "environment variable " + variable));
  }

  /** Three underscores are a dash, two an underscore, one a dot. */
  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT)
        .replace("___", "-")
        .replace("__", "\0")
        .replace('_', '.')
        .replace('\0', '_');
  }

  private static String contents(String variable, String file) {
    try {
      return Files.readString(Path.of(file)).trim();
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "environment variable "
              + variable
              + " names the file "
              + file
              + ", which cannot be read: "
              + IoReason.of(e),
          e);
    }
  }

  private void addSet(String set) {
    int equals = set.indexOf('=');
    if (equals <= 0) {
      throw new IllegalArgumentException("--set takes key=value, not '" + set + "'");
    }
    entries.put(
        set.substring(0, equals).trim(), new Entry(set.substring(equals + 1).trim(), "--set"));
  }
}
