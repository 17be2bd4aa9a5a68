import { base64, base64AtOffsets, wideEncodings } from './encodings.ts'
import { expandPlaceholders, type Parameters } from './placeholders.ts'
import { SigmaError } from './sigma-error.ts'
import { parsePattern, plainTextOf, withAnyDash, type TextPattern } from './text-pattern.ts'
import { findTimePart, type TimePart } from './time-part.ts'

/** A value as a rule writes it. */
export type Scalar = string | number | boolean | null

export interface CompileContext {
  parameters: Parameters
  /** Hears of placeholders that stand for nothing. */
  missing: (name: string) => void
}

export type Order = 'lt' | 'lte' | 'gt' | 'gte'

/** A value of a rule, and what modifiers have made of it: any of several values or texts. */
export interface Choice {
  values: readonly Scalar[]
  patterns: readonly TextPattern[]
}

/** What the modifiers so far have made of an item. */
export interface Draft {
  choices: readonly Choice[]
  affixes: { before: boolean; after: boolean }
  all: boolean
  cased: boolean
  negated: boolean
  order?: Order
  kind?: 'text' | 'regular expression' | 'addresses' | 'field' | 'exists'
  flags: { ignoreCase: boolean; multiline: boolean; dotAll: boolean }
  timePart?: TimePart
  /** Whether the texts are bytes, one character each. */
  binary: boolean
}

/** Applies modifiers from left to right to the values of an item. Source: Sigma modifiers 2.1. Throws SigmaError. */
export function applyModifiers(
  modifiers: readonly string[],
  values: readonly Scalar[],
  context: CompileContext,
): Draft {
  return modifiers.reduce((draft, modifier) => apply(modifier, draft, context), toDraft(values))
}

function toDraft(values: readonly Scalar[]): Draft {
  return {
    choices: values.map((value) => toChoice([value])),
    affixes: { before: false, after: false },
    all: false,
    cased: false,
    negated: false,
    flags: { ignoreCase: false, multiline: false, dotAll: false },
    binary: false,
  }
}

function toChoice(values: readonly Scalar[]): Choice {
  return { values, patterns: values.map((value) => parsePattern(value === null ? '' : String(value))) }
}

function apply(modifier: string, draft: Draft, context: CompileContext): Draft {
  const { affixes, flags } = draft
  switch (modifier) {
    case 'all':
      return { ...draft, all: true }
    case 'cased':
      return { ...draft, cased: true }
    case 'neq':
      return { ...draft, negated: true }
    case 'startswith':
      return { ...draft, affixes: { ...affixes, after: true } }
    case 'endswith':
      return { ...draft, affixes: { ...affixes, before: true } }
    case 'contains':
      return { ...draft, affixes: { before: true, after: true } }
    case 'exists':
      return { ...draft, kind: 'exists' }
    case 'windash':
      return mapPatterns(draft, (pattern) => [withAnyDash(pattern)])
    case 're':
      return { ...draft, kind: 'regular expression' }
    case 'i':
    case 'm':
    case 's': {
      if (draft.kind !== 'regular expression') throw new SigmaError(`"${modifier}" stands only after "re".`)
      const [ignoreCase, multiline, dotAll] = [modifier === 'i', modifier === 'm', modifier === 's']
      return {
        ...draft,
        flags: {
          ignoreCase: flags.ignoreCase || ignoreCase,
          multiline: flags.multiline || multiline,
          dotAll: flags.dotAll || dotAll,
        },
      }
    }
    case 'base64':
    case 'base64offset':
      return encodeBase64(modifier, draft)
    case 'lt':
    case 'lte':
    case 'gt':
    case 'gte':
      return { ...draft, order: modifier }
    case 'cidr':
      return { ...draft, kind: 'addresses' }
    case 'expand':
      return expand(draft, context)
    case 'fieldref':
      return { ...draft, kind: 'field' }
    default:
      return applyNamed(modifier, draft)
  }
}

/** Modifiers that come from tables: encodings and parts of time. */
function applyNamed(modifier: string, draft: Draft): Draft {
  const encode = wideEncodings.get(modifier)
  if (encode !== undefined) {
    const encoded = mapPatterns(draft, (pattern) => [[{ text: encode(plainTextOf(pattern, modifier)) }]])
    return { ...encoded, binary: true }
  }
  const timePart = findTimePart(modifier)
  if (timePart !== undefined) return { ...draft, timePart }
  throw new SigmaError(`There is no modifier "${modifier}"; correct it, or take a rule for Sigma 2.1.`)
}

function encodeBase64(modifier: 'base64' | 'base64offset', draft: Draft): Draft {
  const encode = modifier === 'base64' ? (buffer: Buffer): string[] => [base64(buffer)] : base64AtOffsets
  const encoded = mapPatterns(draft, (pattern) =>
    encode(Buffer.from(plainTextOf(pattern, modifier), draft.binary ? 'latin1' : 'utf8')).map((text) => [
      { text },
    ]),
  )
  return { ...encoded, binary: false }
}

function mapPatterns(draft: Draft, change: (pattern: TextPattern) => readonly TextPattern[]): Draft {
  const choices = draft.choices.map(({ values, patterns }) => ({
    values,
    patterns: patterns.flatMap(change),
  }))
  return { ...draft, choices }
}

function expand(draft: Draft, { parameters, missing }: CompileContext): Draft {
  const choices = draft.choices.map(({ values }) =>
    toChoice(
      values.flatMap((value): Scalar[] =>
        typeof value === 'string' ? expandPlaceholders(value, parameters, missing) : [value],
      ),
    ),
  )
  return { ...draft, choices }
}
