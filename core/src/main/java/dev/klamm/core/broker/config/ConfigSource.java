package dev.klamm.core.broker.config;

/** Where a value comes from, as DescribeConfigs numbers it; what is first here counts first. */
public enum ConfigSource {
  GROUP(8),
  TOPIC(1),
  DYNAMIC_BROKER(2),
  DYNAMIC_DEFAULT_BROKER(3),
  STATIC_BROKER(4),
  DEFAULT(5);

  private final byte code;

  ConfigSource(int code) {
    this.code = (byte) code;
  }

  public byte code() {
    return code;
  }
}
