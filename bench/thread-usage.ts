import { readdirSync, readFileSync } from 'node:fs'

/** Time on a processor of each group of threads of a process, by the name the kernel knows them by; microseconds. */
export type ThreadUsage = ReadonlyMap<string, number>

/** Reads what the kernel's scheduler counts, to the nanosecond: ticks are too coarse for short loads. */
export function readThreadUsage(pid: number): ThreadUsage {
  const usage = new Map<string, number>()
  for (const thread of readdirSync(`/proc/${pid}/task`)) {
    const directory = `/proc/${pid}/task/${thread}`
    try {
      const name = thread === String(pid) ? 'main' : readFileSync(`${directory}/comm`, 'utf8').trim()
      const [nanoseconds = '0'] = readFileSync(`${directory}/schedstat`, 'utf8').split(' ')
      usage.set(name, (usage.get(name) ?? 0) + Number(nanoseconds) / 1000)
    } catch {
      // A thread may end between being listed and being read.
    }
  }
  return usage
}

/** Bytes that a process had written to the disk's cache so far. */
export function readWrittenBytes(pid: number): number {
  const written = /^write_bytes: (\d+)$/m.exec(readFileSync(`/proc/${pid}/io`, 'utf8'))?.[1]
  if (written === undefined) throw new Error(`The process ${pid} tells no written bytes.`)
  return Number(written)
}
