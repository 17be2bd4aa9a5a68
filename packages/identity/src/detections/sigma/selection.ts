import { InputError, isJsonObject, type Json } from '@keyway/sdk'
import { allOf, anyOf, never, type EventTest } from '../events/event-test.ts'
import { parseField } from '../events/field.ts'
import { compileItem, type ItemTest } from './item.ts'
import type { CompileContext, Scalar } from './modifiers.ts'
import { SigmaError } from './sigma-error.ts'

/**
 * Compiles what stands under a search identifier: a map (every item), a list of maps (any of them) or a list of texts to be
 * found anywhere in the event. Source: Sigma rules specification 2.0, Detection. Throws SigmaError.
 */
export function compileSelection(name: string, selection: Json, context: CompileContext): EventTest {
  try {
    return compile(selection, context)
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    throw new SigmaError(`In "${name}": ${error.message}`, error)
  }
}

function compile(selection: Json, context: CompileContext): EventTest {
  if (isJsonObject(selection)) {
    const items = Object.entries(selection)
    if (items.length === 0) throw new SigmaError('It is empty; write at least one field and its value.')
    return allOf(items.map(([key, value]) => compileKey(key, value, context)))
  }
  if (Array.isArray(selection)) {
    if (selection.length === 0) throw new SigmaError('It is an empty list; write at least one item.')
    return anyOf(
      selection.map((item) =>
        isJsonObject(item) ? compile(item, context) : keywords([readScalar(item)], [], context),
      ),
    )
  }
  return keywords([readScalar(selection)], [], context)
}

function compileKey(key: string, value: Json, context: CompileContext): EventTest {
  const [path = '', ...modifiers] = key.split('|')
  const values = Array.isArray(value) ? value.map(readScalar) : [readScalar(value)]
  if (values.length === 0) throw new SigmaError(`"${key}" has an empty list of values; write at least one.`)
  if (path === '') return keywords(values, modifiers, context)
  return fieldTest(path, compileItem(modifiers, values, context))
}

function readScalar(value: Json): Scalar {
  if (typeof value !== 'object' || value === null) return value
  throw new SigmaError('A value is a map or a list within a list; write texts, numbers, true, false or null.')
}

function fieldTest(path: string, item: ItemTest): EventTest {
  if (item.tests.length === 0 && item.exists === undefined) return never
  const { negated, exists, takesNull } = item
  const field = parseField(path)
  return {
    test(event) {
      const found = event.read(field)
      if (exists !== undefined) return (found.exists === exists) !== negated
      if (!found.exists) return takesNull !== negated
      const meets = (test: ItemTest['tests'][number]): boolean =>
        found.values.some((value) => test(value, event))
      return (item.all ? item.tests.every(meets) : item.tests.some(meets)) !== negated
    },
    types:
      field.key === 'eventtype' && !negated && item.equals !== undefined ? new Set(item.equals) : undefined,
  }
}

/** Texts to be found anywhere: each is a part of some text of the event, unless a modifier says otherwise. */
function keywords(
  values: readonly Scalar[],
  modifiers: readonly string[],
  context: CompileContext,
): EventTest {
  const parts = modifiers.includes('re') ? modifiers : ['contains', ...modifiers]
  const item = compileItem(parts, values, context)
  if (item.tests.length === 0) return never
  return {
    test(event) {
      const meets = (test: ItemTest['tests'][number]): boolean =>
        event.texts().some((text) => test(text, event))
      return (item.all ? item.tests.every(meets) : item.tests.some(meets)) !== item.negated
    },
    types: undefined,
  }
}
