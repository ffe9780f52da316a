package dev.klamm.core.record.codec;

import dev.klamm.api.error.UnsupportedCompressionTypeException;
import dev.klamm.api.record.BoundedBytes;
import dev.klamm.api.record.CompressionCodec;
import dev.klamm.api.record.CompressionCodec.Decompressor;
import dev.klamm.api.record.CompressionType;
import java.util.EnumMap;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Which codec serves which type: those that {@link ServiceLoader} finds, else the built-in ones.
 * For any thread.
 */
public final class Codecs {

  private final Map<CompressionType, OnDemand> codecs = new EnumMap<>(CompressionType.class);

  private Codecs() {
    codecs.put(CompressionType.GZIP, new OnDemand(GzipCodec::new));
    codecs.put(CompressionType.SNAPPY, new OnDemand(SnappyCodec::new));
    codecs.put(CompressionType.LZ4, new OnDemand(Lz4Codec::new));
    codecs.put(CompressionType.ZSTD, new OnDemand(ZstdCodec::new));
  }

  /** The built-in codecs alone, as far as their libraries are there. */
  public static Codecs builtIn() {
    return new Codecs();
  }

  /** The built-in codecs, and those found before them. */
  public static Codecs load() {
    Codecs codecs = builtIn();
    for (CompressionCodec codec : ServiceLoader.load(CompressionCodec.class)) {
      codecs.codecs.put(codec.type(), new OnDemand(() -> codec));
    }
    return codecs;
  }

  /**
   * A codec that is made when it is first asked for: some unpack native code, which takes longer
   * than starting a broker.
   */
  private static final class OnDemand {

    private final Supplier<CompressionCodec> maker;
    private @Nullable CompressionCodec made;
    private boolean tried;

    OnDemand(Supplier<CompressionCodec> maker) {
      this.maker = maker;
    }

    synchronized @Nullable CompressionCodec get() {
      if (!tried) {
        tried = true;
        try {
          made = maker.get();
        } catch (LinkageError absent) {
          // Its library is optional; codec(type) says which one is missing.
        }
      }
      return made;
    }
  }

  /**
   * The codec for a type.
   *
   * @throws UnsupportedCompressionTypeException when its library is absent, naming the artifact
   * @throws IllegalArgumentException for {@link CompressionType#NONE}
   */
  public CompressionCodec codec(CompressionType type) {
    OnDemand found = codecs.get(type);
    CompressionCodec codec = found == null ? null : found.get();
    if (codec == null) {
      throw absent(type);
    }
    return codec;
  }

  private static RuntimeException absent(CompressionType type) {
    if (type == CompressionType.NONE) {
      return new IllegalArgumentException("records without compression need no codec");
    }
    return new UnsupportedCompressionTypeException(
        type
            + " needs a library that is not on the class path: add "
            + artifact(type)
            + ", or choose another compression.type");
  }

  private static String artifact(CompressionType type) {
    return switch (type) {
      case SNAPPY -> "org.xerial.snappy:snappy-java";
      case LZ4 -> "at.yawk.lz4:lz4-java";
      case ZSTD -> "com.github.luben:zstd-jni";
      case NONE, GZIP -> "the JDK's java.base";
    };
  }

  /** A set of decompressors for one thread, each made when first needed. */
  public Decompressors decompressors() {
    return new Decompressors(this);
  }

  /** Decompressors of every type. One thread at a time. */
  public static final class Decompressors implements AutoCloseable {

    private final Codecs codecs;
    private final @Nullable Decompressor[] made =
        new @Nullable Decompressor[CompressionType.values().length];

    Decompressors(Codecs codecs) {
      this.codecs = codecs;
    }

    /**
     * Appends what the range decompresses to.
     *
     * @throws BoundedBytes.LimitExceededException when it does not fit the target's limit
     * @throws IllegalArgumentException when the range is not of this type
     * @throws UnsupportedCompressionTypeException when the type's library is absent
     */
    public void decompress(
        CompressionType type, byte[] source, int offset, int length, BoundedBytes target) {
      decompressor(type).decompress(source, offset, length, target);
    }

    private Decompressor decompressor(CompressionType type) {
      Decompressor known = made[type.id()];
      if (known != null) {
        return known;
      }
      Decompressor fresh = codecs.codec(type).newDecompressor();
      made[type.id()] = fresh;
      return fresh;
    }

    @Override
    public void close() {
      for (int i = 0; i < made.length; i++) {
        Decompressor decompressor = made[i];
        if (decompressor != null) {
          decompressor.close();
          made[i] = null;
        }
      }
    }
  }

  /** Refuses a level outside a codec's range. */
  static int checkLevel(CompressionCodec codec, int level) {
    boolean allowed =
        level == codec.defaultLevel() || level >= codec.minLevel() && level <= codec.maxLevel();
    if (!allowed) {
      throw new IllegalArgumentException(
          "compression level "
              + level
              + " for "
              + codec.type()
              + ": "
              + codec.minLevel()
              + " to "
              + codec.maxLevel()
              + " are allowed, and "
              + codec.defaultLevel()
              + " is the default");
    }
    return level;
  }
}
