import { isTemplate, parseTemplate, type Value } from '@keyway/engine'
import { toText } from '../../constants.ts'
import { formatPath } from '../../reference.ts'
import type { CardDraft } from '../draft.ts'
import { setInput } from '../inputs.ts'
import { cannotSay, type WriteScope } from '../scope.ts'
import { readConstant, readPath, withExtras } from '../values.ts'

/** A text with `{{{key}}}` placeholders, each the name of another input of the card. */
export function writeTemplate(
  scope: WriteScope,
  card: CardDraft,
  { from, value }: { from: string; value: Value },
): void {
  const taken = new Set([from, 'brace'])
  const place = (part: Value, wanted: string): string => {
    const constant = readConstant(part)
    if (constant !== undefined) return escaped(scope, card, toText(constant.value))
    const key = freeKey(wanted, taken)
    setInput(scope, card, { key, isCustom: true, value: part })
    return `{{{${key}}}}`
  }
  const text =
    typeof value === 'string' && isTemplate(value)
      ? parseTemplate(value)
          .map((part) => {
            if (typeof part === 'string') return escaped(scope, card, part)
            const path = readPath(part)
            if (path === undefined) {
              throw cannotSay(scope, card.title, 'A placeholder reads a field of every item of a list.')
            }
            const last = path.at(-1)
            const ref = { ref: formatPath(path) }
            // A step before this one may only carry what a template cannot hold.
            const extra = withExtras(scope.flow, ref)
            return place(
              readConstant(extra) === undefined ? ref : extra,
              typeof last === 'object' ? last.value : String(last),
            )
          })
          .join('')
      : place(value, 'text')
  setInput(scope, card, { key: from, type: 'text', value: { const: text } })
}

/** Three braces open a placeholder, so those of the author's own text come from an input. */
function escaped(scope: WriteScope, card: CardDraft, text: string): string {
  if (!text.includes('{{{')) return text
  if (!card.inputs.some(({ key }) => key === 'brace')) {
    setInput(scope, card, { key: 'brace', isCustom: true, value: { const: '{' } })
  }
  return text.split('{').join('{{{brace}}}')
}

function freeKey(wanted: string, taken: Set<string>): string {
  const base = wanted.replace(/[{}]/g, '').trim() || 'value'
  for (let count = 1; ; count += 1) {
    const key = count === 1 ? base : `${base} ${count}`
    if (taken.has(key)) continue
    taken.add(key)
    return key
  }
}
