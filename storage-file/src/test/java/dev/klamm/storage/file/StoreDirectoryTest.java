package dev.klamm.storage.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.klamm.api.storage.LogStore;
import dev.klamm.api.storage.StorageException;
import dev.klamm.api.storage.StoreLockedException;
import dev.klamm.api.storage.UnsupportedFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreDirectoryTest {

  @TempDir Path directory;

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(p -> p.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void aSecondStoreObjectIsRefusedAndTheFirstKeepsItsLock() {
    try (LogStore store = Fixture.open(directory)) {
      for (int i = 0; i < 2; i++) {
        assertThatThrownBy(() -> Fixture.open(directory))
            .isInstanceOf(StoreLockedException.class)
            .hasMessageContaining(directory.toString())
            .hasMessageContaining("process " + ProcessHandle.current().pid());
      }
      assertThat(store.epoch()).isZero();
    }
    Fixture.open(directory).close();
  }

  @Test
  void aLogDirectoryOfApacheKafkaIsRefusedUntouched() throws IOException {
    Files.writeString(directory.resolve("meta.properties"), "version=1");
    Files.createDirectory(directory.resolve("topic-0"));
    assertThatThrownBy(() -> Fixture.open(directory))
        .isInstanceOf(UnsupportedFormatException.class)
        .hasMessageContaining("Apache Kafka");
    assertThat(names()).containsExactly("meta.properties", "topic-0");
  }

  @Test
  void aDirectoryWithOtherThingsIsRefusedUntouched() throws IOException {
    Files.writeString(directory.resolve("letters.txt"), "dear");
    assertThatThrownBy(() -> Fixture.open(directory))
        .isInstanceOf(UnsupportedFormatException.class)
        .hasMessageContaining("letters.txt");
    assertThat(names()).containsExactly("letters.txt");
  }

  @Test
  void aNewerFormatIsRefusedUntouched() throws IOException {
    Fixture.open(directory).close();
    Path meta = directory.resolve(StoreDirectory.META);
    Files.writeString(meta, Files.readString(meta).replace("version 1", "version 2"));
    List<String> before = names();
    assertThatThrownBy(() -> Fixture.open(directory))
        .isInstanceOf(UnsupportedFormatException.class)
        .hasMessageContaining("version 2")
        .hasMessageContaining("knows version 1");
    assertThat(names()).isEqualTo(before);
  }

  @Test
  void aFileInThePlaceOfTheDirectoryIsNamed() throws IOException {
    Path file = Files.writeString(directory.resolve("f"), "");
    assertThatThrownBy(() -> Fixture.open(file))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining(file.toString());
  }

  @Test
  void whatAnUnfinishedCreationLeftIsNoObstacle() throws IOException {
    Files.writeString(directory.resolve(StoreLock.LOCK_FILE), "");
    Files.writeString(directory.resolve("meta.tmp"), "klamm fi");
    Fixture.open(directory).close();
    assertThat(names()).contains(StoreDirectory.META).doesNotContain("meta.tmp");
  }

  @Test
  void theProviderIsFoundAndReadsAddressOrKafkasKeys() {
    FileStorageProvider provider =
        ServiceLoader.load(dev.klamm.api.storage.StorageProvider.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(FileStorageProvider.class::isInstance)
            .map(FileStorageProvider.class::cast)
            .findAny()
            .orElseThrow();
    assertThat(provider.name()).isEqualTo("file");
    FileStorage byAddress =
        (FileStorage)
            provider.backend("/a", Map.of("log.dirs", "/b", "klamm.file.journal.bytes", "1048576"));
    assertThat(byAddress.settings().directory()).isEqualTo(Path.of("/a"));
    assertThat(byAddress.settings().journalFileBytes()).isEqualTo(1048576);
    FileStorage byKey =
        (FileStorage) provider.backend("", Map.of("log.dirs", "/b", "log.dir", "/c"));
    assertThat(byKey.settings().directory()).isEqualTo(Path.of("/b"));
  }

  @Test
  void badSettingsAreNamedWithWhatIsAllowed() {
    FileStorageProvider provider = new FileStorageProvider();
    assertThatThrownBy(() -> provider.backend("", Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("log.dirs");
    assertThatThrownBy(() -> provider.backend("", Map.of("log.dirs", "/a,/b")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("one directory");
    assertThatThrownBy(() -> provider.backend("/a", Map.of("klamm.file.journal.bytes", "12")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("klamm.file.journal.bytes")
        .hasMessageContaining("65536");
    assertThatThrownBy(() -> provider.backend("/a", Map.of("klamm.file.tail.cache.bytes", "8m")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'8m'");
  }
}
