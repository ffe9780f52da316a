package dev.klamm.strangers.tools;

import dev.klamm.strangers.Node;
import dev.klamm.strangers.Stranger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.tools.ConsoleProducer;
import org.apache.kafka.tools.TopicCommand;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** A broker, and commands that are told its address. */
@Stranger("Apache Kafka commands")
abstract class ToolBed {

  static Node node;

  @BeforeAll
  static void start(@TempDir Path directory) {
    node = Node.start(directory);
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  /** Runs a command for the broker. */
  static Command run(Command.Main main, String... arguments) {
    return run("", main, arguments);
  }

  static Command run(String input, Command.Main main, String... arguments) {
    List<String> all = new ArrayList<>();
    all.add("--bootstrap-server");
    all.add(node.bootstrapServers());
    all.addAll(List.of(arguments));
    return Command.run(input, main, all.toArray(String[]::new));
  }

  static String topic(int partitions) {
    String name = node.name("topic");
    run(
            TopicCommand::main,
            "--create",
            "--topic",
            name,
            "--partitions",
            Integer.toString(partitions))
        .succeeded();
    return name;
  }

  /** Writes lines as records, by the console producer. */
  static void produce(String topic, String lines, String... more) {
    List<String> arguments = new ArrayList<>(List.of("--topic", topic));
    arguments.addAll(List.of(more));
    run(lines, ConsoleProducer::main, arguments.toArray(String[]::new)).succeeded();
  }
}
