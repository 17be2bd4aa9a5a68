import { defineCard, field, z } from '@keyway/sdk'
import { caseField, patternField, textField } from '../fields.ts'
import { compilePattern, findMatches, type PatternMatch } from '../pattern.ts'

export const replacePattern = defineCard({
  id: 'text.replace_pattern',
  title: 'Replace Pattern',
  description:
    'Replaces what a regular expression matches: every place, or the first. In the replacement $1 stands for the first ' +
    'pair of parentheses, $<name> for a named group, $& for the whole match and $$ for a dollar sign.',
  input: z.object({
    text: textField('Look in'),
    pattern: patternField,
    replacement: textField('Replace with'),
    all: field(z.boolean().default(true), { title: 'All instances' }),
    caseSensitive: caseField,
  }),
  output: z.object({ output: z.string() }),
  examples: [
    {
      input: { text: '+1 (555) 010-0000', pattern: '[^0-9+]', replacement: '' },
      output: { output: '+15550100000' },
    },
    {
      title: 'groups',
      input: { text: 'Lovelace, Ada', pattern: String.raw`(\w+), (?<first>\w+)`, replacement: '$<first> $1' },
      output: { output: 'Ada Lovelace' },
    },
    {
      title: 'the first only, and a dollar sign',
      input: { text: '5 5', pattern: '5', replacement: '$$$&', all: false },
      output: { output: '$5 5' },
    },
    {
      title: 'a group that does not exist',
      input: { text: 'a', pattern: 'a', replacement: '$2' },
      output: { output: '$2' },
    },
    { title: 'no text', input: { pattern: 'a' }, output: { output: '' } },
  ],
  failures: [{ input: { text: 'a', pattern: '*' }, code: 'pattern_invalid' }],
  run({ text, pattern, replacement, all, ...options }) {
    const parts: string[] = []
    let end = 0
    for (const match of findMatches(compilePattern(pattern, options), text)) {
      parts.push(text.slice(end, match.start), fill(replacement, match))
      end = match.end
      if (!all) break
    }
    return { output: parts.join('') + text.slice(end) }
  },
})

const reference = /\$(?:(?<sign>[$&])|(?<index>\d{1,2})|<(?<name>[^>]{1,80})>)/g

function fill(replacement: string, match: PatternMatch): string {
  const parts: string[] = []
  let end = 0
  for (const found of replacement.matchAll(reference)) {
    parts.push(replacement.slice(end, found.index), referenced(match, found.groups ?? {}) ?? found[0])
    end = found.index + found[0].length
  }
  return parts.join('') + replacement.slice(end)
}

function referenced(
  { text, groups, named }: PatternMatch,
  { sign, index, name = '' }: Readonly<Record<string, string | undefined>>,
): string | undefined {
  if (sign !== undefined) return sign === '$' ? '$' : text
  if (index === undefined) return Object.hasOwn(named, name) ? (named[name] ?? '') : undefined
  const at = Number(index) - 1
  return at >= 0 && at < groups.length ? (groups[at] ?? '') : undefined
}
