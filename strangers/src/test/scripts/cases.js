// Runs cases one after the other, and prints a line for each.
exports.run = async cases => {
  console.log(`1..${cases.length}`)
  for (const [label, body] of cases) {
    try {
      await Promise.race([body(), new Promise((_, fail) => setTimeout(() => fail(new Error('no end after 60 s')), 60_000).unref())])
      console.log('ok ' + label)
    } catch (failure) {
      console.log(`not ok ${label} # ${String(failure.stack || failure).replace(/\n/g, ' | ')}`)
    }
  }
  process.exit(0)
}

exports.name = prefix => prefix + '-' + Math.random().toString(36).slice(2, 10)

exports.equal = (seen, wanted) => {
  if (JSON.stringify(seen) !== JSON.stringify(wanted)) throw new Error(`${JSON.stringify(seen)} is not ${JSON.stringify(wanted)}`)
}
