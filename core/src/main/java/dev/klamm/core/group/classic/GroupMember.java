package dev.klamm.core.group.classic;

import dev.klamm.core.coordinator.ReplyHandle;
import dev.klamm.core.group.MemberIdentity;
import dev.klamm.protocol.message.JoinGroupResponse;
import dev.klamm.protocol.message.SyncGroupResponse;
import org.jspecify.annotations.Nullable;

/** One member of a group. What it waits for is not durable; the rest is. */
final class GroupMember {
  static final byte[] NO_ASSIGNMENT = {};

  private final MemberIdentity identity;
  private MemberTerms terms;
  private byte[] assignment = NO_ASSIGNMENT;
  private boolean isNew;
  private @Nullable ReplyHandle<JoinGroupResponse> joining;
  private @Nullable ReplyHandle<SyncGroupResponse> syncing;

  GroupMember(MemberIdentity identity, MemberTerms terms) {
    this.identity = identity;
    this.terms = terms;
  }

  static GroupMember restored(GroupMetadata.Member durable) {
    GroupMember member = new GroupMember(durable.identity(), durable.terms());
    member.assignment = durable.assignment();
    return member;
  }

  MemberIdentity identity() {
    return identity;
  }

  String memberId() {
    return identity.memberId();
  }

  MemberTerms terms() {
    return terms;
  }

  /** Called by {@link GroupMembers} only, which counts protocols. */
  void terms(MemberTerms newTerms) {
    terms = newTerms;
  }

  byte[] assignment() {
    return assignment;
  }

  void assignment(byte[] bytes) {
    assignment = bytes;
  }

  /** Whether it has not been through a join phase yet. */
  boolean isNew() {
    return isNew;
  }

  void isNew(boolean value) {
    isNew = value;
  }

  boolean isJoining() {
    return joining != null;
  }

  /** Called by {@link GroupMembers} only, which counts who is joining. */
  @Nullable ReplyHandle<JoinGroupResponse> swapJoining(
      @Nullable ReplyHandle<JoinGroupResponse> handle) {
    ReplyHandle<JoinGroupResponse> before = joining;
    joining = handle;
    return before;
  }

  boolean isSyncing() {
    return syncing != null;
  }

  /** Sets who waits for the assignment, and returns who did before. */
  @Nullable ReplyHandle<SyncGroupResponse> swapSyncing(
      @Nullable ReplyHandle<SyncGroupResponse> handle) {
    ReplyHandle<SyncGroupResponse> before = syncing;
    syncing = handle;
    return before;
  }

  /** Whether it is silent because it waits for an answer of ours. */
  boolean isKeptWaiting() {
    return !isNew && (isJoining() || isSyncing());
  }
}
