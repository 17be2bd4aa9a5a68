import { SigmaError } from './sigma-error.ts'

const units: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 }

/** Milliseconds of `90m` and the like. Source: Sigma correlation rules 2.0, Time Selection. Throws SigmaError. */
export function readTimespan(text: string): number {
  const [, count, unit] = /^(\d{1,9})([smhd])$/.exec(text) ?? []
  const milliseconds = Number(count) * (units[unit ?? ''] ?? Number.NaN)
  if (milliseconds > 0) return milliseconds
  throw new SigmaError(`"${text}" is no timespan; write a number and s, m, h or d, such as 90m.`)
}
