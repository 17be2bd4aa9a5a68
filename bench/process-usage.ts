import { readdirSync, readFileSync } from 'node:fs'

/** Linux counts the time of processes in hundredths of a second, whatever its own clock does. */
const msPerTick = 10

/** Time on a processor since the start of a process, with that of children it has waited for; milliseconds. */
export function readCpuMs(pid: number): number {
  const { ticks } = readStat(pid)
  return ticks * msPerTick
}

/** The same for a process and those it started that still run: a database server works in several. */
export function readTreeCpuMs(pid: number): number {
  return sumOverTree(pid, readCpuMs)
}

/** Memory that a process and those it started hold in RAM, in MB; what they share counts for each. */
export function readResidentTreeMb(pid: number): number {
  return sumOverTree(pid, readResidentMb)
}

function sumOverTree(pid: number, read: (pid: number) => number): number {
  const children = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((other) => isChildOf(other, pid))
  return [pid, ...children].reduce((sum, one) => sum + (orGone(() => read(one)) ?? 0), 0)
}

/** Memory that a process holds in RAM, in MB (10^6 bytes). */
export function readResidentMb(pid: number): number {
  return readMemoryMb(pid, 'VmRSS')
}

/** The most memory that a process ever held in RAM, in MB: the kernel misses no short peak. */
export function readPeakMb(pid: number): number {
  return readMemoryMb(pid, 'VmHWM')
}

function readMemoryMb(pid: number, name: 'VmRSS' | 'VmHWM'): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  const kilobytes = new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(status)?.[1]
  if (kilobytes === undefined) throw new Error(`The process ${pid} tells no ${name}.`)
  return (Number(kilobytes) * 1024) / 1e6
}

/** Reads again and again until `stop`, which returns the highest it saw. */
export function watchHighest(read: () => number): { stop: () => number } {
  let highest = read()
  const timer = setInterval(() => (highest = Math.max(highest, read())), 250)
  return {
    stop() {
      clearInterval(timer)
      return highest
    },
  }
}

/** Samples resident memory five times a second until `stop`, which returns what it saw, the oldest first. */
export function sampleResidentMb(pid: number): { stop: () => number[] } {
  const samples = [readResidentMb(pid)]
  const timer = setInterval(() => samples.push(readResidentMb(pid)), 200)
  return {
    stop() {
      clearInterval(timer)
      return samples
    },
  }
}

function isChildOf(pid: number, parent: number): boolean {
  return orGone(() => readStat(pid).parent === parent) ?? false
}

/** Field numbers as in proc_pid_stat(5): 4 is the parent, 14 to 17 are user and system time, own and of the children. */
function readStat(pid: number): { parent: number; ticks: number } {
  const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
  // The name in the second field may have blanks and brackets in it.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
  const field = (number: number): number => Number(fields[number - 3])
  return { parent: field(4), ticks: field(14) + field(15) + field(16) + field(17) }
}

/** A process may end between being listed and being read. */
function orGone<Answer>(read: () => Answer): Answer | undefined {
  try {
    return read()
  } catch {
    return undefined
  }
}
