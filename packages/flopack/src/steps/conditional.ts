import type { IfStep, Step, Value } from '@keyway/engine'
import type { Field } from '../body.ts'
import { readCondition } from '../conditions.ts'
import type { OrderedNode } from '../order.ts'
import { openType } from '../pins.ts'
import { pinSource } from '../resolve.ts'
import type { Scope } from '../scope.ts'
import { toConstant } from '../constants.ts'
import { toValue, withBefore } from '../write.ts'
import { never, titled, unsupportedStep } from './common.ts'
import { losses } from '../losses.ts'

type IfNode = Extract<OrderedNode, { kind: 'if' }>

/** If/Else: the join's outputs become what each lane returns to the If step. */
export function translateIf(scope: Scope, node: IfNode): Step[] {
  const { card, join } = node
  const { report, translate } = scope.context
  const condition = readCondition(scope, card)
  report.exact(card)
  report.exact(join)
  const id = scope.ids.get(card.uuid)
  const lane = (name: Lane, nodes: OrderedNode[]): Step[] => [
    ...translate(scope, nodes),
    ...(id === undefined ? [] : joinReturn(scope, node, { name, id })),
  ]
  const step: IfStep = {
    ...(id === undefined ? {} : { id }),
    ...titled(card),
    if: condition ?? never,
    then: lane('then', node.then),
  }
  const otherwise = lane('else', node.otherwise)
  if (otherwise.length > 0) step.else = otherwise
  return condition === undefined ? [unsupportedStep(scope, card, losses.comparison), step] : [step]
}

type Lane = 'then' | 'else'

/** Ids of the cards in each lane. */
interface Lanes {
  inThen: ReadonlySet<string>
  inElse: ReadonlySet<string>
}

function joinReturn(scope: Scope, node: IfNode, lane: { name: Lane; id: string }): Step[] {
  const lanes: Lanes = { inThen: cardsOf(node.then), inElse: cardsOf(node.otherwise) }
  const { before, result } = withBefore(scope.context, () =>
    [...node.join.outputs.values()].map((output): [string, Value] => {
      const inputId = node.join.joins.get(output.id)
      const input = node.join.inputs.find((candidate) => candidate.id === inputId)
      return [
        output.key,
        input === undefined ? null : joinValue(scope, node, { input, lane: lane.name, lanes }),
      ]
    }),
  )
  return [...before, { return: Object.fromEntries(result), from: lane.id }]
}

/** The value that arrives from one lane; the input's constant when the lane pins nothing. */
function joinValue(
  scope: Scope,
  node: IfNode,
  { input, lane, lanes }: { input: Field; lane: Lane; lanes: Lanes },
): Value {
  const pins = node.join.pins.get(input.id) ?? []
  const { inThen, inElse } = lanes
  const belongs = (uuid: string): boolean => {
    const card = behindDrillDown(scope, uuid)
    // A value from before the If is there whichever lane runs.
    return lane === 'then' ? !inElse.has(card) : !inThen.has(card)
  }
  const own = lane === 'then' ? inThen : inElse
  const pin =
    pins.find(({ card }) => own.has(behindDrillDown(scope, card))) ?? pins.find(({ card }) => belongs(card))
  if (pin === undefined) return toConstant(input.data)
  const source = pinSource(scope, pin, input)
  return toValue(scope.context, source, openType(source, input))
}

/** A drill-down card belongs to the lane of the card it reads. */
function behindDrillDown(scope: Scope, uuid: string): string {
  const card = scope.body.cards.get(uuid)
  if (card === undefined || card.address.card !== 'object.expand') return uuid
  const object = card.inputs.find((input) => input.key === 'object')
  return (object === undefined ? undefined : card.pins.get(object.id)?.[0]?.card) ?? uuid
}

function cardsOf(nodes: readonly OrderedNode[]): Set<string> {
  const found = new Set<string>()
  const visit = (list: readonly OrderedNode[]): void => {
    for (const node of list) {
      found.add(node.card.uuid)
      if (node.kind === 'card') continue
      found.add(node.join.uuid)
      visit(node.then)
      visit(node.otherwise)
    }
  }
  visit(nodes)
  return found
}
