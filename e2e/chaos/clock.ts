// Loaded into a Keyway process before everything else (`--import`): its clock is as wrong as the file says that
// KEYWAY_CHAOS_CLOCK names, in milliseconds. Timers are not affected, as they are not when a real clock is set.
import { readFileSync } from 'node:fs'

const file = process.env['KEYWAY_CHAOS_CLOCK']
if (file !== undefined) {
  const Right = Date
  const rightNow = Date.now
  let offset = 0
  setInterval(() => (offset = readOffset(file)), 100).unref()
  offset = readOffset(file)

  globalThis.Date = new Proxy(Right, {
    construct(target, args, newTarget) {
      return Reflect.construct(target, args.length === 0 ? [rightNow() + offset] : args, newTarget)
    },
    get(target, name, receiver) {
      if (name === 'now') return () => rightNow() + offset
      return Reflect.get(target, name, receiver)
    },
  })
}

function readOffset(name: string): number {
  try {
    return Number(readFileSync(name, 'utf8'))
  } catch {
    return 0
  }
}
