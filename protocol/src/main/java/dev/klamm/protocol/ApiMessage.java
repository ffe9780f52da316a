package dev.klamm.protocol;

/**
 * A request, a response, a header, or data that travels inside one.
 *
 * <p>One class stands for all versions. Fields that the version read did not have keep their
 * defaults; fields that the version written does not have must hold their defaults, unless the
 * schema calls them ignorable.
 */
public interface ApiMessage {

  /** The API's number, or -1 if this is neither request nor response. */
  short apiKey();

  short lowestSupportedVersion();

  short highestSupportedVersion();

  /**
   * Fills this message from the reader's position on, and leaves the reader behind the message. To
   * be called on a new message: what the version lacks is left as it is.
   *
   * @throws MalformedMessageException when the bytes are no such message
   * @throws IllegalArgumentException when there is no such version
   */
  void read(MessageReader in, short version);

  /**
   * Appends this message. After an exception the writer holds a part of it and is fit for {@link
   * MessageWriter#reset()} only.
   *
   * @throws UnsupportedFieldException when a field is set that the version cannot express
   * @throws IllegalArgumentException when there is no such version, or a value is out of its range
   */
  void write(MessageWriter out, short version);

  /**
   * For how many milliseconds the broker asks not to be asked again; 0 in messages that cannot say
   * so.
   */
  default int throttleTimeMs() {
    return 0;
  }

  /** Refuses versions that this message does not have. */
  default void checkVersion(short version) {
    if (version < lowestSupportedVersion() || version > highestSupportedVersion()) {
      throw new IllegalArgumentException(
          getClass().getSimpleName()
              + (" has the versions "
                  + lowestSupportedVersion()
                  + " to "
                  + highestSupportedVersion())
              + (", not " + version));
    }
  }
}
