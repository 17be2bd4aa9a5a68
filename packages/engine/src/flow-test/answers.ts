import type { Catalog, Json, JsonObject } from '@keyway/sdk'
import type { Command, Entry } from '../interpreter/journal.ts'
import type { TestAnswer, TestAnswers, TestCase } from './test-document.ts'

type Asked = Exclude<Command, { type: 'finish' | 'respond' }>

/** Something that the case has no answer for. */
export class UnansweredError extends Error {}

/** Answers the commands of one run from a case, in the order they come. */
export function createAnswers(
  catalog: Catalog,
  { steps, helpers }: Pick<TestCase, 'steps' | 'helpers'>,
  idOf: (step: string) => string | null,
): (command: Asked, at: number) => Entry {
  const used = new Map<string, number>()

  function next(name: string, given: TestAnswers, command: Asked): TestAnswer {
    if (!Array.isArray(given)) return given
    const count = used.get(name) ?? 0
    used.set(name, count + 1)
    const found = given[count]
    if (found !== undefined) return found
    throw new UnansweredError(
      `${describe(command, idOf)} ran more often than the case has answers (${given.length}).${shown(command)}`,
    )
  }

  function find(command: Asked): TestAnswer {
    const id = idOf(command.step)
    for (const name of id === null ? [command.step] : [id, command.step]) {
      const given = own(steps, name)
      if (given !== undefined) return next(`steps ${name}`, given, command)
    }
    const helper = command.type === 'start_child' ? own(helpers, command.flow) : undefined
    if (command.type === 'start_child' && helper !== undefined) {
      return next(`helpers ${command.flow}`, helper, command)
    }
    const where = command.type === 'start_child' ? `"helpers: { ${command.flow}: … }" or ` : ''
    throw new UnansweredError(
      `${describe(command, idOf)} is not answered by the case. Add ${where}"steps: { ${id ?? `"${command.step}"`}: … }".${shown(command)}`,
    )
  }

  return (command, at) => {
    const { id } = command
    if (command.type === 'sleep') return { type: 'woke', at: command.until, command: id }
    if (command.type === 'read_page') return toPage(command, find(command), at)
    const { output = null, error, pages } = find(command)
    if (pages !== undefined) {
      throw new UnansweredError(`${describe(command, idOf)} is no stream; answer it with output or error.`)
    }
    const refused = command.type === 'run_action' ? refusal(catalog, command) : undefined
    if (refused !== undefined || error !== undefined) {
      const failed = { code: 'input_invalid', message: refused ?? '', ...error, retry: 'never' as const }
      return command.type === 'start_child' && !command.async
        ? { type: 'child_finished', at, command: id, result: { status: 'failed', error: defined(failed) } }
        : { type: 'failed', at, command: id, error: defined(failed) }
    }
    if (command.type === 'ask') return { type: 'answered', at, command: id, answer: toObject(output) }
    if (command.type === 'start_child' && !command.async) {
      const result = { status: 'succeeded' as const, output: toObject(output) }
      return { type: 'child_finished', at, command: id, result }
    }
    return { type: 'succeeded', at, command: id, output }
  }
}

type Failure = Extract<Entry, { type: 'failed' }>['error']

function defined(failure: {
  code: string
  message: string
  retry: 'never'
  statusCode?: number | undefined
  body?: Json | undefined
}): Failure {
  const { statusCode, body, ...rest } = failure
  return {
    ...rest,
    ...(statusCode === undefined ? {} : { statusCode }),
    ...(body === undefined ? {} : { body }),
  }
}

function toPage(command: Extract<Asked, { type: 'read_page' }>, answer: TestAnswer, at: number): Entry {
  const { pages, error } = answer
  if (error !== undefined) {
    return { type: 'failed', at, command: command.id, error: defined({ ...error, retry: 'never' }) }
  }
  const number = typeof command.cursor === 'number' ? command.cursor : 0
  const items = pages?.[number]
  if (pages === undefined || (items === undefined && pages.length > 0)) {
    throw new UnansweredError(
      `The stream of ${command.step} is answered with "pages": a list of items for each.`,
    )
  }
  const output = { items: items ?? [], next: number + 1 < pages.length ? number + 1 : null }
  return { type: 'succeeded', at, command: command.id, output }
}

/** What the action itself would say of its input, before it asks anybody. */
function refusal(catalog: Catalog, command: Extract<Asked, { type: 'run_action' }>): string | undefined {
  const action = catalog.actions.get(command.action)?.action
  const parsed = action?.input.safeParse(command.input)
  if (action === undefined || parsed === undefined || parsed.success) return undefined
  const issue = parsed.error.issues[0]
  return `Input "${issue?.path.join('.') ?? ''}" of ${action.title}: ${issue?.message ?? 'not valid'}.`
}

function describe(command: Asked, idOf: (step: string) => string | null): string {
  const id = idOf(command.step)
  const what =
    command.type === 'start_child'
      ? `call of "${command.flow}"`
      : command.type === 'ask'
        ? 'wait for a person'
        : 'action' in command
          ? command.action
          : 'wait'
  return `${id === null ? command.step : `"${id}" (${command.step})`}, ${what},`
}

function shown(command: Asked): string {
  const asked = 'input' in command ? command.input : 'request' in command ? command.request : null
  return ` It was given ${JSON.stringify(asked)}.`
}

function toObject(value: Json): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {}
}

function own<Value>(record: Readonly<Record<string, Value>>, key: string): Value | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined
}
