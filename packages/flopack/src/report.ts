import type { ExportCard } from './body.ts'
import type { Loss } from './losses.ts'
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
  adapted: (card: ExportCard, loss: Loss) => void
  unsupported: (card: ExportCard, loss: Loss) => void
  /** The step that does the card's work, or stands where it stood. */
  place: (uuid: string, stepId: string) => void
  warn: (message: string, card?: ExportCard) => void
}

export function createReport(flow: string): Report {
  const verdicts = new Map<ExportCard, CardVerdict>()
  const places = new Map<string, string>()
  const warnings: Warning[] = []
  let bodies = 0
  const describe = (card: ExportCard) => ({ card: card.address.card, title: titleOf(card) })
  return {
    get cards() {
      return [...verdicts].map(([card, verdict]) => {
        const step = places.get(card.uuid)
        return step === undefined ? verdict : { ...verdict, step }
      })
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
    adapted: (card, { reason, advice }) => {
      const known = verdicts.get(card)
      if (known?.verdict === 'unsupported') return
      verdicts.set(card, {
        ...describe(card),
        verdict: 'adapted',
        reason: joined(known?.reason, reason),
        advice: joined(known?.advice, advice),
      })
    },
    unsupported: (card, loss) => {
      verdicts.set(card, { ...describe(card), verdict: 'unsupported', ...loss })
    },
    place: (uuid, stepId) => void places.set(uuid, places.get(uuid) ?? stepId),
    warn: (message, card) => {
      warnings.push({ flow, ...(card === undefined ? {} : { card: titleOf(card) }), message })
    },
  }
}

/** The same is said once. */
function joined(known: string | undefined, more: string): string {
  if (known === undefined) return more
  return known.includes(more) ? known : `${known} ${more}`
}

/** Hidden cards carry ids where others have a title. */
function titleOf(card: ExportCard): string {
  return card.isDisplayed ? card.title : card.address.method
}
