import { SigmaError } from './sigma-error.ts'

/** What an organisation says its placeholders stand for, by name in lower case. */
export type Parameters = ReadonlyMap<string, readonly string[]>

/** Names that published rules misspell, and what they mean. */
const misspelt: ReadonlyMap<string, string> = new Map([['legtimate_identifiers', 'legitimate_identifiers']])

const mostTexts = 10_000

/**
 * Replaces each `%name%` by every text that it stands for; `\%` is a percent sign. `missing` hears of names that stand for
 * nothing, and the texts are then none: a rule never matches everything because a name is unknown.
 */
export function expandPlaceholders(
  source: string,
  parameters: Parameters,
  missing: (name: string) => void,
): string[] {
  let texts = ['']
  for (const [whole, name] of source.matchAll(/%([^%\\\s]+)%|\\%|[^%\\]+|[%\\]/g)) {
    const endings = name === undefined ? [whole === '\\%' ? '%' : whole] : valuesOf(name, parameters)
    if (endings.length === 0) missing(name ?? whole)
    texts = texts.flatMap((text) => endings.map((ending) => text + ending))
    if (texts.length > mostTexts) {
      throw new SigmaError(
        `The placeholders of "${source}" stand for more than ${String(mostTexts)} texts; shorten their lists.`,
      )
    }
  }
  return texts
}

function valuesOf(name: string, parameters: Parameters): readonly string[] {
  const key = name.toLowerCase()
  return parameters.get(key) ?? parameters.get(misspelt.get(key) ?? key) ?? []
}
