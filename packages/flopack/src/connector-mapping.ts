import type { CardVariant, ConnectorCardMapping } from './cards/connector-card-mapping.ts'
import { connectorCards } from './cards/connectors.ts'
import { toText } from './constants.ts'
import type { ExportCard, Field } from './body.ts'

/** What applies to a card once its options are known. */
export type AppliedMapping = ConnectorCardMapping &
  Pick<CardVariant, 'unsupported'> & {
    /** Fields that chose the variant, and so need no counterpart of their own. */
    chosenBy: ReadonlySet<string>
  }

/** How a connector card becomes an action; undefined when nothing stands for it. */
export function findConnectorMapping(card: ExportCard): AppliedMapping | undefined {
  const { address } = card
  if (address.isKernel || !Object.hasOwn(connectorCards, address.card)) return undefined
  const mapping = connectorCards[address.card]
  const variant = mapping?.variants?.find(({ when }) =>
    Object.entries(when).every(([name, values]) => {
      const input = card.inputs.find((candidate) => fieldName(candidate) === name)
      return input !== undefined && !card.pins.has(input.id) && values.includes(toText(input.data))
    }),
  )
  if (mapping === undefined) return undefined
  return { ...mapping, ...variant, chosenBy: new Set(Object.keys(variant?.when ?? {})) }
}

/** How mappings name a field: `Group/key`, or the key of a field without a group. */
export function fieldName(field: Field): string {
  return field.group === null ? field.key : `${field.group}/${field.key}`
}
