package dev.klamm.protocol.generator;

/** The package-info of the generated messages. */
final class PackageInfo {
  static final String TEXT =
      """
      // Generated. Change the generator, not this file.
      /**
       * Kafka's wire messages, one class each, generated from the schemas of the Kafka version that the build
       * names.
       *
       * <p>A class stands for all versions of its message: it has every field of every version, and {@code
       * read} and {@code write} take the version to speak. Buffers and records that a message was read from
       * are shared, not copied. Messages are mutable and belong to one thread at a time. Rests on {@code
       * dev.klamm.protocol}; start reading at {@link dev.klamm.protocol.ApiKey}.
       */
      @NullMarked
      package dev.klamm.protocol.message;

      import org.jspecify.annotations.NullMarked;
      """;

  private PackageInfo() {}
}
