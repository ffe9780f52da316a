// kafkajs against the broker whose address is the first argument.
const { createRequire } = require('module')
const { run, name, equal } = require('./cases.js')
const { Kafka, logLevel, CompressionTypes } = createRequire(process.cwd() + '/')('kafkajs')

const kafka = new Kafka({ clientId: 'stranger', brokers: [process.argv[2]], logLevel: logLevel.NOTHING })
const admin = kafka.admin()

const topic = async (partitions = 1) => {
  const made = name('topic')
  await admin.createTopics({ topics: [{ topic: made, numPartitions: partitions }] })
  return made
}

const produce = async (to, values, more = {}, sending = {}) => {
  const producer = kafka.producer(more)
  await producer.connect()
  for (const value of values) await producer.send({ topic: to, messages: [{ key: 'k', value, headers: { h: 'x' } }], ...sending })
  await producer.disconnect()
}

const read = async (from, count, group = name('group')) => {
  const consumer = kafka.consumer({ groupId: group })
  await consumer.connect()
  await consumer.subscribe({ topic: from, fromBeginning: true })
  const seen = []
  await new Promise(done => consumer.run({
    eachMessage: async ({ message }) => {
      seen.push(message.value.toString())
      if (seen.length === count) done()
    }
  }))
  await consumer.disconnect()
  return seen
}

run([
  ['writes and reads', async () => {
    await admin.connect()
    const to = await topic()
    await produce(to, ['a', 'b', 'c'])
    equal(await read(to, 3), ['a', 'b', 'c'])
  }],
  ['compresses by gzip', async () => {
    const to = await topic()
    await produce(to, ['a', 'b'], {}, { compression: CompressionTypes.GZIP })
    equal(await read(to, 2), ['a', 'b'])
  }],
  ['writes idempotently', async () => {
    const to = await topic()
    await produce(to, ['a', 'b'], { idempotent: true })
    equal(await read(to, 2), ['a', 'b'])
  }],
  ['goes on where its group stood', async () => {
    const to = await topic()
    const group = name('group')
    await produce(to, ['a', 'b'])
    equal(await read(to, 2, group), ['a', 'b'])
    await produce(to, ['c'])
    equal(await read(to, 1, group), ['c'])
  }],
  ['commits and aborts transactions', async () => {
    const to = await topic()
    const producer = kafka.producer({ transactionalId: name('txn'), maxInFlightRequests: 1, idempotent: true })
    await producer.connect()
    for (const [value, commit] of [['a', true], ['x', false], ['b', true]]) {
      const transaction = await producer.transaction()
      await transaction.send({ topic: to, messages: [{ value }] })
      if (commit) await transaction.commit()
      else await transaction.abort()
    }
    await producer.disconnect()
    equal(await read(to, 2), ['a', 'b'])
  }],
  ['commits offsets with a transaction', async () => {
    const to = await topic()
    const group = name('group')
    const producer = kafka.producer({ transactionalId: name('txn'), maxInFlightRequests: 1, idempotent: true })
    await producer.connect()
    const transaction = await producer.transaction()
    await transaction.send({ topic: to, messages: [{ value: 'a' }] })
    await transaction.sendOffsets({ consumerGroupId: group, topics: [{ topic: to, partitions: [{ partition: 0, offset: '1' }] }] })
    await transaction.commit()
    await producer.disconnect()
    const [offsets] = await admin.fetchOffsets({ groupId: group, topics: [to] })
    equal(offsets.partitions[0].offset, '1')
  }],
  ['administers topics', async () => {
    const to = await topic(2)
    await admin.createPartitions({ topicPartitions: [{ topic: to, count: 4 }] })
    const { topics } = await admin.fetchTopicMetadata({ topics: [to] })
    equal(topics[0].partitions.length, 4)
    await produce(to, ['a'])
    const sum = (await admin.fetchTopicOffsets(to)).reduce((all, each) => all + Number(each.high), 0)
    equal(sum, 1)
    const { resources } = await admin.describeConfigs({ resources: [{ type: 2, name: to, configNames: ['retention.ms'] }] })
    equal(resources[0].configEntries[0].configName, 'retention.ms')
    await admin.alterConfigs({ resources: [{ type: 2, name: to, configEntries: [{ name: 'retention.ms', value: '77' }] }] })
    await admin.deleteTopics({ topics: [to] })
    equal((await admin.listTopics()).includes(to), false)
  }],
  ['administers groups', async () => {
    const to = await topic()
    const group = name('group')
    await produce(to, ['a'])
    await read(to, 1, group)
    equal((await admin.describeGroups([group])).groups[0].state, 'Empty')
    await admin.setOffsets({ groupId: group, topic: to, partitions: [{ partition: 0, offset: '0' }] })
    equal(await read(to, 1, group), ['a'])
    await admin.deleteGroups([group])
    equal((await admin.listGroups()).groups.some(each => each.groupId === group), false)
  }],
  ['deletes records', async () => {
    const to = await topic()
    await produce(to, ['a', 'b'])
    await admin.fetchTopicOffsets(to) // so that it knows the leader, without which it refuses
    await admin.deleteTopicRecords({ topic: to, partitions: [{ partition: 0, offset: '1' }] })
    equal((await admin.fetchTopicOffsets(to))[0].low, '1')
    await admin.disconnect()
  }]
])
