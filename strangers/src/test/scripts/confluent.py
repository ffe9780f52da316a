"""confluent-kafka against the broker whose address is the first argument; prints a line a case."""
import sys
import time
import uuid

from confluent_kafka import Consumer, Producer, TopicPartition, KafkaException
from confluent_kafka.admin import AdminClient, ConfigResource, NewPartitions, NewTopic

SERVER = sys.argv[1]
ADMIN = AdminClient({"bootstrap.servers": SERVER})


def name(prefix):
    return prefix + "-" + uuid.uuid4().hex[:8]


def topic(partitions=1):
    made = name("topic")
    ADMIN.create_topics([NewTopic(made, partitions, 1)])[made].result(20)
    return made


def consumer(group, **more):
    settings = {"bootstrap.servers": SERVER, "group.id": group, "auto.offset.reset": "earliest",
                "enable.auto.commit": False}
    settings.update({key.replace("_", "."): value for key, value in more.items()})
    return Consumer(settings)


def read(reader, count, seconds=30):
    seen = []
    until = time.time() + seconds
    while len(seen) < count and time.time() < until:
        message = reader.poll(0.5)
        if message is not None and message.error() is None:
            seen.append(message)
    return [message.value().decode() for message in seen]


def produce(to, values, **more):
    settings = {"bootstrap.servers": SERVER}
    settings.update({key.replace("_", "."): value for key, value in more.items()})
    producer = Producer(settings)
    errors = []
    for value in values:
        producer.produce(to, value, callback=lambda error, _: errors.append(error) if error else None)
    producer.flush(30)
    assert not errors, errors


def written_idempotently_and_read():
    to = topic()
    values = ["v%d" % i for i in range(2000)]
    produce(to, values, enable_idempotence=True, compression_type="lz4")
    reader = consumer(name("group"))
    reader.subscribe([to])
    assert read(reader, 2000) == values
    reader.close()


def committed_offsets_are_kept():
    to, group = topic(), name("group")
    produce(to, ["a", "b", "c"])
    first = consumer(group)
    first.subscribe([to])
    assert read(first, 2) == ["a", "b"]
    first.commit(offsets=[TopicPartition(to, 0, 2)], asynchronous=False)
    first.close()
    second = consumer(group)
    second.subscribe([to])
    assert read(second, 1) == ["c"]
    assert second.committed([TopicPartition(to, 0)])[0].offset == 2
    second.close()


def cooperative_members_share_partitions():
    to, group = topic(4), name("group")
    members = [consumer(group, partition_assignment_strategy="cooperative-sticky") for _ in range(2)]
    for member in members:
        member.subscribe([to])
    until = time.time() + 60
    while [len(member.assignment()) for member in members] != [2, 2]:
        assert time.time() < until, [len(member.assignment()) for member in members]
        for member in members:
            member.poll(0.2)
    members[0].close()
    while len(members[1].assignment()) != 4:
        assert time.time() < until
        members[1].poll(0.2)
    members[1].close()


def transactions_commit_and_abort():
    to = topic()
    producer = Producer({"bootstrap.servers": SERVER, "transactional.id": name("txn")})
    producer.init_transactions(30)
    for values, commit in ((["a", "b"], True), (["x", "y"], False), (["c"], True)):
        producer.begin_transaction()
        for value in values:
            producer.produce(to, value)
        producer.flush(30)
        if commit:
            producer.commit_transaction(30)
        else:
            producer.abort_transaction(30)
    reader = consumer(name("group"), isolation_level="read_committed")
    reader.subscribe([to])
    assert read(reader, 3) == ["a", "b", "c"]
    reader.close()


def offsets_go_with_a_transaction():
    source, to, group = topic(), topic(), name("group")
    produce(source, ["a", "b"])
    reader = consumer(group, isolation_level="read_committed")
    reader.subscribe([source])
    assert read(reader, 2) == ["a", "b"]
    producer = Producer({"bootstrap.servers": SERVER, "transactional.id": name("txn")})
    producer.init_transactions(30)
    producer.begin_transaction()
    producer.produce(to, "ab")
    producer.send_offsets_to_transaction(
        reader.position(reader.assignment()), reader.consumer_group_metadata(), 30)
    producer.commit_transaction(30)
    assert reader.committed([TopicPartition(source, 0)], 20)[0].offset == 2
    reader.close()


def a_second_producer_fences_the_first():
    to, ident = topic(), name("txn")
    first = Producer({"bootstrap.servers": SERVER, "transactional.id": ident})
    first.init_transactions(30)
    first.begin_transaction()
    first.produce(to, "lost")
    first.flush(30)
    second = Producer({"bootstrap.servers": SERVER, "transactional.id": ident})
    second.init_transactions(30)
    try:
        first.commit_transaction(30)
    except KafkaException as fenced:
        assert fenced.args[0].fatal(), fenced
    else:
        raise AssertionError("not fenced")


def administration():
    to = topic()
    ADMIN.create_partitions([NewPartitions(to, 3)])[to].result(20)
    until = time.time() + 20
    while len(ADMIN.list_topics(to, 20).topics[to].partitions) != 3:
        assert time.time() < until
    resource = ConfigResource("topic", to, set_config={"retention.ms": "77"})
    ADMIN.alter_configs([resource])[resource].result(20)
    resource = ConfigResource("topic", to)
    described = ADMIN.describe_configs([resource])[resource].result(20)
    assert described["retention.ms"].value == "77"
    assert len(ADMIN.list_topics(timeout=20).brokers) == 1
    ADMIN.list_groups(timeout=20)
    ADMIN.delete_topics([to])[to].result(20)
    assert to not in ADMIN.list_topics(timeout=20).topics


def offsets_by_time():
    to = topic()
    producer = Producer({"bootstrap.servers": SERVER})
    for i in range(5):
        producer.produce(to, "v", timestamp=1000 * (i + 1))
    producer.flush(30)
    reader = consumer(name("group"))
    assert reader.get_watermark_offsets(TopicPartition(to, 0), 20) == (0, 5)
    assert reader.offsets_for_times([TopicPartition(to, 0, 2500)], 20)[0].offset == 2
    reader.close()


CASES = [written_idempotently_and_read, committed_offsets_are_kept,
         cooperative_members_share_partitions, transactions_commit_and_abort,
         offsets_go_with_a_transaction, a_second_producer_fences_the_first, administration,
         offsets_by_time]

print("1..%d" % len(CASES))
for case in CASES:
    label = case.__name__.replace("_", " ")
    try:
        case()
        print("ok " + label, flush=True)
    except BaseException as failure:
        print("not ok %s # %r" % (label, failure), flush=True)
