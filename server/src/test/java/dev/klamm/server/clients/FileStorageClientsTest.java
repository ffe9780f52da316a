package dev.klamm.server.clients;

import dev.klamm.core.embedded.Klamm;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** Our clients and our broker over TCP, with file storage. */
final class FileStorageClientsTest extends ClientSuite {
  @TempDir private static Path directory;

  @Override
  Cluster start() {
    return new TcpCluster(Klamm.embedded("klamm:file:" + directory));
  }
}
