import { InputError } from '@keyway/sdk'
import { RE2JS, RE2JSException } from 're2js'

/**
 * Regular expressions in linear time. Patterns come from authors and texts from strangers, so the built-in engine, which
 * backtracks, is not used: `(a+)+$` would hold up every flow. RE2 has no look-around and no back-references.
 */
export interface Pattern {
  readonly compiled: RE2JS
  readonly source: string
}

export interface PatternMatch {
  text: string
  /** Positions in UTF-16 units; the end is the first unit after the match. */
  start: number
  end: number
  /** What each pair of parentheses matched; null where it took no part. */
  groups: (string | null)[]
  named: Record<string, string | null>
}

const longestPattern = 1000

/**
 * Steps that one card may take in the worst case: a few seconds. A step is one character seen by one instruction of the
 * compiled pattern. Finding every match may look at the rest of the text again after each of them.
 */
const maximumSteps = 200_000_000

/** Throws InputError `pattern_invalid`. */
export function compilePattern(source: string, { caseSensitive }: { caseSensitive: boolean }): Pattern {
  if (source.length > longestPattern) {
    throw new InputError(
      `The pattern has ${String(source.length)} characters; shorten it to ${String(longestPattern)}.`,
      { code: 'pattern_invalid' },
    )
  }
  try {
    const flags = caseSensitive ? 0 : RE2JS.CASE_INSENSITIVE
    return { source, compiled: RE2JS.compile(RE2JS.translateRegExp(source), flags) }
  } catch (cause) {
    if (!(cause instanceof RE2JSException)) throw cause
    throw new InputError(
      `The pattern "${source}" is no regular expression that can be used here; correct it, and do without look-ahead, ` +
        'look-behind, back-references and repetitions above 1000.',
      { code: 'pattern_invalid', cause },
    )
  }
}

export function findMatch(pattern: Pattern, text: string): PatternMatch | undefined {
  for (const match of findMatches(pattern, text)) return match
  return undefined
}

/** Every match, from left to right. Throws InputError `pattern_too_costly` when that could take too long. */
export function* findMatches({ compiled, source }: Pattern, text: string): Generator<PatternMatch> {
  const matcher = compiled.matcher(text)
  const size = matcher.programSize()
  let steps = text.length * size
  while (steps <= maximumSteps) {
    if (!matcher.find()) return
    yield readMatch(compiled, matcher)
    steps += (text.length - matcher.end()) * size
  }
  throw new InputError(
    `Finding "${source}" in ${String(text.length)} characters could take too long; split the text first, or look for a ` +
      'simpler pattern.',
    { code: 'pattern_too_costly' },
  )
}

function readMatch(compiled: RE2JS, matcher: ReturnType<RE2JS['matcher']>): PatternMatch {
  const group = (index: number): string | null => matcher.group(index) ?? null
  const names = Object.entries(compiled.namedGroups())
  return {
    text: group(0) ?? '',
    start: matcher.start(),
    end: matcher.end(),
    groups: Array.from({ length: compiled.groupCount() }, (_, index) => group(index + 1)),
    named: Object.fromEntries(names.map(([name, index]) => [name, group(index)])),
  }
}
