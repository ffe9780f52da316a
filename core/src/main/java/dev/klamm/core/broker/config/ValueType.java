package dev.klamm.core.broker.config;

/** What kind of value a key has, as DescribeConfigs numbers it (KIP-569). */
public enum ValueType {
  BOOLEAN,
  STRING,
  INT,
  SHORT,
  LONG,
  DOUBLE,
  LIST,
  CLASS,
  PASSWORD;

  /** 1 for the first; 0 stands for unknown. */
  public byte code() {
    return (byte) (ordinal() + 1);
  }
}
