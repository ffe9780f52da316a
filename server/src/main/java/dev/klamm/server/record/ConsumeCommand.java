package dev.klamm.server.record;

import dev.klamm.api.cluster.PartitionInfo;
import dev.klamm.api.cluster.TopicPartition;
import dev.klamm.api.consumer.Consumer;
import dev.klamm.server.terminal.CommandFailure;
import dev.klamm.server.terminal.ConnectionOptions;
import dev.klamm.server.terminal.OutputFormat;
import dev.klamm.server.terminal.Terminal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes the records of topics. */
@Command(
    name = "consume",
    mixinStandardHelpOptions = true,
    description = {
      "Writes records to the standard output, and waits for more until it is stopped.",
      "It begins at the end of each partition, with -e at its beginning, or where --offset or the group's committed offset says."
    })
public final class ConsumeCommand implements Runnable {

  private final Terminal terminal;

  @Mixin private ConnectionOptions connection = new ConnectionOptions();

  @Parameters(arity = "1..*", paramLabel = "TOPIC", description = "from which topics")
  private List<String> topics = new ArrayList<>();

  @Option(
      names = "--from-beginning",
      description = "begins with the first record; with --group where nothing is committed yet")
  private boolean fromBeginning;

  @Option(
      names = "--offset",
      paramLabel = "where",
      description =
          "begins at earliest, latest, an offset, -N for the last N records, or @TIME with milliseconds or as in @2026-01-31T12:00:00Z")
  private @Nullable String offset;

  @Option(
      names = {"-p", "--partition"},
      paramLabel = "N",
      split = ",",
      description = "only of these partitions")
  private List<Integer> partitions = new ArrayList<>();

  @Option(
      names = {"-g", "--group"},
      paramLabel = "group",
      description = "as a member of this group, which commits what was written")
  private @Nullable String group;

  @Option(
      names = {"-n", "--max-messages"},
      paramLabel = "N",
      description = "stops after so many records")
  private long maxMessages = Long.MAX_VALUE;

  @Option(
      names = {"-e", "--exit-at-end"},
      description = "stops at the end of what is there")
  private boolean exitAtEnd;

  @Option(names = "--follow", description = "waits for more at the end (as it is by default)")
  private boolean follow;

  @Option(
      names = "--timeout-ms",
      paramLabel = "ms",
      description = "stops when no record came for so long")
  private long timeoutMs = Long.MAX_VALUE;

  @Option(
      names = {"-f", "--format"},
      paramLabel = "format",
      description =
          "how to write a record: %%t topic, %%p partition, %%o offset, %%k key, %%s value, %%h headers, %%T timestamp, %%K and %%S the lengths of key and value, \\n \\t \\xHH")
  private @Nullable String format;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "text|json",
      description =
          "json writes an object to a line, which 'klamm produce -o json' reads (default: ${DEFAULT-VALUE})")
  private OutputFormat output = OutputFormat.TEXT;

  @Option(
      names = "--isolation-level",
      paramLabel = "level",
      description = "read_committed or read_uncommitted (default: read_uncommitted)")
  private @Nullable String isolationLevel;

  ConsumeCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void run() {
    check();
    RecordWriter writer = writer();
    StartOffset start = StartOffset.parse(startText());
    try (Consumer<byte[], byte[]> consumer = connection.consumer(settings())) {
      ConsumeLoop loop =
          new ConsumeLoop(
              consumer,
              writer,
              terminal,
              ConnectionWatch.of(consumer, connection.bootstrapServers(), terminal.err()),
              maxMessages,
              timeoutMs);
      loop.stopOnSignal(
          () -> {
            if (group != null) {
              consumer.subscribe(topics, loop);
            } else {
              assign(consumer, start);
            }
            loop.run(exitAtEnd, group != null);
          });
    }
  }

  private void check() {
    if (exitAtEnd && follow) {
      throw new IllegalArgumentException("--exit-at-end and --follow exclude one another");
    }
    if (fromBeginning && offset != null) {
      throw new IllegalArgumentException("--from-beginning and --offset exclude one another");
    }
    if (group != null && (offset != null || !partitions.isEmpty())) {
      throw new IllegalArgumentException(
          "with --group the group says where to begin and which partitions: leave out --offset and"
              + " --partition, or see 'klamm group reset-offsets --help'");
    }
    if (format != null && output == OutputFormat.JSON) {
      throw new IllegalArgumentException("--format and -o json exclude one another");
    }
  }

  private String startText() {
    if (offset != null) {
      return offset;
    }
    return fromBeginning || exitAtEnd ? "earliest" : "latest";
  }

  private RecordWriter writer() {
    return output == OutputFormat.JSON
        ? new JsonLineWriter()
        : new FormatWriter(format == null ? "%s\\n" : format);
  }

  private void assign(Consumer<?, ?> consumer, StartOffset start) {
    List<TopicPartition> chosen = new ArrayList<>();
    for (String topic : topics) {
      List<Integer> there =
          consumer.partitionsFor(topic).stream().map(PartitionInfo::partition).sorted().toList();
      if (there.isEmpty()) {
        throw new CommandFailure("topic '" + topic + "' does not exist");
      }
      for (int partition : partitions.isEmpty() ? there : partitions) {
        if (!there.contains(partition)) {
          throw new CommandFailure(
              "topic '" + topic + "' has no partition " + partition + ", only " + there);
        }
        chosen.add(new TopicPartition(topic, partition));
      }
    }
    consumer.assign(chosen);
    start.seek(consumer, chosen);
  }

  private Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("enable.auto.commit", "false");
    settings.put("allow.auto.create.topics", "false");
    settings.put("auto.offset.reset", fromBeginning || exitAtEnd ? "earliest" : "latest");
    settings.put("default.api.timeout.ms", "20000");
    if (group != null) {
      settings.put("group.id", group);
    }
    if (isolationLevel != null) {
      settings.put("isolation.level", isolationLevel);
    }
    return settings;
  }
}
