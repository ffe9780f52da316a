package dev.klamm.server.record;

import dev.klamm.api.producer.Producer;
import dev.klamm.api.record.Header;
import dev.klamm.api.record.RecordHeader;
import dev.klamm.server.terminal.CommandFailure;
import dev.klamm.server.terminal.ConnectionOptions;
import dev.klamm.server.terminal.IoReason;
import dev.klamm.server.terminal.OutputFormat;
import dev.klamm.server.terminal.Terminal;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Produces the lines of its input. */
@Command(
    name = "produce",
    mixinStandardHelpOptions = true,
    description = {
      "Produces each line of the standard input as a record.",
      "With -o json a line is {\"topic\", \"partition\", \"timestamp\", \"key\", \"value\", \"headers\": [{\"key\", \"value\"}]}, all of them optional, as 'klamm consume -o json' writes it. Binary is {\"base64\": \"...\"}; other JSON in place of text is taken as its text."
    })
public final class ProduceCommand implements Runnable {

  private static final long PROGRESS_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final int LINES_PER_LOOK = 512;

  private final Terminal terminal;
  private final Deliveries deliveries = new Deliveries();

  @Mixin private ConnectionOptions connection = new ConnectionOptions();

  @Parameters(
      arity = "0..1",
      paramLabel = "TOPIC",
      description = "to which topic; with -o json the lines may say it")
  private @Nullable String topic;

  @Option(
      names = {"-k", "--key-separator"},
      paramLabel = "text",
      description = "a line is a key, this and a value; \\t is a tab")
  private @Nullable String keySeparator;

  @Option(
      names = {"-H", "--header", "--headers"},
      paramLabel = "key=value",
      split = ",",
      description = "a header for every record; may be repeated")
  private List<String> headers = new ArrayList<>();

  @Option(
      names = {"-p", "--partition"},
      paramLabel = "N",
      description = "to which partition (default: by the key)")
  private @Nullable Integer partition;

  @Option(
      names = "--null",
      paramLabel = "text",
      description = "a key or value of this text is null")
  private @Nullable String nothing;

  @Option(
      names = {"-z", "--compression"},
      paramLabel = "codec",
      description = "none, gzip, snappy, lz4 or zstd")
  private @Nullable String compression;

  @Option(names = "--acks", paramLabel = "N", description = "0, 1 or all (default: all)")
  private @Nullable String acks;

  @Option(
      names = {"-o", "--input"},
      paramLabel = "text|json",
      description = "what the lines are: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
  private OutputFormat format = OutputFormat.TEXT;

  @Option(
      names = "--file",
      paramLabel = "file",
      description = "reads from a file instead of the standard input")
  private @Nullable Path file;

  @Option(
      names = {"-q", "--quiet"},
      description = "writes no progress and no summary")
  private boolean quiet;

  private long nextProgress = System.nanoTime() + PROGRESS_NANOS;

  ProduceCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void run() {
    LineParser parser = parser();
    LineReader lines = null;
    try (InputStream in = file == null ? terminal.in() : Files.newInputStream(file);
        Producer<byte[], byte[]> producer = connection.producer(settings())) {
      lines = new LineReader(in);
      if (topic != null) {
        checkPartition(topic, producer.partitionsFor(topic).size());
      }
      send(lines, parser, producer);
    } catch (IOException e) {
      String from = file == null ? "the standard input" : file.toString();
      throw new CommandFailure("cannot read " + from + ": " + IoReason.of(e), e);
    } finally {
      if (lines != null) {
        summarize();
      }
    }
    if (deliveries.failed() > 0) {
      throw failure();
    }
  }

  /** A client waits long for a partition that is not there, since it may be added. */
  private void checkPartition(String name, int partitions) {
    if (partition != null && (partition < 0 || partition >= partitions)) {
      throw new CommandFailure(
          "topic '"
              + name
              + "' has no partition "
              + partition
              + ", only "
              + (partitions == 1 ? "0" : "0 to " + (partitions - 1)));
    }
  }

  private void send(LineReader lines, LineParser parser, Producer<byte[], byte[]> producer)
      throws IOException {
    for (byte[] line = lines.next(); line != null; line = lines.next()) {
      try {
        producer.send(parser.parse(line), deliveries);
      } catch (IllegalArgumentException e) {
        throw new CommandFailure("line " + lines.lines() + ": " + e.getMessage(), e);
      }
      if (lines.lines() % LINES_PER_LOOK == 0) {
        showProgress();
      }
    }
  }

  private void showProgress() {
    if (!quiet && System.nanoTime() - nextProgress >= 0) {
      nextProgress += PROGRESS_NANOS;
      terminal.err().println("klamm: " + deliveries.delivered() + " records so far");
    }
  }

  private void summarize() {
    if (!quiet) {
      terminal.err().println("klamm: produced " + records(deliveries.delivered()));
    }
  }

  private CommandFailure failure() {
    Exception first = deliveries.firstFailure();
    String why = first == null ? "" : "; the first: " + first.getMessage();
    String were = deliveries.failed() == 1 ? " was" : " were";
    return new CommandFailure(records(deliveries.failed()) + were + " not produced" + why, first);
  }

  private static String records(long count) {
    return count == 1 ? "1 record" : count + " records";
  }

  private LineParser parser() {
    if (format == OutputFormat.JSON) {
      if (keySeparator != null || nothing != null) {
        throw new IllegalArgumentException(
            "with -o json the lines say what is key and null: leave out --key-separator and --null");
      }
      return new JsonLineParser(topic, partition, parsedHeaders());
    }
    if (topic == null) {
      throw new IllegalArgumentException("TOPIC is missing: only with -o json can lines say it");
    }
    byte[] separator = keySeparator == null ? null : Escapes.bytes(keySeparator);
    if (separator != null && separator.length == 0) {
      throw new IllegalArgumentException("--key-separator is empty, it must be some text");
    }
    byte[] none = nothing == null ? null : nothing.getBytes(StandardCharsets.UTF_8);
    return new TextParser(topic, partition, parsedHeaders(), separator, none);
  }

  private List<Header> parsedHeaders() {
    List<Header> parsed = new ArrayList<>();
    for (String header : headers) {
      int equals = header.indexOf('=');
      if (equals <= 0) {
        throw new IllegalArgumentException("--header takes key=value, not '" + header + "'");
      }
      byte[] value = header.substring(equals + 1).getBytes(StandardCharsets.UTF_8);
      parsed.add(new RecordHeader(header.substring(0, equals), value));
    }
    return parsed;
  }

  /** Reading waits for the broker rather than failing what does not fit into the buffer. */
  private Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("klamm.producer.buffer.full", "wait");
    if (compression != null) {
      settings.put("compression.type", compression);
    }
    if (acks != null) {
      settings.put("acks", acks);
      if (!acks.equals("all") && !acks.equals("-1")) {
        settings.put("enable.idempotence", "false");
      }
    }
    return settings;
  }
}
