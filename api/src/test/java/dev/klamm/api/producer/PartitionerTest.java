package dev.klamm.api.producer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.klamm.api.error.ConfigException;
import dev.klamm.api.error.SerializationException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PartitionerTest {
  private static final int STICKY = 5;

  /** Twelve partitions, of which only the given ones are available. */
  private record View(int... availablePartitions) implements PartitionView {
    @Override
    public int count() {
      return 12;
    }

    @Override
    public int availableCount() {
      return availablePartitions.length;
    }

    @Override
    public int available(int index) {
      return availablePartitions[index];
    }

    @Override
    public int sticky() {
      return STICKY;
    }
  }

  private static final PartitionView VIEW = new View(2, 7);

  private static byte[] utf8(String text) {
    return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
  }

  private static int partition(Partitioner partitioner, String key, String value) {
    return partitioner.partition("t", key, utf8(key), value, utf8(value), VIEW);
  }

  @ParameterizedTest
  @CsvSource({
    "'',275646681",
    "35,55100550",
    "f78a,1288432276",
    "e1bbe7,-983584298",
    "28c0450c,-392157833",
    "e43c084f4b,650222576",
    "839dee466d852c,1702911219",
    "be6a61aa9a0c6117,-504298903",
    "545718c30f406cc8e3a188fff11059eb,-1664509478"
  })
  void murmur2MeetsKnownValues(String hex, int expected) {
    assertThat(Murmur2.hash(HexFormat.of().parseHex(hex))).isEqualTo(expected);
  }

  @Test
  void murmur2IsThatOfKafkaForEveryLength() {
    Random random = new Random(3);
    for (int length = 0; length < 300; length++) {
      byte[] data = new byte[length];
      random.nextBytes(data);
      assertThat(Murmur2.hash(data)).isEqualTo(Utils.murmur2(data));
      assertThat(Murmur2.toPartition(Murmur2.hash(data), 7))
          .isEqualTo(Utils.toPositive(Utils.murmur2(data)) % 7);
    }
  }

  @Test
  void murmur2OfAPartIsThatOfItsCopy() {
    byte[] data = utf8("..foobar..");
    assertThat(Murmur2.hash(data, 2, 6))
        .isEqualTo(Murmur2.hash(utf8("foobar")))
        .isEqualTo(-790332482);
  }

  @Test
  void keysGoWhereKafkaPutsThemAndTheRestWhereTheProducerFillsABatch() {
    Partitioner partitioner = new DefaultPartitioner();
    assertThat(partition(partitioner, "foobar", "v"))
        .isEqualTo(Utils.toPositive(Utils.murmur2(utf8("foobar"))) % 12);
    assertThat(partition(partitioner, null, "v")).isEqualTo(STICKY);
    assertThat(partition(new StickyPartitioner(), "foobar", "v")).isEqualTo(STICKY);
  }

  @Test
  void roundRobinDealsToAvailablePartitionsForEachTopicByItself() {
    Partitioner partitioner = new RoundRobinPartitioner();
    assertThat(partition(partitioner, "k", "v")).isEqualTo(2);
    assertThat(partition(partitioner, "k", "v")).isEqualTo(7);
    assertThat(partition(partitioner, "k", "v")).isEqualTo(2);
    assertThat(partitioner.partition("other", null, null, null, null, VIEW)).isEqualTo(2);
  }

  @Test
  void roundRobinDealsToAllIfNoneIsAvailable() {
    Partitioner partitioner = new RoundRobinPartitioner();
    for (int i = 0; i < 24; i++) {
      assertThat(partitioner.partition("t", null, null, null, null, new View())).isEqualTo(i % 12);
    }
  }

  @ParameterizedTest
  @CsvSource({"'',0x811c9dc5", "a,0xe40c292c", "foobar,0xbf9cf968"})
  void fnv1aMeetsThePublishedValues(String text, String hash) {
    assertThat(Fnv1aPartitioner.hash(utf8(text)))
        .isEqualTo(Integer.parseUnsignedInt(hash.substring(2), 16));
  }

  @Test
  void fnv1aTakesTheAbsoluteRemainderOfTheSignedHash() {
    Partitioner partitioner = new Fnv1aPartitioner();
    assertThat(partition(partitioner, "foobar", null)).isEqualTo(Math.abs((int) 0xbf9cf968L % 12));
    assertThat(partition(partitioner, null, null)).isEqualTo(STICKY);
  }

  private static int expected(String content) {
    return Utils.toPositive(Utils.murmur2(utf8(content))) % 12;
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "id       | {\"id\":\"foobar\"}                                       | foobar",
        "id       | ` { \"x\" : [1,{\"id\":2},\"]}\"] , \"id\" : 17 , broken`  | 17",
        "id       | {\"a\":{\"id\":1},\"id\":true}                            | true",
        "a.id     | {\"id\":3,\"a\":{\"b\":{},\"id\":\"x\"}}                  | x",
        "id       | {\"i\\u0064\":\"foo\\u0062ar\"}                          | foobar",
        "id       | {\"id\":\"\\\"\\n\\\\\"}                                 | `\"\n\\`",
        "id       | {\"id\":\"\\ud83d\\udc1f\"}                              | \uD83D\uDC1F",
        "id       | {\"id\":\"\uD83D\uDC1F\"}                                | \uD83D\uDC1F",
        "id       | {\"id\":[1, 2]}                                          | [1, 2]",
        "id       | {\"id\":-1.5e3}                                          | -1.5e3"
      })
  void theContentOfTheFieldDecides(String field, String json, String content) {
    assertThat(partition(new JsonFieldPartitioner(field), "k", json)).isEqualTo(expected(content));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"id\":null}",
        "[1]",
        "17",
        "\"id\"",
        "{\"a\":{\"id\":1}}",
        " { \"x\" : 1 } "
      })
  void withoutTheFieldTheProducerChooses(String json) {
    assertThat(partition(new JsonFieldPartitioner("id"), "k", json)).isEqualTo(STICKY);
    assertThat(partition(new JsonFieldPartitioner("id"), "k", null)).isEqualTo(STICKY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "{\"id",
        "{\"id\"",
        "{\"id\":",
        "{\"id\":}",
        "{\"x\":1 \"id\":2}",
        "{id:1}",
        "{\"id\":\"abc",
        "{\"id\":\"\\",
        "{\"id\":\"\\u12\"}",
        "{\"id\":\"\\uzzzz\"}",
        "{\"id\":[[[",
        "{\"x\":1,}"
      })
  void whatIsNotJsonIsRefusedWithItsPlace(String json) {
    assertThatThrownBy(() -> partition(new JsonFieldPartitioner("id"), "k", json))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("at byte");
  }

  @Test
  void randomBytesNeverDoMoreThanBeRefused() {
    Random random = new Random(11);
    Partitioner partitioner = new JsonFieldPartitioner("a.b");
    byte[] alphabet = utf8("{}[]\",:\\ab1 u");
    for (int i = 0; i < 20_000; i++) {
      byte[] json = new byte[random.nextInt(24)];
      for (int j = 0; j < json.length; j++) {
        json[j] = alphabet[random.nextInt(alphabet.length)];
      }
      try {
        assertThat(partitioner.partition("t", null, null, null, json, VIEW)).isBetween(0, 11);
      } catch (SerializationException e) {
        assertThat(e).hasMessageContaining("not JSON");
      }
    }
  }

  @Test
  void depthCostsNothing() {
    String deep = "{\"x\":" + "[".repeat(200_000) + "]".repeat(200_000) + ",\"id\":\"foobar\"}";
    assertThat(partition(new JsonFieldPartitioner("id"), "k", deep)).isEqualTo(expected("foobar"));
  }

  @Test
  void theFieldComesFromTheSettingsAndMustBeNamed() {
    JsonFieldPartitioner partitioner = new JsonFieldPartitioner();
    assertThatThrownBy(() -> partitioner.configure(Map.of()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("klamm.partitioner.json.field");
    partitioner.configure(Map.of("klamm.partitioner.json.field", "id"));
    assertThat(partition(partitioner, "k", "{\"id\":\"foobar\"}")).isEqualTo(expected("foobar"));
    assertThatThrownBy(() -> new JsonFieldPartitioner("a..b")).hasMessageContaining("'a..b'");
  }
}
