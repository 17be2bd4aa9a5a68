import { isJsonObject } from '@keyway/sdk'

/** What the cards of a file say about the helpers they call, beyond what the helpers say themselves. */
export interface HelperCalls {
  /** Helpers whose result some card uses. */
  asked: ReadonlySet<string>
  /**
   * Keys of inputs that loops fill with texts although they declare a scalar of another type, by helper. The product
   * passes such items as they are: a published range check passes addresses as numbers, and splits them at the dots.
   */
  texts: ReadonlyMap<string, ReadonlySet<string>>
}

const askers = /^root:kernel:(control:[^:]*:spawn|list:[^:]*:(map|filter|reduce)|object:[^:]*:map)$/
/** Texts, numbers and the like: items that have one type. */
const scalars: ReadonlySet<unknown> = new Set(['string', 'number', 'boolean', 'Date'])

/** Looks at every card of these bodies, embedded bodies included. */
export function readHelperCalls(bodies: readonly unknown[]): HelperCalls {
  const asked = new Set<string>()
  const texts = new Map<string, Set<string>>()
  const open = [...bodies]
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    if (typeof value !== 'object' || value === null) continue
    if (isJsonObject(value) && typeof value.address === 'string') {
      const fields = inputsOf(value)
      const helpers = fields.flatMap(({ value: { type, data } }) =>
        type === 'flo' && typeof data === 'string' ? [data] : [],
      )
      const items = textItems(fields)
      for (const helper of helpers) {
        if (askers.test(value.address) && isUsed(value)) asked.add(helper)
        if (items.length > 0) texts.set(helper, new Set([...(texts.get(helper) ?? []), ...items]))
      }
    }
    // One by one: a list of a hostile file may be too long to spread.
    for (const inner of Object.values(value)) if (typeof inner === 'object') open.push(inner)
  }
  return { asked, texts }
}

interface RawInput {
  key: unknown
  value: Readonly<Record<string, unknown>>
}

function inputsOf({ node }: Readonly<Record<string, unknown>>): RawInput[] {
  const model = isJsonObject(node) ? node.model : undefined
  const inputs = isJsonObject(model) ? model.inputs : undefined
  const fields = isJsonObject(inputs) && isJsonObject(inputs.data) ? Object.values(inputs.data) : []
  return fields.flatMap((field) =>
    isJsonObject(field) && isJsonObject(field.value) ? [{ key: field.key, value: field.value }] : [],
  )
}

function isUsed({ pins }: Readonly<Record<string, unknown>>): boolean {
  const targets = isJsonObject(pins) ? Object.values(pins) : []
  return targets.some((target) => isJsonObject(target) && Object.keys(target).length > 0)
}

/** Inputs of another scalar type that take the whole item of a list of texts. */
function textItems(fields: readonly RawInput[]): string[] {
  const list = fields.find(({ key, value }) => key === 'list' && value.collection === true)
  if (list === undefined || list.value.type !== 'string') return []
  return fields.flatMap(({ key, value: { type, proxy } }) => {
    const isItem = isJsonObject(proxy) && proxy.dynamic === true && proxy.path === ''
    return isItem && typeof key === 'string' && scalars.has(type) && type !== 'string' ? [key] : []
  })
}
