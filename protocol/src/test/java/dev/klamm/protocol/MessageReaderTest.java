package dev.klamm.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.klamm.api.cluster.Uuid;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class MessageReaderTest {

  @Test
  void numbersAreBigEndian() {
    MessageReader in = in("ff 8001 8001 80000001 80000001 8000000000000001 3ff8000000000000 02");

    assertThat(in.readInt8("f")).isEqualTo((byte) -1);
    assertThat(in.readInt16("f")).isEqualTo((short) -32767);
    assertThat(in.readUint16("f")).isEqualTo(0x8001);
    assertThat(in.readInt32("f")).isEqualTo(-0x7fff_ffff);
    assertThat(in.readUint32("f")).isEqualTo(0x8000_0001L);
    assertThat(in.readInt64("f")).isEqualTo(-0x7fff_ffff_ffff_ffffL);
    assertThat(in.readFloat64("f")).isEqualTo(1.5);
    assertThat(in.readBool("f")).isTrue();
    in.checkEnd("the test");
  }

  @Test
  void aLittleEndianBufferIsRefused() {
    ByteBuffer buffer = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN);

    assertThatIllegalArgumentException().isThrownBy(() -> new MessageReader(buffer));
  }

  @Test
  void readingAdvancesTheBufferItself() {
    ByteBuffer buffer = ByteBuffer.wrap(new byte[6]).position(1);
    new MessageReader(buffer).readInt32("f");

    assertThat(buffer.position()).isEqualTo(5);
  }

  @Test
  void theZeroUuidIsTheConstant() {
    assertThat(in("00".repeat(16)).readUuid("f")).isSameAs(Uuid.ZERO);
    assertThat(in("00".repeat(15) + "01").readUuid("f")).isEqualTo(new Uuid(0, 1));
  }

  @Test
  void bytesAreASliceOfTheBuffer() {
    ByteBuffer buffer = ByteBuffer.wrap(HexFormat.of().parseHex("03010203"));
    ByteBuffer bytes = new MessageReader(buffer).readBytes("f", true);
    buffer.put(1, (byte) 9);

    assertThat(bytes).isEqualTo(ByteBuffer.wrap(new byte[] {9, 2}));
  }

  @Test
  void textIsReadFromDirectBuffersToo() {
    ByteBuffer direct = ByteBuffer.allocateDirect(4).put(new byte[] {0, 2, 'h', 'i'}).flip();

    assertThat(new MessageReader(direct).readString("f", false)).isEqualTo("hi");
  }

  @Test
  void textThatIsNoUtf8IsReadWithReplacements() {
    assertThat(in("03 61ff").readString("f", true)).isEqualTo("a\ufffd");
  }

  @Test
  void nullHasItsOwnLength() {
    assertThat(in("00").readNullableString("f", true)).isNull();
    assertThat(in("ffff").readNullableString("f", false)).isNull();
    assertThat(in("00").readNullableBytes("f", true)).isNull();
    assertThat(in("ffffffff").readNullableRecords("f", false)).isNull();
    assertThat(in("ffffffff").readNullableArrayLength("f", false, 1)).isEqualTo(-1);
  }

  @Test
  void nullIsRefusedWhereItIsNotAllowed() {
    refused(() -> in("00").readString("f", true), "f is null, which is not allowed (at byte 1)");
    refused(() -> in("ffffffff").readBytes("f", false), "f is null");
    refused(() -> in("00").readArrayLength("f", true, 1), "f is null");
  }

  @Test
  void lengthsBelowMinusOneAreRefused() {
    refused(() -> in("fffe").readNullableString("f", false), "f has the length -2");
    refused(() -> in("80000000").readNullableBytes("f", false), "f has the length -2147483648");
    refused(() -> in("fffffffe").readNullableArrayLength("f", false, 1), "f has the length -2");
  }

  @Test
  void lengthsBeyondTheBytesThereAreRefused() {
    refused(() -> in("00").readInt16("f"), "f needs 2 bytes, but only 1 are left (at byte 0)");
    refused(() -> in("0003 6161").readString("f", false), "f needs 3 bytes, but only 2 are left");
    refused(() -> in("7fffffff 00").readBytes("f", false), "f needs 2147483647 bytes");
    refused(() -> in("04 0102").readRecords("f", true), "f needs 3 bytes");
  }

  @Test
  void stringsAboveTheLimitAreRefused() {
    refused(
        () -> in("818002" + "61".repeat(32768)).readString("f", true),
        "f has 32768 bytes, more than 32767");
    assertThat(in("808002" + "61".repeat(32767)).readString("f", true)).hasSize(32767);
  }

  @Test
  void arraysThatTheBytesCannotHoldAreRefused() {
    refused(
        () -> in("00000002 00000000000000").readArrayLength("f", false, 4),
        "f has 2 elements, but only 7 bytes follow");
    refused(() -> in("7fffffff 00").readArrayLength("f", false, 1), "more than 1000000");
    refused(() -> in("03 00").readArrayLength("f", true, 1), "f has 2 elements");
  }

  @Test
  void arraysAboveTheLimitAreRefusedHoweverManyBytesFollow() {
    ByteBuffer big = ByteBuffer.allocate(1_000_010).putInt(0, 1_000_001);
    refused(
        () -> new MessageReader(big).readArrayLength("f", false, 1),
        "f has 1000001 elements, more than 1000000");
    big.clear().putInt(0, 1_000_000);
    assertThat(new MessageReader(big).readArrayLength("f", false, 1)).isEqualTo(1_000_000);
  }

  @Test
  void varintsAreReadUpToTheirWidth() {
    assertThat(in("ac02").readUnsignedVarint("f")).isEqualTo(300);
    assertThat(in("ffffffff07").readUnsignedVarint("f")).isEqualTo(Integer.MAX_VALUE);
    assertThat(in("ffffffff0f").readVarint("f")).isEqualTo(Integer.MIN_VALUE);
    assertThat(in("ffffffffffffffffff01").readVarlong("f")).isEqualTo(Long.MIN_VALUE);
  }

  @Test
  void varintsBeyondTheirWidthAreRefused() {
    refused(() -> in("ffffffff0f").readUnsignedVarint("f"), "f is the varint 4294967295");
    refused(() -> in("808080808000").readUnsignedVarint("f"), "f is a varint of more than 5 bytes");
    refused(() -> in("ffffffff1f").readVarint("f"), "f is a varint of more than 32 bits");
    refused(() -> in("808080808001").readVarint("f"), "f is a varint of more than 32 bits");
    refused(() -> in("ffffffffffffffffff03").readVarlong("f"), "more than 64 bits");
  }

  @Test
  void tagsMustAscend() {
    refused(
        () -> in("02 0300 0300").readTaggedFields("S"),
        "S has the tag 3 after 3, tags must ascend (at byte 4)");
  }

  @Test
  void taggedFieldsAboveTheLimitAreRefused() {
    refused(() -> in("914e").readTaggedFields("S"), "S has 10001 tagged fields, more than 10000");
  }

  @Test
  void aTaggedFieldMustFitItsSize() {
    refused(
        () -> in("01 0005 01").readTaggedFields("S"),
        "S has 5 bytes under tag 0, but only 1 follow");
    refused(
        () -> {
          MessageReader in = in("02 0102");
          int end = in.readTaggedFieldEnd("S", 0);
          in.readInt8("S.f");
          in.checkTaggedFieldEnd("S.f", end);
        },
        "S.f is off by -1 bytes");
  }

  @Test
  void leftoverBytesAreRefused() {
    refused(() -> in("0001").checkEnd("The frame"), "The frame is followed by 2 more bytes");
  }

  private static MessageReader in(String hex) {
    return new MessageReader(ByteBuffer.wrap(HexFormat.of().parseHex(hex.replace(" ", ""))));
  }

  private static void refused(ThrowingCallable read, String message) {
    assertThatThrownBy(read)
        .isInstanceOf(MalformedMessageException.class)
        .hasMessageContaining(message);
  }
}
