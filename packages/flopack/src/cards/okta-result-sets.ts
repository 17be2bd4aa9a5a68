import type { CardVariant, OutputMapping } from './connector-card-mapping.ts'

/** Larger than any org. */
const everything = 1_000_000

/** The result set of a card only chooses among its variants. */
export const resultSetRead = { resultSet: 'Chooses the variant.' }

/** Result sets of the cards that list or search. "First 200" is one page, "All" is every page. */
export function resultSets(
  noun: 'Matching Records' | 'Records',
  stream: CardVariant['stream'],
  page = 200,
): CardVariant[] {
  return [
    { when: { 'parameters/resultSet': ['First Matching Record'] }, with: { resultSet: 'first' } },
    { when: { 'parameters/resultSet': [`First ${page} ${noun}`] }, with: { resultSet: 'all', limit: page } },
    { when: { 'parameters/resultSet': [`All ${noun}`] }, with: { resultSet: 'all', limit: everything } },
    {
      when: { 'parameters/resultSet': [`Stream ${noun}`] },
      // A stream reads every page anyway.
      with: {},
      ...(stream === undefined ? {} : { stream }),
    },
  ]
}

/** The action has no result set of its own, only a limit. */
export function withoutResultSet(variant: CardVariant): CardVariant {
  const { resultSet: _, ...rest } = { ...variant.with }
  return { ...variant, with: rest }
}

type Outputs = Readonly<Record<string, OutputMapping>>

export const statusCode: Outputs = { 'Response/statusCode': 'statusCode' }
