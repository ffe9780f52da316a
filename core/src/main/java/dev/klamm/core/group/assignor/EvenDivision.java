package dev.klamm.core.group.assignor;

import dev.klamm.api.cluster.Uuid;
import dev.klamm.core.group.assignor.UniformAssignor.Share;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Divides among members that all read the same. */
final class EvenDivision {
  private final List<Share> shares;

  EvenDivision(List<Share> shares) {
    this.shares = shares;
  }

  void fill(Set<Uuid> topics, Map<Uuid, boolean[]> taken) {
    int total = 0;
    for (boolean[] ofTopic : taken.values()) {
      total += ofTopic.length;
    }
    int least = total / shares.size();
    int[] quotas = quotas(least, total % shares.size());
    for (int i = 0; i < quotas.length; i++) {
      Share share = shares.get(i);
      while (share.size() > quotas[i]) {
        Uuid topic = share.largestTopic();
        free(taken, topic, share.removeFrom(topic));
      }
    }
    giveOut(new TreeSet<>(topics), taken, quotas);
  }

  /** Those who hold more than the least may go on to do so, as far as there is more. */
  private int[] quotas(int least, int withOneMore) {
    int[] quotas = new int[shares.size()];
    int left = withOneMore;
    for (int i = 0; i < quotas.length; i++) {
      boolean keepsMore = left > 0 && shares.get(i).size() > least;
      quotas[i] = keepsMore ? least + 1 : least;
      left -= keepsMore ? 1 : 0;
    }
    for (int i = 0; i < quotas.length && left > 0; i++) {
      if (quotas[i] == least) {
        quotas[i]++;
        left--;
      }
    }
    return quotas;
  }

  private static void free(Map<Uuid, boolean[]> taken, Uuid topic, int partition) {
    boolean[] ofTopic = taken.get(topic);
    if (ofTopic != null) {
      ofTopic[partition] = false;
    }
  }

  /** Goes round, so that each topic's partitions are spread too. */
  private void giveOut(Set<Uuid> topics, Map<Uuid, boolean[]> taken, int[] quotas) {
    int next = 0;
    for (Uuid topic : topics) {
      boolean[] ofTopic = taken.getOrDefault(topic, new boolean[0]);
      for (int partition = 0; partition < ofTopic.length; partition++) {
        if (ofTopic[partition]) {
          continue;
        }
        while (shares.get(next).size() >= quotas[next]) {
          next = (next + 1) % quotas.length;
        }
        shares.get(next).add(topic, partition);
        next = (next + 1) % quotas.length;
      }
    }
  }
}
