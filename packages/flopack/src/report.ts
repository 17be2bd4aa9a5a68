import type { ExportCard } from './body.ts'
import type { CardVerdict, Warning } from './reading.ts'

/** Collects what became of each card while a flow is translated. */
export interface Report {
  readonly cards: readonly CardVerdict[]
  readonly warnings: readonly Warning[]
  /** Bodies read: the flow itself and those embedded in it. */
  readonly bodies: number
  countBody: () => void
  exact: (card: ExportCard) => void
  /** The card runs, but not in every respect as before. A second adaptation of a card adds its reason. */
  adapted: (card: ExportCard, reason: string) => void
  unsupported: (card: ExportCard, reason: string) => void
  warn: (message: string, card?: ExportCard) => void
}

export function createReport(flow: string): Report {
  const verdicts = new Map<ExportCard, CardVerdict>()
  const warnings: Warning[] = []
  let bodies = 0
  const describe = (card: ExportCard) => ({ card: card.address.card, title: titleOf(card) })
  return {
    get cards() {
      return [...verdicts.values()]
    },
    get bodies() {
      return bodies
    },
    warnings,
    countBody: () => {
      bodies += 1
    },
    exact: (card) => {
      if (!verdicts.has(card)) verdicts.set(card, { ...describe(card), verdict: 'exact' })
    },
    adapted: (card, reason) => {
      const known = verdicts.get(card)
      if (known?.verdict === 'unsupported') return
      if (known?.reason?.includes(reason) === true) return
      const reasons = known?.reason === undefined ? reason : `${known.reason} ${reason}`
      verdicts.set(card, { ...describe(card), verdict: 'adapted', reason: reasons })
    },
    unsupported: (card, reason) => {
      verdicts.set(card, { ...describe(card), verdict: 'unsupported', reason })
    },
    warn: (message, card) => {
      warnings.push({ flow, ...(card === undefined ? {} : { card: titleOf(card) }), message })
    },
  }
}

/** Hidden cards carry ids where others have a title. */
function titleOf(card: ExportCard): string {
  return card.isDisplayed ? card.title : card.address.method
}
