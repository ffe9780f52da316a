package dev.klamm.core.group;

import dev.klamm.api.error.KafkaError;
import dev.klamm.core.group.GroupBed.Promise;
import dev.klamm.protocol.ApiMessage;
import dev.klamm.protocol.message.JoinGroupRequest;
import dev.klamm.protocol.message.JoinGroupResponse;
import dev.klamm.protocol.message.LeaveGroupRequest;
import dev.klamm.protocol.message.OffsetCommitRequest;
import dev.klamm.protocol.message.SyncGroupResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Clients of two groups that do the right thing most of the time, in random order, and now and then
 * fall silent, give up, or leave; between them administrators.
 */
final class RandomClients {
  /** One client, as far as it knows. */
  private static final class Client {
    final String groupId;
    final @Nullable String instanceId;
    String memberId = "";
    @Nullable Promise<JoinGroupResponse> joining;
    @Nullable Promise<SyncGroupResponse> syncing;
    @Nullable JoinGroupResponse joined;
    boolean synced;

    Client(String groupId, @Nullable String instanceId) {
      this.groupId = groupId;
      this.instanceId = instanceId;
    }

    void startOver() {
      joining = null;
      syncing = null;
      joined = null;
      synced = false;
    }
  }

  final GroupBed bed = new GroupBed();
  private final Random random;
  private int mostMembers;
  private final List<Client> clients = new ArrayList<>();
  private final List<Promise<? extends ApiMessage>> promises = new ArrayList<>();

  RandomClients(Random random) {
    this.random = random;
    for (int i = 0; i < 8; i++) {
      clients.add(new Client(i % 2 == 0 ? "even" : "odd", i < 3 ? "static-" + i : null));
    }
  }

  long unanswered() {
    return promises.stream().filter(promise -> !promise.isAnswered()).count();
  }

  /** The most members that any leader was told of. */
  int mostMembers() {
    return mostMembers;
  }

  void step() {
    int dice = random.nextInt(100);
    Client client = clients.get(random.nextInt(clients.size()));
    if (dice < 80) {
      proceed(client);
    } else if (dice < 88) {
      bed.advance(random.nextInt(2_000));
    } else if (dice < 93) {
      commit(client);
    } else if (dice < 95) {
      leave(client);
    } else if (dice < 97) {
      client.startOver();
      client.memberId = "";
    } else if (dice < 98) {
      bed.deleteGroup(client.groupId);
    } else if (dice < 99) {
      bed.advance(GroupBed.SESSION_MS);
    } else {
      bed.commit(GroupBed.committing("u", 0, random.nextInt(100)).groupId("simple"), 9);
    }
  }

  private void proceed(Client client) {
    if (client.synced) {
      heartbeat(client);
    } else if (client.syncing != null) {
      takeSync(client, client.syncing);
    } else if (client.joined != null) {
      sync(client, client.joined);
    } else if (client.joining != null) {
      takeJoin(client, client.joining);
    } else {
      join(client);
    }
  }

  private void join(Client client) {
    JoinGroupRequest request =
        GroupBed.joining(client.memberId)
            .groupId(client.groupId)
            .groupInstanceId(client.instanceId);
    client.joining = bed.join(request, 9 - random.nextInt(5));
    promises.add(client.joining);
  }

  private void takeJoin(Client client, Promise<JoinGroupResponse> promise) {
    if (!promise.isAnswered()) {
      return;
    }
    JoinGroupResponse answer = promise.get();
    client.startOver();
    KafkaError error = GroupBed.error(answer);
    if (error == KafkaError.NONE) {
      client.joined = answer;
      mostMembers = Math.max(mostMembers, answer.members().size());
    }
    boolean lostId =
        error == KafkaError.UNKNOWN_MEMBER_ID || error == KafkaError.FENCED_INSTANCE_ID;
    client.memberId = lostId ? "" : answer.memberId();
  }

  private void sync(Client client, JoinGroupResponse joined) {
    var request =
        joined.leader().equals(joined.memberId())
            ? GroupBed.assigning(joined)
            : GroupBed.syncing(joined);
    client.syncing = bed.sync(request.groupId(client.groupId).groupInstanceId(client.instanceId));
    promises.add(client.syncing);
  }

  private void takeSync(Client client, Promise<SyncGroupResponse> promise) {
    if (!promise.isAnswered()) {
      return;
    }
    if (GroupBed.error(promise.get()) == KafkaError.NONE) {
      client.syncing = null;
      client.synced = true;
    } else {
      client.startOver();
    }
  }

  private void heartbeat(Client client) {
    JoinGroupResponse joined = client.joined;
    if (joined == null) {
      throw new AssertionError("a member that synced must have joined");
    }
    KafkaError error =
        bed.heartbeat(client.groupId, client.memberId, joined.generationId(), client.instanceId);
    if (error != KafkaError.NONE) {
      client.startOver();
    }
    if (error == KafkaError.UNKNOWN_MEMBER_ID || error == KafkaError.FENCED_INSTANCE_ID) {
      client.memberId = "";
    }
  }

  private void commit(Client client) {
    OffsetCommitRequest request =
        GroupBed.committing("t", random.nextInt(4), random.nextInt(1000))
            .groupId(client.groupId)
            .memberId(client.memberId)
            .groupInstanceId(client.instanceId);
    if (client.joined != null) {
      request.generationIdOrMemberEpoch(client.joined.generationId());
    }
    bed.commit(request, 9);
  }

  private void leave(Client client) {
    LeaveGroupRequest request =
        new LeaveGroupRequest()
            .groupId(client.groupId)
            .members(
                List.of(
                    new LeaveGroupRequest.MemberIdentity()
                        .memberId(client.memberId)
                        .groupInstanceId(client.instanceId)));
    bed.leave(request, 5);
    client.startOver();
    client.memberId = "";
  }
}
