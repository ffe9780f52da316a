package dev.klamm.server.doctor;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The request that every broker answers whoever asks: ApiVersions, in its first version. */
record VersionProbe(Map<Integer, Integer> highestVersions) {

  private static final int TIMEOUT_MS = 5_000;
  private static final int LARGEST_ANSWER = 1 << 16;
  private static final int API_VERSIONS = 18;
  private static final int CORRELATION = 0x6b6c616d;
  private static final String CLIENT = "klamm-doctor";

  /** What a Java producer, consumer and admin client with default settings send. */
  private static final Map<Integer, String> NEEDED =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry(0, "Produce"),
              Map.entry(1, "Fetch"),
              Map.entry(2, "ListOffsets"),
              Map.entry(3, "Metadata"),
              Map.entry(8, "OffsetCommit"),
              Map.entry(9, "OffsetFetch"),
              Map.entry(10, "FindCoordinator"),
              Map.entry(11, "JoinGroup"),
              Map.entry(14, "SyncGroup"),
              Map.entry(19, "CreateTopics"),
              Map.entry(22, "InitProducerId")));

  /**
   * @throws IOException when what comes back is no answer to that
   */
  static VersionProbe ask(String host, int port) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, port), TIMEOUT_MS);
      socket.setSoTimeout(TIMEOUT_MS);
      DataOutputStream out = new DataOutputStream(socket.getOutputStream());
      byte[] client = CLIENT.getBytes(StandardCharsets.UTF_8);
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      DataOutputStream frame = new DataOutputStream(bytes);
      frame.writeInt(2 + 2 + 4 + 2 + client.length);
      frame.writeShort(API_VERSIONS);
      frame.writeShort(0);
      frame.writeInt(CORRELATION);
      frame.writeShort(client.length);
      frame.write(client);
      bytes.writeTo(out);
      return read(new DataInputStream(socket.getInputStream()));
    } catch (EOFException e) {
      throw new IOException("it closed the connection", e);
    } catch (SocketTimeoutException e) {
      throw new IOException("it said nothing for " + TIMEOUT_MS + " ms", e);
    }
  }

  private static VersionProbe read(DataInputStream in) throws IOException {
    int size = in.readInt();
    if (size < 10 || size > LARGEST_ANSWER || in.readInt() != CORRELATION) {
      throw new IOException("its answer is not one");
    }
    int error = in.readShort();
    int count = in.readInt();
    if (error != 0 || count < 0 || count > LARGEST_ANSWER / 6) {
      throw new IOException("it answers with the error " + error);
    }
    Map<Integer, Integer> highest = new TreeMap<>();
    for (int i = 0; i < count; i++) {
      int key = in.readShort();
      in.readShort();
      highest.put(key, (int) in.readShort());
    }
    return new VersionProbe(highest);
  }

  String summary() {
    return "it speaks "
        + highestVersions.size()
        + " requests, Produce up to v"
        + highestVersions.getOrDefault(0, -1)
        + " and Fetch up to v"
        + highestVersions.getOrDefault(1, -1);
  }

  boolean isUsable() {
    return highestVersions.keySet().containsAll(NEEDED.keySet());
  }

  List<String> lacking() {
    return NEEDED.entrySet().stream()
        .filter(needed -> !highestVersions.containsKey(needed.getKey()))
        .map(Map.Entry::getValue)
        .toList();
  }
}
