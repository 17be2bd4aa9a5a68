import { coerce, isJsonObject, valueTypes, InputError, type Json, type ValueType } from '@keyway/sdk'
import type { Value } from '../flow/document.ts'
import { follow, parseReference, type ParsedReference } from './reference.ts'
import { isTemplate, parseTemplate, renderTemplate } from './template.ts'

/** Finds what a reference's root stands for; undefined when that step has not run. */
export type Lookup = (root: string) => Json | undefined

/** A value of a flow document, ready to be evaluated many times. */
export interface CompiledValue {
  evaluate: (lookup: Lookup) => Json
  /** Every reference inside, for validation and for drawing. */
  references: readonly ParsedReference[]
}

/** Compiles a value (see `Value` for the forms). Throws InputError for an unreadable reference or template. */
export function compileValue(value: Value): CompiledValue {
  if (typeof value === 'string') return isTemplate(value) ? compileTemplate(value) : constant(value)
  if (Array.isArray(value)) return compileList(value)
  if (!isJsonObject(value)) return constant(value)
  if (Object.hasOwn(value, 'const') && Object.keys(value).length === 1) return constant(value.const ?? null)
  if (typeof value.ref === 'string') return compileReference(value.ref, value)
  return compileObject(value)
}

function constant(value: Json): CompiledValue {
  return { evaluate: () => value, references: [] }
}

function resolve(reference: ParsedReference, lookup: Lookup): Json {
  return follow(lookup(reference.root) ?? null, reference.segments)
}

function compileTemplate(text: string): CompiledValue {
  const template = parseTemplate(text)
  return {
    evaluate: (lookup) => renderTemplate(template, (reference) => resolve(reference, lookup)),
    references: template.filter((part) => typeof part !== 'string'),
  }
}

function compileReference(path: string, value: Record<string, Json>): CompiledValue {
  const { ref: _, as, ...rest } = value
  const unknown = Object.keys(rest)[0]
  if (unknown !== undefined) {
    throw new InputError(
      `A reference has "ref" and, if wanted, "as"; found "${unknown}" beside them. ` +
        'Write {"const": …} for an object that is plain data.',
      { code: 'reference_malformed' },
    )
  }
  const reference = parseReference(path)
  if (as === undefined) return { evaluate: (lookup) => resolve(reference, lookup), references: [reference] }
  const type = toValueType(as)
  return {
    evaluate: (lookup) => naming(path, () => coerce(resolve(reference, lookup), type)),
    references: [reference],
  }
}

/** Says in the error of a conversion which value it was about. */
function naming(what: string, convert: () => Json): Json {
  try {
    return convert()
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    throw new InputError(`${what}: ${error.message}`, { code: error.code, cause: error })
  }
}

/** The innermost name is the one of the step's own input. */
function namingInput(name: string, evaluate: () => Json): Json {
  try {
    return evaluate()
  } catch (error) {
    if (!(error instanceof InputError) || error.message.startsWith('Input "')) throw error
    throw new InputError(`Input "${name}": ${error.message}`, { code: error.code, cause: error })
  }
}

function toValueType(as: Json): ValueType {
  const type = valueTypes.find((known) => known === as)
  if (type !== undefined) return type
  throw new InputError(`"as": ${JSON.stringify(as)} is not a type. Known types: ${valueTypes.join(', ')}.`, {
    code: 'reference_malformed',
  })
}

function compileList(items: Json[]): CompiledValue {
  const compiled = items.map(compileValue)
  if (compiled.every((item) => item.references.length === 0)) {
    const plain = compiled.map((item) => item.evaluate(noLookup))
    return constant(plain)
  }
  return {
    evaluate: (lookup) => compiled.map((item) => item.evaluate(lookup)),
    references: compiled.flatMap((item) => item.references),
  }
}

function compileObject(fields: Record<string, Json>): CompiledValue {
  const compiled = Object.entries(fields).map(([key, value]) => [key, compileValue(value)] as const)
  const evaluate = (lookup: Lookup): Json =>
    // fromEntries defines own properties, so a key such as __proto__ stays data.
    Object.fromEntries(compiled.map(([key, value]) => [key, namingInput(key, () => value.evaluate(lookup))]))
  const references = compiled.flatMap(([, value]) => value.references)
  return references.length === 0 ? constant(evaluate(noLookup)) : { evaluate, references }
}

const noLookup: Lookup = () => undefined
