package dev.klamm.protocol.generator;

import java.util.List;
import java.util.regex.Pattern;

/** The types that message classes may name, in the order of their imports. */
final class Imports {
  static final List<String> ALL =
      List.of(
          "dev.klamm.api.cluster.Uuid",
          "dev.klamm.api.record.RecordsView",
          "dev.klamm.protocol.ApiMessage",
          "dev.klamm.protocol.MessageReader",
          "dev.klamm.protocol.MessageWriter",
          "dev.klamm.protocol.RawTaggedField",
          "dev.klamm.protocol.RecordsContent",
          "dev.klamm.protocol.UnsupportedFieldException",
          "java.nio.ByteBuffer",
          "java.util.ArrayList",
          "java.util.List",
          "java.util.Objects",
          "org.jspecify.annotations.Nullable");

  private Imports() {}

  static boolean isUsed(String type, String body) {
    String simple = type.substring(type.lastIndexOf('.') + 1);
    return Pattern.compile("(?<![\\w.\"])" + simple + "(?!\\w)").matcher(body).find();
  }
}
