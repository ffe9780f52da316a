package dev.klamm.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.klamm.api.record.RecordsView;
import dev.klamm.protocol.message.ApiVersionsRequest;
import dev.klamm.protocol.message.ProduceRequest;
import dev.klamm.protocol.message.ProduceRequest.PartitionProduceData;
import dev.klamm.protocol.message.ProduceRequest.TopicProduceData;
import dev.klamm.protocol.message.RequestHeader;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Messages whose bytes were worked out by hand. */
class GoldenBytesTest {

  @Test
  void headerOfVersionTwoKeepsTheOldFormOfTheClientId() {
    RequestHeader header =
        new RequestHeader()
            .requestApiKey((short) 18)
            .requestApiVersion((short) 3)
            .correlationId(7)
            .clientId("ab");

    assertBytes(header, 2, "0012 0003 00000007 0002 6162 00");
  }

  @Test
  void headerOfVersionOneHasNoTaggedFields() {
    RequestHeader header = new RequestHeader().requestApiVersion((short) 3).clientId(null);

    assertBytes(header, 1, "0000 0003 00000000 ffff");
  }

  @Test
  void flexibleVersionsHaveCompactLengths() {
    ApiVersionsRequest request =
        new ApiVersionsRequest().clientSoftwareName("klamm").clientSoftwareVersion("1");

    assertBytes(request, 3, "06 6b6c616d6d 02 31 00");
    assertBytes(new ApiVersionsRequest(), 0, "");
  }

  @Test
  void produceRequestHasItsRecordsInTheOldForm() {
    assertBytes(
        produce(), 3, "ffff ffff 000005dc 00000001 0001 74 00000001 00000004 00000003 010203");
  }

  @Test
  void produceRequestHasItsRecordsInTheCompactForm() {
    assertBytes(produce(), 9, "00 ffff 000005dc 02 02 74 02 00000004 04 010203 00 00 00");
  }

  private static ProduceRequest produce() {
    PartitionProduceData partition =
        new PartitionProduceData()
            .index(4)
            .records(RecordsView.ofBuffer(ByteBuffer.wrap(new byte[] {1, 2, 3})));
    TopicProduceData topic = new TopicProduceData().name("t").partitionData(List.of(partition));
    return new ProduceRequest().acks((short) -1).timeoutMs(1500).topicData(List.of(topic));
  }

  private static void assertBytes(ApiMessage message, int version, String hex) {
    MessageWriter out = new MessageWriter();
    message.write(out, (short) version);
    String written = HexFormat.of().formatHex(out.finish().toBuffer().array());

    assertThat(written).isEqualTo(hex.replace(" ", ""));
  }
}
