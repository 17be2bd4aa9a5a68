import type { ExportCard } from './body.ts'
import { isPinned } from './pins.ts'
import type { Report } from './report.ts'

/** Values that only make sense in the author's org. */
const foreign: readonly { pattern: RegExp; what: string }[] = [
  { pattern: /^00[a-z][A-Za-z0-9]{17}$/, what: 'an id of the org' },
  { pattern: /^0o[a-z][A-Za-z0-9]{17}$/, what: 'an id of the org' },
  { pattern: /^[CDGUTW]0[A-Z0-9]{7,10}$/, what: 'a Slack id' },
  { pattern: /^[^\s@]+@[^\s@]+\.[a-z]{2,}$/i, what: 'an e-mail address' },
  { pattern: /^--.*--$/, what: 'a placeholder' },
  { pattern: /^<[^<>]+>$/, what: 'a placeholder' },
]

/** Names constants that the author's org is written into: whoever imports the flow must replace them. */
export function warnOfForeignConstants(card: ExportCard, report: Report): void {
  for (const input of card.inputs) {
    if (isPinned(card, input) || input.isFlow || input.isErrorInput) continue
    const values = Array.isArray(input.data) ? input.data : [input.data]
    for (const value of values) {
      if (typeof value !== 'string' || value.length > 300) continue
      const found = foreign.find(({ pattern }) => pattern.test(value))
      if (found !== undefined) {
        report.warn(
          `"${input.label ?? input.key}" holds ${found.what} from where the flow was made; check it.`,
          card,
        )
      }
    }
  }
}
