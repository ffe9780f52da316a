package dev.klamm.server.clients;

import static dev.klamm.server.clients.Rules.done;
import static dev.klamm.server.clients.Rules.read;
import static dev.klamm.server.clients.Rules.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.klamm.api.consumer.Consumer;
import dev.klamm.api.producer.Producer;
import dev.klamm.api.producer.ProducerRecord;
import dev.klamm.api.serde.Serdes;
import dev.klamm.api.transport.Endpoint;
import dev.klamm.api.transport.TransportException;
import dev.klamm.core.embedded.EmbeddedKlamm;
import dev.klamm.core.embedded.Klamm;
import dev.klamm.core.producer.KafkaProducer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What an embedded broker has to do with the world around its process: files and ports. */
final class EmbeddedOutsideTest {
  @TempDir private Path directory;

  private EmbeddedKlamm onFiles(String threads) {
    return Klamm.builder().storage("klamm:file:" + directory).threadPrefix(threads).start();
  }

  private static void send(EmbeddedKlamm klamm, String value) throws Exception {
    try (Producer<String, String> producer = klamm.producer(Serdes.String(), Serdes.String())) {
      done(producer.send(new ProducerRecord<>("hello", value)));
    }
  }

  private static List<String> readOne(EmbeddedKlamm klamm) {
    try (Consumer<String, String> consumer =
        klamm.consumer("group", Serdes.String(), Serdes.String())) {
      consumer.subscribe(List.of("hello"));
      return values(read(consumer, 1));
    }
  }

  @Test
  void filesKeepRecordsAndWhatGroupsHaveRead() throws Exception {
    try (EmbeddedKlamm klamm = onFiles("files")) {
      send(klamm, "first");
      assertThat(readOne(klamm)).containsExactly("first");
    }
    try (EmbeddedKlamm klamm = onFiles("files")) {
      send(klamm, "second");
      assertThat(readOne(klamm)).containsExactly("second");
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void closingLeavesNoThreadNoFileAndNoPort() throws Exception {
    EmbeddedKlamm klamm = onFiles("closing-outside");
    Endpoint outside = klamm.listen(0);
    try (Producer<String, String> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", outside.toString()),
            Serdes.String().serializer(),
            Serdes.String().serializer())) {
      done(producer.send(new ProducerRecord<>("hello", "x")));
    }
    assertThat(openFiles()).isNotEmpty();
    klamm.close();
    assertThat(openFiles()).isEmpty();
    assertThat(threads("closing-outside")).isEmpty();
    assertThatThrownBy(() -> new Socket(outside.host(), outside.port()).close())
        .isInstanceOf(IOException.class);
  }

  private List<Path> openFiles() throws IOException {
    List<Path> open = new ArrayList<>();
    try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
      for (Path descriptor : descriptors.toList()) {
        try {
          Path target = Files.readSymbolicLink(descriptor);
          if (target.startsWith(directory)) {
            open.add(target);
          }
        } catch (NoSuchFileException e) {
          // Closed since the listing, as the listing itself is.
          continue;
        }
      }
    }
    return open;
  }

  private static List<String> threads(String prefix) {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith(prefix))
        .toList();
  }

  @Test
  void severalPortsServeTheSameBroker() throws Exception {
    try (EmbeddedKlamm klamm = Klamm.embedded()) {
      for (Endpoint port : List.of(klamm.listen(0), klamm.listen(0))) {
        try (Producer<String, String> producer =
            new KafkaProducer<>(
                Map.of("bootstrap.servers", port.toString()),
                Serdes.String().serializer(),
                Serdes.String().serializer())) {
          done(producer.send(new ProducerRecord<>("hello", "from " + port.port())));
        }
      }
      try (Consumer<String, String> consumer =
          klamm.consumer("group", Serdes.String(), Serdes.String())) {
        consumer.subscribe(List.of("hello"));
        assertThat(read(consumer, 2)).hasSize(2);
      }
    }
  }

  @Test
  void aPortThatIsTakenIsToldAndHarmsNothing() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        EmbeddedKlamm klamm = Klamm.builder().threadPrefix("taken-port").start()) {
      int before = threads("taken-port").size();
      assertThatThrownBy(() -> klamm.listen(taken.getLocalPort()))
          .isInstanceOf(TransportException.class)
          .hasMessageContaining("" + taken.getLocalPort());
      assertThat(threads("taken-port")).hasSize(before);
      send(klamm, "still there");
      assertThat(readOne(klamm)).containsExactly("still there");
    }
  }
}
