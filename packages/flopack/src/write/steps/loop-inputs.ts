import type { CallStep, Step } from '@keyway/engine'
import type { Source } from '../../source.ts'
import { unsetValue } from '../stored-type.ts'
import type { CardDraft } from '../draft.ts'
import { canonical, findPath, findShape } from '../find-source.ts'
import { setInput } from '../inputs.ts'
import { cannotSay, nameOf, type WriteScope } from '../scope.ts'
import { readConstant, readRef, wantedOf, type Wanted } from '../values.ts'

interface LoopCall {
  step: Step
  call: CallStep
  /** What the item is; undefined in a loop without items. */
  item: Source | undefined
  /** Input of the helper that the card fills by itself. */
  own: string | undefined
}

/** What a loop passes to its helper: parts of the item, or the same value every time. */
export function writeLoopInputs(
  scope: WriteScope,
  card: CardDraft,
  { step, call, item, own }: LoopCall,
): void {
  const helper = scope.flow.file.findFlow(call.call) ?? ''
  for (const [key, value] of Object.entries(call.with ?? {})) {
    if (key === own) continue
    const wanted = readConstant(value) === undefined ? wantedOf(scope.flow, value) : undefined
    if (wanted === undefined || wanted.root !== step.id) {
      setInput(scope, card, { key, isCustom: true, itemPath: null, value })
      continue
    }
    const itemPath = item === undefined ? undefined : pathInItem(item, wanted)
    if (itemPath === undefined || readRef(value)?.as !== undefined) {
      throw cannotSay(
        scope,
        nameOf(step),
        `It passes "${key}" as something else than the item or one of its fields. The helper can take the item ` +
          'and read more of it, and it knows its own index.',
      )
    }
    const type = scope.flow.file.inputType(helper, key) ?? 'object'
    const id = scope.flow.ids.next()
    card.inputs.push({ id, group: null, key, type, data: unsetValue(type), isCustom: true, itemPath })
  }
}

/** The one key of the item that is wanted, `''` for all of it. */
function pathInItem(item: Source, wanted: Wanted): string | undefined {
  const drill =
    wanted.kind === 'path' ? findPath(item, wanted.path)?.drill : findShape(item, canonical(wanted.shape))
  if (drill === undefined || drill.length > 1) return undefined
  return drill[0] ?? ''
}
