import { kernelCards } from './cards/kernel.ts'
import { loopOutputs } from './cards/loops.ts'
import { fieldName, findConnectorMapping, type AppliedMapping } from './connector-mapping.ts'
import type { ExportCard, Field } from './body.ts'
import { recordSource, splitPath } from './records.ts'
import type { Scope } from './scope.ts'
import { reference, type Source } from './source.ts'
import { losses } from './losses.ts'

/** Cards whose outputs are data as it comes, whatever type the author declared. */
const openCards: ReadonlySet<string> = new Set([
  'control.lookup',
  'control.spawn',
  'json.parse',
  'list.at',
  'list.findBy',
  'list.pop',
  'list.reduce',
  'list.shift',
  'object.get',
  'object.pick',
])

/** What an output of a card's step is called in flow documents. */
export function mappedOutput(scope: Scope, card: ExportCard, output: Field): Source | undefined {
  const id = scope.ids.get(card.uuid)
  // Comments and heads of lanes have no outputs that anything reads.
  if (id === undefined) return undefined
  const connector = findConnectorMapping(card)
  if (connector !== undefined) return connectorOutput(scope, { card, mapping: connector, id }, output)
  const type = card.address.card
  const outputs = Object.hasOwn(kernelCards, type)
    ? kernelCards[type]?.outputs
    : Object.hasOwn(loopOutputs, type)
      ? loopOutputs[type]
      : undefined
  const name = fieldName(output)
  const key = outputs !== undefined && Object.hasOwn(outputs, name) ? outputs[name] : undefined
  return reference([id, key ?? output.key], openCards.has(type))
}

interface Mapped {
  card: ExportCard
  mapping: AppliedMapping
  id: string
}

function connectorOutput(scope: Scope, { card, mapping, id }: Mapped, output: Field): Source {
  const name = fieldName(output)
  const { outputs = {}, outputGroups = {}, stream } = mapping
  if (stream?.count === name) return reference([id, 'count'])
  const found = Object.hasOwn(outputs, name) ? outputs[name] : undefined
  if (typeof found === 'string') return reference([id, ...splitPath(found)])
  if (found !== undefined && 'exists' in found)
    return { kind: 'exists', path: [id, ...splitPath(found.exists)] }
  if (found !== undefined) {
    const path = [id, ...splitPath(found.from)]
    return output.type.endsWith('[]')
      ? { kind: 'records', path, record: found.record }
      : recordSource(path, found.record)
  }
  const group =
    output.group !== null && Object.hasOwn(outputGroups, output.group)
      ? outputGroups[output.group]
      : undefined
  if (group !== undefined) return reference([id, ...splitPath(group), output.key], true)
  if (mapping.unsupported === undefined) {
    scope.context.report.adapted(card, losses.output(output.key))
  }
  return reference([id, output.key], true)
}
