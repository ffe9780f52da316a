package dev.klamm.bench.compare;

/**
 * How much work each workload is.
 *
 * @param warmUp records of 100 bytes that a broker takes before anything is measured
 * @param small records of 100 bytes
 * @param large records of 1 KB
 * @param each records of each of the 50 producers
 * @param rateSeconds how long 1,000 records a second are sent
 * @param shortRun records of 100 bytes after which a client counts as warm
 * @param longRun records of 100 bytes after which its processor time is read again
 * @param inProcess records of 100 bytes in a round within one process
 * @param loadSeconds how long a broker is under load before it is killed
 * @param transactions of a thousand records each
 * @param commits of a transaction with one record
 * @param compactMb how much there is to compact
 * @param lines of words to be counted
 */
record Scale(
    int warmUp,
    int small,
    int large,
    int each,
    int rateSeconds,
    int shortRun,
    int longRun,
    int inProcess,
    int loadSeconds,
    int transactions,
    int commits,
    int compactMb,
    int lines) {

  static final Scale FULL =
      new Scale(
          5_000_000, 5_000_000, 1_000_000, 2_000, 20, 3_000_000, 9_000_000, 1_500_000, 6, 1_200,
          2_000, 400, 200_000);

  /** To see that everything works; the figures mean little. */
  static final Scale QUICK =
      new Scale(200_000, 200_000, 50_000, 40, 4, 100_000, 300_000, 200_000, 2, 40, 100, 50, 5_000);
}
