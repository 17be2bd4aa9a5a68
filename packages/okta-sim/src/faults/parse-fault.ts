import type { Fault } from './fault.ts'

const kinds = ['rate-limit', 'error', 'slow', 'drop', 'late', 'duplicate', 'reorder'] as const
const statuses = [409, 423, 500, 502, 503, 504] as const
const numbers = ['probability', 'after', 'times', 'delayMs'] as const
const texts = ['path', 'method', 'eventType'] as const

/**
 * Reads a fault from one line, as the command line gives it: a kind and, behind a colon, its settings
 * (`error:status=503,path=/api/v1/users,probability=0.1,times=5`).
 * @throws SyntaxError that says what was found and what is possible
 */
export function parseFault(text: string): Fault {
  const colon = text.indexOf(':')
  const name = colon < 0 ? text : text.slice(0, colon)
  const kind = kinds.find((each) => each === name)
  if (kind === undefined) {
    throw new SyntaxError(`'${name}' is no kind of fault. Kinds: ${kinds.join(', ')}.`)
  }
  const settings = colon < 0 ? [] : text.slice(colon + 1).split(',')
  return Object.assign({ kind }, ...settings.map(parseSetting))
}

function parseSetting(text: string): Partial<Fault> {
  const equals = text.indexOf('=')
  const [name, value] = equals < 0 ? [text, 'true'] : [text.slice(0, equals), text.slice(equals + 1)]
  const number = numbers.find((each) => each === name)
  if (number !== undefined) return { [number]: parseNumber(name, value) }
  const key = texts.find((each) => each === name)
  if (key !== undefined) return { [key]: value }
  if (name === 'executed') return { executed: value === 'true' }
  if (name === 'status') {
    const status = statuses.find((each) => each === Number(value))
    if (status !== undefined) return { status }
    throw new SyntaxError(`The status '${value}' is not possible. Expected one of ${statuses.join(', ')}.`)
  }
  const known = [...numbers, ...texts, 'executed', 'status']
  throw new SyntaxError(`'${name}' is no setting of a fault. Settings: ${known.join(', ')}.`)
}

function parseNumber(name: string, value: string): number {
  const number = Number(value)
  const max = name === 'probability' ? 1 : Infinity
  if (value !== '' && number >= 0 && number <= max) return number
  throw new SyntaxError(`The ${name} '${value}' is no number from 0 to ${max}.`)
}
