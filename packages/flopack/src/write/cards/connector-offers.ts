import type { ConnectorCardMapping, OutputMapping } from '../../cards/connector-card-mapping.ts'
import { recordSource, splitPath } from '../../records.ts'
import { reference, type Source } from '../../source.ts'
import type { CardDraft } from '../draft.ts'
import type { Offer, Producer } from '../scope.ts'
import { splitName } from './names.ts'

/** Outputs of a connector's card, as what documents call them. */
export function connectorOffers(card: CardDraft, mapping: ConnectorCardMapping, id: string): Producer {
  const offers = Object.entries(mapping.outputs ?? {}).flatMap(([name, output]): Offer[] => {
    const [group, key] = splitName(name)
    return sourcesOf(id, output).map((source) => ({ key, group, source }))
  })
  return {
    card,
    offers,
    open: (key) => ({ key, group: null, source: reference([id, key], true) }),
    groups: Object.entries(mapping.outputGroups ?? {}).map(([group, at]) => ({
      group,
      path: [id, ...splitPath(at)],
    })),
  }
}

/** A record can be one object, or what the items of a list are; what is referred to shows which. */
function sourcesOf(id: string, output: OutputMapping): Source[] {
  if (typeof output === 'string') return [reference([id, ...splitPath(output)])]
  if ('exists' in output) return [{ kind: 'exists', path: [id, ...splitPath(output.exists)] }]
  const path = [id, ...splitPath(output.from)]
  return [recordSource(path, output.record), { kind: 'records', path, record: output.record }]
}
