package dev.klamm.api.error;

import org.jspecify.annotations.Nullable;

/**
 * The exception class of each error that has one of its own.
 *
 * <p>Beside the table and not in it, for the sake of starting: what the table held would be loaded
 * with it, a class for each error and one more for each constructor, in every client and broker.
 */
final class KafkaExceptions {
  private KafkaExceptions() {}

  static KafkaException of(KafkaError error, String text) {
    Object own = own(error, text);
    return own instanceof KafkaException exception
        ? exception
        : error.category().exception(error, text);
  }

  /** Returns {@link Object} so that verifying this method loads none of the classes. */
  private static @Nullable Object own(KafkaError error, String text) {
    return switch (error) {
      case UNKNOWN_SERVER_ERROR -> new UnknownServerException(text);
      case OFFSET_OUT_OF_RANGE -> new OffsetOutOfRangeException(text);
      case CORRUPT_MESSAGE -> new CorruptRecordException(text);
      case UNKNOWN_TOPIC_OR_PARTITION -> new UnknownTopicOrPartitionException(text);
      case INVALID_FETCH_SIZE -> new InvalidFetchSizeException(text);
      case LEADER_NOT_AVAILABLE -> new LeaderNotAvailableException(text);
      case NOT_LEADER_OR_FOLLOWER -> new NotLeaderOrFollowerException(text);
      case REQUEST_TIMED_OUT -> new TimeoutException(text);
      case BROKER_NOT_AVAILABLE -> new BrokerNotAvailableException(text);
      case REPLICA_NOT_AVAILABLE -> new ReplicaNotAvailableException(text);
      case MESSAGE_TOO_LARGE -> new RecordTooLargeException(text);
      case OFFSET_METADATA_TOO_LARGE -> new OffsetMetadataTooLarge(text);
      case NETWORK_EXCEPTION -> new NetworkException(text);
      case COORDINATOR_LOAD_IN_PROGRESS -> new CoordinatorLoadInProgressException(text);
      case COORDINATOR_NOT_AVAILABLE -> new CoordinatorNotAvailableException(text);
      case NOT_COORDINATOR -> new NotCoordinatorException(text);
      case INVALID_TOPIC_EXCEPTION -> new InvalidTopicException(text);
      case RECORD_LIST_TOO_LARGE -> new RecordBatchTooLargeException(text);
      case NOT_ENOUGH_REPLICAS -> new NotEnoughReplicasException(text);
      case NOT_ENOUGH_REPLICAS_AFTER_APPEND -> new NotEnoughReplicasAfterAppendException(text);
      case INVALID_REQUIRED_ACKS -> new InvalidRequiredAcksException(text);
      case ILLEGAL_GENERATION -> new IllegalGenerationException(text);
      case INCONSISTENT_GROUP_PROTOCOL -> new InconsistentGroupProtocolException(text);
      case INVALID_GROUP_ID -> new InvalidGroupIdException(text);
      case UNKNOWN_MEMBER_ID -> new UnknownMemberIdException(text);
      case INVALID_SESSION_TIMEOUT -> new InvalidSessionTimeoutException(text);
      case REBALANCE_IN_PROGRESS -> new RebalanceInProgressException(text);
      case INVALID_COMMIT_OFFSET_SIZE -> new InvalidCommitOffsetSizeException(text);
      case TOPIC_AUTHORIZATION_FAILED -> new TopicAuthorizationException(text);
      case GROUP_AUTHORIZATION_FAILED -> new GroupAuthorizationException(text);
      case CLUSTER_AUTHORIZATION_FAILED -> new ClusterAuthorizationException(text);
      case INVALID_TIMESTAMP -> new InvalidTimestampException(text);
      case UNSUPPORTED_SASL_MECHANISM -> new UnsupportedSaslMechanismException(text);
      case ILLEGAL_SASL_STATE -> new IllegalSaslStateException(text);
      case UNSUPPORTED_VERSION -> new UnsupportedVersionException(text);
      case TOPIC_ALREADY_EXISTS -> new TopicExistsException(text);
      case INVALID_PARTITIONS -> new InvalidPartitionsException(text);
      case INVALID_REPLICATION_FACTOR -> new InvalidReplicationFactorException(text);
      case INVALID_REPLICA_ASSIGNMENT -> new InvalidReplicaAssignmentException(text);
      case INVALID_CONFIG -> new InvalidConfigurationException(text);
      case NOT_CONTROLLER -> new NotControllerException(text);
      case INVALID_REQUEST -> new InvalidRequestException(text);
      case UNSUPPORTED_FOR_MESSAGE_FORMAT -> new UnsupportedForMessageFormatException(text);
      case POLICY_VIOLATION -> new PolicyViolationException(text);
      case OUT_OF_ORDER_SEQUENCE_NUMBER -> new OutOfOrderSequenceException(text);
      case DUPLICATE_SEQUENCE_NUMBER -> new DuplicateSequenceException(text);
      case INVALID_PRODUCER_EPOCH -> new InvalidProducerEpochException(text);
      case INVALID_TXN_STATE -> new InvalidTxnStateException(text);
      case INVALID_PRODUCER_ID_MAPPING -> new InvalidPidMappingException(text);
      case INVALID_TRANSACTION_TIMEOUT -> new InvalidTxnTimeoutException(text);
      case CONCURRENT_TRANSACTIONS -> new ConcurrentTransactionsException(text);
      case TRANSACTIONAL_ID_AUTHORIZATION_FAILED -> new TransactionalIdAuthorizationException(text);
      case SECURITY_DISABLED -> new SecurityDisabledException(text);
      case OPERATION_NOT_ATTEMPTED -> new OperationNotAttemptedException(text);
      case KAFKA_STORAGE_ERROR -> new KafkaStorageException(text);
      case LOG_DIR_NOT_FOUND -> new LogDirNotFoundException(text);
      case SASL_AUTHENTICATION_FAILED -> new SaslAuthenticationException(text);
      case UNKNOWN_PRODUCER_ID -> new UnknownProducerIdException(text);
      case REASSIGNMENT_IN_PROGRESS -> new ReassignmentInProgressException(text);
      case DELEGATION_TOKEN_AUTH_DISABLED -> new DelegationTokenDisabledException(text);
      case DELEGATION_TOKEN_NOT_FOUND -> new DelegationTokenNotFoundException(text);
      case DELEGATION_TOKEN_OWNER_MISMATCH -> new DelegationTokenOwnerMismatchException(text);
      case DELEGATION_TOKEN_REQUEST_NOT_ALLOWED -> new UnsupportedByAuthenticationException(text);
      case DELEGATION_TOKEN_AUTHORIZATION_FAILED -> new DelegationTokenAuthorizationException(text);
      case DELEGATION_TOKEN_EXPIRED -> new DelegationTokenExpiredException(text);
      case INVALID_PRINCIPAL_TYPE -> new InvalidPrincipalTypeException(text);
      case NON_EMPTY_GROUP -> new GroupNotEmptyException(text);
      case GROUP_ID_NOT_FOUND -> new GroupIdNotFoundException(text);
      case FETCH_SESSION_ID_NOT_FOUND -> new FetchSessionIdNotFoundException(text);
      case INVALID_FETCH_SESSION_EPOCH -> new InvalidFetchSessionEpochException(text);
      case LISTENER_NOT_FOUND -> new ListenerNotFoundException(text);
      case TOPIC_DELETION_DISABLED -> new TopicDeletionDisabledException(text);
      case FENCED_LEADER_EPOCH -> new FencedLeaderEpochException(text);
      case UNKNOWN_LEADER_EPOCH -> new UnknownLeaderEpochException(text);
      case UNSUPPORTED_COMPRESSION_TYPE -> new UnsupportedCompressionTypeException(text);
      case OFFSET_NOT_AVAILABLE -> new OffsetNotAvailableException(text);
      case MEMBER_ID_REQUIRED -> new MemberIdRequiredException(text);
      case PREFERRED_LEADER_NOT_AVAILABLE -> new PreferredLeaderNotAvailableException(text);
      case GROUP_MAX_SIZE_REACHED -> new GroupMaxSizeReachedException(text);
      case FENCED_INSTANCE_ID -> new FencedInstanceIdException(text);
      case ELIGIBLE_LEADERS_NOT_AVAILABLE -> new EligibleLeadersNotAvailableException(text);
      case ELECTION_NOT_NEEDED -> new ElectionNotNeededException(text);
      case NO_REASSIGNMENT_IN_PROGRESS -> new NoReassignmentInProgressException(text);
      case GROUP_SUBSCRIBED_TO_TOPIC -> new GroupSubscribedToTopicException(text);
      case INVALID_RECORD -> new InvalidRecordException(text);
      case UNSTABLE_OFFSET_COMMIT -> new UnstableOffsetCommitException(text);
      case THROTTLING_QUOTA_EXCEEDED -> new ThrottlingQuotaExceededException(text);
      case PRODUCER_FENCED -> new ProducerFencedException(text);
      case RESOURCE_NOT_FOUND -> new ResourceNotFoundException(text);
      case DUPLICATE_RESOURCE -> new DuplicateResourceException(text);
      case UNACCEPTABLE_CREDENTIAL -> new UnacceptableCredentialException(text);
      case INVALID_UPDATE_VERSION -> new InvalidUpdateVersionException(text);
      case FEATURE_UPDATE_FAILED -> new FeatureUpdateFailedException(text);
      case UNKNOWN_TOPIC_ID -> new UnknownTopicIdException(text);
      case BROKER_ID_NOT_REGISTERED -> new BrokerIdNotRegisteredException(text);
      case INCONSISTENT_TOPIC_ID -> new InconsistentTopicIdException(text);
      case INCONSISTENT_CLUSTER_ID -> new InconsistentClusterIdException(text);
      case TRANSACTIONAL_ID_NOT_FOUND -> new TransactionalIdNotFoundException(text);
      case FETCH_SESSION_TOPIC_ID_ERROR -> new FetchSessionTopicIdException(text);
      case OFFSET_MOVED_TO_TIERED_STORAGE -> new OffsetMovedToTieredStorageException(text);
      case FENCED_MEMBER_EPOCH -> new FencedMemberEpochException(text);
      case UNRELEASED_INSTANCE_ID -> new UnreleasedInstanceIdException(text);
      case UNSUPPORTED_ASSIGNOR -> new UnsupportedAssignorException(text);
      case STALE_MEMBER_EPOCH -> new StaleMemberEpochException(text);
      case MISMATCHED_ENDPOINT_TYPE -> new MismatchedEndpointTypeException(text);
      case UNSUPPORTED_ENDPOINT_TYPE -> new UnsupportedEndpointTypeException(text);
      case UNKNOWN_SUBSCRIPTION_ID -> new UnknownSubscriptionIdException(text);
      case TELEMETRY_TOO_LARGE -> new TelemetryTooLargeException(text);
      case TRANSACTION_ABORTABLE -> new TransactionAbortableException(text);
      case INVALID_RECORD_STATE -> new InvalidRecordStateException(text);
      case SHARE_SESSION_NOT_FOUND -> new ShareSessionNotFoundException(text);
      case INVALID_SHARE_SESSION_EPOCH -> new InvalidShareSessionEpochException(text);
      case INVALID_REGULAR_EXPRESSION -> new InvalidRegularExpression(text);
      case REBOOTSTRAP_REQUIRED -> new RebootstrapRequiredException(text);
      case STREAMS_INVALID_TOPOLOGY -> new StreamsInvalidTopologyException(text);
      case STREAMS_INVALID_TOPOLOGY_EPOCH -> new StreamsInvalidTopologyEpochException(text);
      case STREAMS_TOPOLOGY_FENCED -> new StreamsTopologyFencedException(text);
      case SHARE_SESSION_LIMIT_REACHED -> new ShareSessionLimitReachedException(text);
      case GROUP_DELETION_FAILED -> new GroupDeletionFailedException(text);
      case STREAMS_TOPOLOGY_DESCRIPTION_UPDATE_FAILED ->
          new StreamsTopologyDescriptionUpdateFailedException(text);
      case CONTROLLER_ID_NOT_REGISTERED -> new ControllerIdNotRegisteredException(text);
      default -> null;
    };
  }
}
