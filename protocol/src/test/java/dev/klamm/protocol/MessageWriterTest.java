package dev.klamm.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.klamm.api.record.BufferRecords;
import dev.klamm.api.record.RecordsView;
import dev.klamm.api.transport.OutboundFrame;
import dev.klamm.protocol.message.FetchResponse;
import dev.klamm.protocol.message.FetchResponse.FetchableTopicResponse;
import dev.klamm.protocol.message.FetchResponse.PartitionData;
import dev.klamm.protocol.message.ListOffsetsRequest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MessageWriterTest {

  @Test
  void recordsGoOutBetweenTheBytesUncopied() {
    RecordsView first = records(2000);
    RecordsView second = records(3000);
    MessageWriter out = new MessageWriter();
    fetchResponse(first, second).write(out, (short) 12);

    List<Object> pieces = pieces(out.finish());

    assertThat(pieces).hasSize(5);
    assertThat(pieces.get(0)).isInstanceOf(ByteBuffer.class);
    assertThat(pieces.get(1)).isSameAs(first);
    assertThat(pieces.get(2)).isInstanceOf(ByteBuffer.class);
    assertThat(pieces.get(3)).isSameAs(second);
    assertThat(pieces.get(4)).isInstanceOf(ByteBuffer.class);
  }

  @Test
  void aFramesSizeCountsRecordsToo() {
    MessageWriter out = new MessageWriter();
    FetchResponse response = fetchResponse(records(2000), records(10));
    response.write(out, (short) 12);
    WireFrame frame = out.finish();

    assertThat(frame.sizeInBytes()).isEqualTo(frame.toBuffer().remaining());
    assertThat(out.size()).isEqualTo(frame.sizeInBytes());
    FetchResponse read = new FetchResponse();
    read.read(new MessageReader(frame.toBuffer()), (short) 12);
    assertThat(read).isEqualTo(response);
  }

  @Test
  void smallRecordsAreCopiedAndClosed() {
    int[] closed = new int[1];
    RecordsView small = new BufferRecords(ByteBuffer.allocate(100), () -> closed[0]++);
    MessageWriter out = new MessageWriter();
    out.writeNullableRecords(small, true);

    assertThat(pieces(out.finish())).singleElement().isInstanceOf(ByteBuffer.class);
    assertThat(closed[0]).isEqualTo(1);
  }

  @Test
  void releasingTheFrameClosesItsRecords() {
    int[] closed = new int[1];
    RecordsView large = new BufferRecords(ByteBuffer.allocate(5000), () -> closed[0]++);
    MessageWriter out = new MessageWriter();
    out.writeNullableRecords(large, true);
    WireFrame frame = out.finish();
    assertThat(closed[0]).isZero();

    frame.release();
    frame.release();

    assertThat(closed[0]).isEqualTo(1);
  }

  @Test
  void aWriterIsFreshAfterReset() {
    MessageWriter out = new MessageWriter(1);
    fetchResponse(records(2000), records(2000)).write(out, (short) 12);
    out.finish().release();
    out.reset();
    out.writeInt16((short) 258);

    assertThat(out.size()).isEqualTo(2);
    assertThat(out.finish().toBuffer()).isEqualTo(ByteBuffer.wrap(new byte[] {1, 2}));
  }

  @Test
  void taggedFieldsOfAnySizeGetTheirSizeBeforeThem() {
    for (int size : new int[] {0, 1, 127, 128, 16_383, 16_384, 2_097_152}) {
      MessageWriter out = new MessageWriter(1);
      int start = out.beginTaggedField(300);
      out.writeBytes(ByteBuffer.allocate(Math.max(0, size - 4)), false);
      out.endTaggedField(start);
      out.writeInt8((byte) 7);

      MessageReader in = new MessageReader(out.finish().toBuffer());
      assertThat(in.readTag("S", -1)).isEqualTo(300);
      int end = in.readTaggedFieldEnd("S", 300);
      in.readBytes("S.f", false);
      in.checkTaggedFieldEnd("S.f", end);
      assertThat(in.readInt8("after")).isEqualTo((byte) 7);
      in.checkEnd("the test");
    }
  }

  @Test
  void taggedFieldsCannotHoldLargeRecords() {
    MessageWriter out = new MessageWriter();
    out.beginTaggedField(0);

    assertThatThrownBy(() -> out.writeNullableRecords(records(5000), true))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void unknownTaggedFieldsMustAscend() {
    List<RawTaggedField> fields = List.of(raw(5), raw(5));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new MessageWriter().writeTaggedFields(fields));
  }

  @Test
  void textIsEncodedAsJavaDoes() {
    Random random = new Random(5);
    for (int round = 0; round < 2000; round++) {
      String text = text(random);
      MessageWriter out = new MessageWriter(1);
      out.writeString("f", text, false);

      byte[] expected = text.getBytes(StandardCharsets.UTF_8);
      ByteBuffer written = out.finish().toBuffer();
      assertThat(written.getShort()).isEqualTo((short) expected.length);
      assertThat(written.slice()).isEqualTo(ByteBuffer.wrap(expected));
    }
  }

  @Test
  void textAboveTheLimitIsRefusedByName() {
    MessageWriter out = new MessageWriter();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> out.writeString("S.f", "\u20ac".repeat(10_923), true))
        .withMessage("S.f has 32769 bytes, more than 32767");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> out.writeString("S.f", "a".repeat(40_000), false));
  }

  @Test
  void unsignedNumbersOutsideTheirRangeAreRefused() {
    MessageWriter out = new MessageWriter();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> out.writeUint16("S.port", 65_536))
        .withMessage("S.port is 65536, must be 0 to 65535");
    assertThatIllegalArgumentException().isThrownBy(() -> out.writeUint16("S.port", -1));
    assertThatIllegalArgumentException().isThrownBy(() -> out.writeUint32("S.n", 1L << 32));
    out.writeUint32("S.n", (1L << 32) - 1);
  }

  @Test
  void varintsComeBackAsTheyWere() {
    long[] values = {0, 1, -1, 63, 64, -64, -65, 8191, 8192, Long.MAX_VALUE, Long.MIN_VALUE};
    for (long value : values) {
      MessageWriter out = new MessageWriter(1);
      out.writeVarlong(value);
      out.writeVarint((int) value);
      out.writeUnsignedVarint((int) value & Integer.MAX_VALUE);
      MessageReader in = new MessageReader(out.finish().toBuffer());

      assertThat(in.readVarlong("f")).isEqualTo(value);
      assertThat(in.readVarint("f")).isEqualTo((int) value);
      assertThat(in.readUnsignedVarint("f")).isEqualTo((int) value & Integer.MAX_VALUE);
      in.checkEnd("the test");
    }
  }

  @Test
  void aBytesFieldKeepsItsPosition() {
    ByteBuffer bytes = ByteBuffer.wrap(new byte[] {1, 2, 3}).position(1);
    MessageWriter out = new MessageWriter();
    out.writeBytes(bytes, true);

    assertThat(bytes.position()).isEqualTo(1);
    assertThat(out.finish().toBuffer()).isEqualTo(ByteBuffer.wrap(new byte[] {3, 2, 3}));
  }

  @Test
  void aFieldThatTheVersionLacksIsRefusedByName() {
    ListOffsetsRequest request = new ListOffsetsRequest().isolationLevel((byte) 1);

    assertThatThrownBy(() -> request.write(new MessageWriter(), (short) 1))
        .isInstanceOf(UnsupportedFieldException.class)
        .hasMessage("ListOffsetsRequest.isolationLevel is set, but version 1 has no such field");
  }

  @Test
  void aVersionThatTheMessageLacksIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ListOffsetsRequest().write(new MessageWriter(), (short) 99))
        .withMessageMatching("ListOffsetsRequest has the versions 1 to \\d+, not 99");
  }

  private static FetchResponse fetchResponse(RecordsView first, RecordsView second) {
    List<PartitionData> partitions =
        List.of(
            new PartitionData().partitionIndex(0).records(first),
            new PartitionData().partitionIndex(1).records(second));
    return new FetchResponse()
        .responses(List.of(new FetchableTopicResponse().topic("t").partitions(partitions)));
  }

  private static RecordsView records(int size) {
    return RecordsView.ofBuffer(ByteBuffer.allocate(size));
  }

  private static RawTaggedField raw(int tag) {
    return new RawTaggedField(tag, ByteBuffer.allocate(1));
  }

  /** Any chars at all, with surrogates alone, swapped and paired. */
  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    int length = random.nextInt(12);
    for (int i = 0; i < length; i++) {
      text.append(
          switch (random.nextInt(4)) {
            case 0 -> (char) random.nextInt(0x80);
            case 1 -> (char) (0xd800 + random.nextInt(0x400));
            case 2 -> (char) (0xdc00 + random.nextInt(0x400));
            default -> (char) random.nextInt(0x10000);
          });
    }
    return text.toString();
  }

  private static List<Object> pieces(OutboundFrame frame) {
    List<Object> pieces = new ArrayList<>();
    frame.writeTo(
        new OutboundFrame.Sink() {
          @Override
          public void write(ByteBuffer bytes) {
            pieces.add(bytes);
          }

          @Override
          public void write(RecordsView records) {
            pieces.add(records);
          }
        });
    return pieces;
  }
}
