package dev.klamm.server.terminal;

import dev.klamm.api.admin.Admin;
import dev.klamm.api.admin.AdminSettings;
import dev.klamm.api.consumer.Consumer;
import dev.klamm.api.consumer.ConsumerSettings;
import dev.klamm.api.producer.Producer;
import dev.klamm.api.producer.ProducerSettings;
import dev.klamm.api.serde.ByteArrayDeserializer;
import dev.klamm.api.serde.ByteArraySerializer;
import dev.klamm.core.consumer.KafkaConsumer;
import dev.klamm.core.producer.KafkaProducer;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Which cluster a command works on, and with which client settings. Of a setting said twice, {@code
 * -X} wins over the command's own options, and these over the file.
 */
public final class ConnectionOptions {

  private static final String BOOTSTRAP_SERVERS = "bootstrap.servers";
  private static final String PLAINTEXT = "PLAINTEXT";
  private static final String NEARBY = "localhost:9092";

  /** Someone is waiting in front of the screen, so sooner than Kafka's minute. */
  private static final String SOON_MS = "20000";

  @Option(
      names = {"-b", "--bootstrap-server"},
      paramLabel = "host:port",
      description = "a broker, or several with commas (default: " + NEARBY + ")")
  private @Nullable String bootstrapServer;

  @Option(
      names = "--command-config",
      paramLabel = "file",
      description = "a properties file with settings for the client, as Kafka's tools take it")
  private @Nullable Path file;

  @Option(
      names = {"-X", "--property"},
      paramLabel = "key=value",
      description = "a setting for the client, for example -X client.id=me; may be repeated")
  private Map<String, String> properties = new LinkedHashMap<>();

  /** Connects to administer the cluster. */
  public Admin admin() {
    Map<String, String> settings = settings(Map.of("default.api.timeout.ms", SOON_MS));
    AdminSettings.of(settings);
    reach(settings);
    return Admin.create(settings);
  }

  /** Connects to produce. */
  public Producer<byte[], byte[]> producer(Map<String, String> options) {
    Map<String, String> own = new LinkedHashMap<>();
    own.put("max.block.ms", SOON_MS);
    own.putAll(options);
    Map<String, String> settings = settings(own);
    ProducerSettings checked = ProducerSettings.of(settings);
    reach(settings);
    return new KafkaProducer<>(checked, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** Connects to consume. */
  public Consumer<byte[], byte[]> consumer(Map<String, String> options) {
    Map<String, String> settings = settings(options);
    ConsumerSettings checked = ConsumerSettings.of(settings);
    reach(settings);
    return new KafkaConsumer<>(checked, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /** Addresses as they were given. */
  public String bootstrapServers() {
    return settings(Map.of()).getOrDefault(BOOTSTRAP_SERVERS, NEARBY);
  }

  /** Whether no TLS and no SASL is asked for. */
  public boolean isPlaintext() {
    return settings(Map.of())
        .getOrDefault("security.protocol", PLAINTEXT)
        .equalsIgnoreCase(PLAINTEXT);
  }

  /** All settings of a client. */
  public Map<String, String> settings(Map<String, String> options) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put(BOOTSTRAP_SERVERS, NEARBY);
    settings.putAll(fromFile());
    settings.putAll(options);
    settings.putAll(properties);
    if (bootstrapServer != null) {
      settings.put(BOOTSTRAP_SERVERS, bootstrapServer);
    }
    return settings;
  }

  private static void reach(Map<String, String> settings) {
    Reachability.require(settings.getOrDefault(BOOTSTRAP_SERVERS, NEARBY));
  }

  private Map<String, String> fromFile() {
    Map<String, String> read = new LinkedHashMap<>();
    if (file != null) {
      Properties all = new Properties();
      try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
        all.load(reader);
      } catch (IOException e) {
        throw new IllegalArgumentException(
            "--command-config names " + file + ", which cannot be read: " + IoReason.of(e), e);
      }
      all.stringPropertyNames().forEach(key -> read.put(key, all.getProperty(key).trim()));
    }
    return read;
  }
}
