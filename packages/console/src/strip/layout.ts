import type { Condition, Flow, NoteStep, Step } from '@keyway/engine'
import type { Json } from '@keyway/sdk'
import { stripTexts } from '../texts/strip.ts'
import { previewOf } from '../values/preview.ts'
import type { CatalogIndex } from './catalog-index.ts'
import { toConditionLines } from './conditions.ts'
import { describeStep, type DescribePlace } from './describe-step.ts'
import { describeTrigger } from './describe-trigger.ts'
import { noHelpers, type HelperShapes } from './helper-shapes.ts'
import type { CardModel, Lane, StripItem } from './model.ts'
import { usedInside, withUsed, type UsedInside } from './used-inside.ts'

/** The card of a step, and what it was made for: as long as nothing of that changes, it is the same object. */
interface Kept {
  place: string
  card: CardModel
}

/** What a step is called in its drawing; by its path where nothing better is known. */
export type NameStep = (step: Step, path: string) => string

interface Place extends DescribePlace {
  nameOf: NameStep
  kept: WeakMap<Step, Kept> | null
  /** What steps refer to inside of outputs, by the step they read: `user` -> `profile.email`. */
  used: UsedInside
}

/** What the strip draws for a flow: the trigger's card, then the steps, nested as the document nests them. */
export function layoutFlow(flow: Flow, catalog: CatalogIndex): StripItem[] {
  const place = { ...read, catalog, kept: null, nameOf: nameByPath }
  return [{ kind: 'card', card: describeTrigger(flow, place) }, ...layoutSteps(flow.steps, 'steps', place)]
}

/** A flow that is only read shows what is in use. */
const read = { loops: [], isWhole: false, helpers: noHelpers, used: new Map<string, readonly string[]>() }

/**
 * Lays out a flow that is being built, with the inputs and outputs nobody uses yet. Steps that are the same objects in
 * the same places give the same cards, so that only what was touched is drawn again.
 */
export function createLayout(
  catalog: CatalogIndex,
  helpers: HelperShapes,
  nameOf: NameStep,
): (flow: Flow) => StripItem[] {
  const kept = new WeakMap<Step, Kept>()
  let trigger: CardModel | undefined
  return (flow) => {
    const place = { catalog, helpers, loops: [], isWhole: true, nameOf, kept, used: usedInside(flow) }
    // The trigger's card also shows what steps refer to, so its document alone does not tell whether it changed.
    const card = describeTrigger(flow, place)
    if (JSON.stringify(card) !== JSON.stringify(trigger)) trigger = card
    return [{ kind: 'card', card: trigger ?? card }, ...layoutSteps(flow.steps, 'steps', place)]
  }
}

function layoutSteps(steps: readonly Step[], list: string, place: Place): StripItem[] {
  return steps.map((step, index) => layoutStep(step, `${list}[${index}]`, place))
}

function layoutStep(step: Step, path: string, place: Place): StripItem {
  if ('note' in step) return { kind: 'note', key: place.nameOf(step, path), path, text: step.note }
  const card = cardOf(step, path, place)
  const { lanes: words } = stripTexts
  const lane = (key: string, steps: readonly Step[], options: LaneOptions): Lane => ({
    key,
    path: `${path}.${options.list ?? key}`,
    label: options.label,
    conditions: options.condition === undefined ? [] : toConditionLines(options.condition),
    items: layoutSteps(steps, `${path}.${options.list ?? key}`, options.place ?? place),
  })

  if ('if' in step) {
    const elseIfs = (step.elseIf ?? []).map((branch, index) =>
      lane(`elseIf[${index}]`, branch.then, {
        label: words.elseIf,
        condition: branch.if,
        list: `elseIf[${index}].then`,
      }),
    )
    const lanes = [
      lane('then', step.then, { label: words.then }),
      ...elseIfs,
      ...(step.else === undefined ? [] : [lane('else', step.else, { label: words.else })]),
    ]
    return { kind: 'container', card, lanes, isLoop: false }
  }
  if ('try' in step) {
    const lanes = [
      lane('try', step.try, { label: words.try }),
      lane('catch', step.catch, { label: words.catch }),
    ]
    return { kind: 'container', card, lanes, isLoop: false }
  }
  if ('switch' in step) {
    const cases = step.cases.map((branch, index) =>
      lane(`cases[${index}]`, branch.do, {
        label: words.case(caseValues(branch.is)),
        list: `cases[${index}].do`,
      }),
    )
    const lanes = [
      ...cases,
      ...(step.else === undefined ? [] : [lane('else', step.else, { label: words.caseElse })]),
    ]
    return { kind: 'container', card, lanes, isLoop: false }
  }
  if ('forEach' in step || 'repeat' in step || 'stream' in step) {
    const inside = { ...place, loops: [...place.loops, path] }
    return {
      kind: 'container',
      card,
      lanes: [lane('do', step.do, { label: 'repeat' in step ? words.doTurns : words.do, place: inside })],
      isLoop: true,
    }
  }
  return { kind: 'card', card }
}

function cardOf(step: Exclude<Step, NoteStep>, path: string, place: Place): CardModel {
  const used = place.used.get(step.id ?? '') ?? []
  const where = [path, ...place.loops, ...used].join('\n')
  const known = place.kept?.get(step)
  if (known?.place === where) return known.card
  const described = { ...describeStep(step, path, place), key: place.nameOf(step, path) }
  const card = withUsed(described, used)
  place.kept?.set(step, { place: where, card })
  return card
}

function nameByPath(_step: Step, path: string): string {
  return path
}

/** What a case stands for, as one reads it: a list stands for any of its items. */
function caseValues(is: Json): string[] {
  return (Array.isArray(is) ? is : [is]).map((value) => previewOf(value))
}

interface LaneOptions {
  label: string
  condition?: Condition
  /** Path of the lane's list below the step, where it is not the lane's name. */
  list?: string
  place?: Place
}
