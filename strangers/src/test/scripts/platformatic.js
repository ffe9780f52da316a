// @platformatic/kafka against the broker whose address is the first argument.
const { createRequire } = require('module')
const { run, name, equal } = require('./cases.js')
const { Admin, Consumer, Producer, stringSerializers, stringDeserializers } = createRequire(process.cwd() + '/')('@platformatic/kafka')

const common = { clientId: 'stranger', bootstrapBrokers: [process.argv[2]] }
const admin = new Admin(common)

const topic = async (partitions = 1) => {
  const made = name('topic')
  await admin.createTopics({ topics: [made], partitions, replicas: 1 })
  return made
}

const produce = async (to, values, more = {}) => {
  const producer = new Producer({ ...common, serializers: stringSerializers, ...more })
  for (const value of values) await producer.send({ messages: [{ topic: to, key: 'k', value, headers: { h: 'x' } }] })
  await producer.close()
}

const read = async (from, count, more = {}) => {
  const consumer = new Consumer({ ...common, groupId: name('group'), deserializers: stringDeserializers, ...more })
  const stream = await consumer.consume({ topics: [from], mode: more.mode || 'earliest', autocommit: true, sessionTimeout: 10000, heartbeatInterval: 500 })
  const seen = []
  for await (const message of stream) {
    seen.push(message.value)
    if (seen.length === count) break
  }
  await consumer.close(true)
  return seen
}

run([
  ['writes and reads', async () => {
    const to = await topic()
    await produce(to, ['a', 'b', 'c'])
    equal(await read(to, 3), ['a', 'b', 'c'])
  }],
  ...['gzip', 'snappy', 'lz4'].map(compression => ['compresses by ' + compression, async () => {
    const to = await topic()
    await produce(to, ['a', 'b'], { compression })
    equal(await read(to, 2), ['a', 'b'])
  }]),
  ['writes idempotently', async () => {
    const to = await topic()
    await produce(to, ['a', 'b'], { idempotent: true })
    equal(await read(to, 2), ['a', 'b'])
  }],
  ['administers topics and groups', async () => {
    const to = await topic(2)
    const topics = await admin.listTopics()
    equal(topics.includes(to), true)
    await produce(to, ['a'])
    const groupId = name('group')
    await read(to, 1, { groupId })
    equal([...(await admin.listGroups()).keys()].includes(groupId), true)
    await admin.deleteGroups({ groups: [groupId] })
    await admin.deleteTopics({ topics: [to] })
    await admin.close()
  }]
])
