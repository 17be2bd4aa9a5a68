import { isJsonObject } from '@keyway/sdk'
import type { CardStep, Value } from '@keyway/engine'
import type { CustomFields } from '../../cards/kernel.ts'
import type { CardDraft } from '../draft.ts'
import { setInput } from '../inputs.ts'
import { cannotSay, nameOf, type WriteScope } from '../scope.ts'
import { readConstant } from '../values.ts'
import { literalFields, splitName } from './names.ts'

/** The author's own fields, which documents gather in one record or list. */
export function writeGathered(
  scope: WriteScope,
  card: CardDraft,
  { step, custom, value }: { step: CardStep; custom: CustomFields; value: Value | undefined },
): void {
  const group = custom.group ?? null
  const fields = custom.as === 'list' ? literalItems(value, custom.first ?? []) : literalFields(value)
  if (fields === undefined) {
    throw cannotSay(
      scope,
      nameOf(step),
      `Okta Workflows needs the ${custom.as === 'list' ? 'items' : 'fields'} of "${custom.into}" one by one.`,
    )
  }
  for (const [name, part] of fields) {
    if (custom.from === 'outputs') {
      const path = readConstant(part)?.value
      if (typeof path !== 'string') {
        throw cannotSay(
          scope,
          nameOf(step),
          `The path "${name}" is computed, which Get Multiple does not know.`,
        )
      }
      if (path !== name) {
        throw cannotSay(scope, nameOf(step), `Get Multiple names "${path}" after its path, not "${name}".`)
      }
      card.outputs.push({
        id: scope.flow.ids.next(),
        group: null,
        key: path,
        type: 'object',
        data: null,
        isCustom: true,
      })
      continue
    }
    const isFirst = custom.first?.includes(name) === true
    const [inputGroup, key] = isFirst ? splitName(name) : [group, name]
    setInput(scope, card, { key, group: inputGroup, isCustom: !isFirst, isOpen: true, value: part })
  }
}

/** Items by the names of the inputs that hold them. */
function literalItems(value: Value | undefined, first: readonly string[]): [string, Value][] | undefined {
  if (value === undefined) return []
  const name = (at: number): string => first[at] ?? `item ${at + 1}`
  if (Array.isArray(value)) return value.map((item, at) => [name(at), item])
  const constant = readConstant(value)?.value
  return Array.isArray(constant) && isJsonObject(value)
    ? constant.map((item, at) => [name(at), { const: item }])
    : undefined
}
