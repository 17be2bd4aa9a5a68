import type { ComboboxParsedItem } from '@mantine/core'
import { stripTexts } from '../texts/strip.ts'
import { head } from '../values/preview.ts'
import { describeSource } from './describe-source.ts'
import type { CardModel, Field, StripItem } from './model.ts'

/** Something in a flow that can be looked for. */
export interface Finding {
  key: string
  group: string
  label: string
  /** Everything it has, in small letters. */
  words: string
  /** Where it leads. */
  path: string
}

/** Longer ones are recognised by their beginning. */
const shownLength = 110

/** Everything that can be looked for in a flow: cards, what fills their inputs, their outputs, notes. */
export function listFindings(items: readonly StripItem[]): Finding[] {
  const { cards, inputs, outputs, notes } = stripTexts.findings
  const found: Finding[] = []
  const add = (finding: Omit<Finding, 'words'>) =>
    found.push({ ...finding, words: finding.label.toLowerCase(), label: head(finding.label, shownLength) })
  const visit = (inside: readonly StripItem[]) => {
    for (const item of inside) {
      if (item.kind === 'note') {
        add({ key: `note ${item.path}`, group: notes, label: item.text, path: item.path })
        continue
      }
      const { card } = item
      const { path } = card
      add({ key: `card ${path}`, group: cards, label: nameOf(card), path })
      for (const field of card.inputs) {
        if (field.source === null) continue
        const label = `${card.title} › ${field.label}: ${describeSource(field.source)}`
        add({ key: `in ${path} ${field.key}`, group: inputs, label, path })
      }
      for (const field of card.outputs) {
        add({ key: `out ${path} ${field.key}`, group: outputs, label: outputLabel(card, field), path })
      }
      if (item.kind === 'container') for (const lane of item.lanes) visit(lane.items)
    }
  }
  visit(items)
  const order = [cards, inputs, outputs, notes]
  return found.toSorted((a, b) => order.indexOf(a.group) - order.indexOf(b.group))
}

/** The groups with what has all words of the search in it. Without a search: the cards, as a table of contents. */
export function findInFlow(
  findings: readonly Finding[],
  groups: readonly ComboboxParsedItem[],
  { search, limit }: { search: string; limit: number },
): ComboboxParsedItem[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  const matching = new Set(
    findings.filter((one) => words.every((word) => one.words.includes(word))).map(({ key }) => key),
  )
  let left = words.length === 0 ? Number.POSITIVE_INFINITY : limit
  const shown = words.length === 0 ? groups.slice(0, 1) : groups
  return shown.flatMap((group) => {
    if (!('group' in group)) return []
    const items = group.items
      .filter((item) => matching.has(typeof item === 'string' ? item : item.value))
      .slice(0, Math.min(left, group.items.length))
    left -= items.length
    return items.length === 0 ? [] : [{ ...group, items }]
  })
}

function nameOf({ title, app, id }: CardModel): string {
  return id === null ? `${title} · ${app}` : `${title} · ${app} · ${id}`
}

function outputLabel(card: CardModel, { label, reference }: Field): string {
  return `${card.title} › ${label}${reference === null ? '' : ` (${reference})`}`
}
