import { field, z } from '@keyway/sdk'
import { withDefault } from '../input.ts'

const value = z.union([z.string(), z.number(), z.boolean(), z.null()])

/** Attributes a record must have, as an input; blank values are left out. */
export const match = field(
  withDefault(
    z.record(
      z.string().regex(/^[A-Za-z_][\w.-]*$/, 'An attribute is a name like status or profile.city.'),
      value,
    ),
    {},
  ),
  {
    title: 'Match',
    description: 'Attributes by name that must be equal, joined by "and"; empty ones are skipped.',
  },
)

/**
 * Joins attributes and an expression by `and`. Values are written as JSON strings, which is how Okta's grammar quotes
 * them, so data cannot become part of the expression.
 */
export function joinTerms(attributes: z.output<typeof match>, expression?: string): string | undefined {
  const terms = Object.entries(attributes)
    .filter(([, expected]) => expected !== null && expected !== '')
    .map(([name, expected]) => `${name} eq ${JSON.stringify(expected)}`)
  if (expression === undefined) return terms.length === 0 ? undefined : terms.join(' and ')
  return terms.length === 0 ? expression : [...terms, `(${expression})`].join(' and ')
}
