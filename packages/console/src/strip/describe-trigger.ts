import type { Condition, Flow, TriggerInput } from '@keyway/engine'
import type { Json } from '@keyway/sdk'
import { stripTexts } from '../texts/strip.ts'
import { kindOfType } from '../values/kind.ts'
import type { DescribePlace } from './describe-step.ts'
import type { EventInfo } from './catalog-index.ts'
import { toConditionLines } from './conditions.ts'
import { humanise, inputField, outputField } from './fields.ts'
import { triggerPath, type CardModel, type Field } from './model.ts'
import { referencesIn } from './value-source.ts'

type Details = Pick<CardModel, 'use' | 'app' | 'title'> &
  Partial<Pick<CardModel, 'inputs' | 'outputs' | 'conditions' | 'remarks'>>

/** The first card: how the flow starts and what it offers to the steps. */
export function describeTrigger(flow: Flow, place: Pick<DescribePlace, 'catalog' | 'isWhole'>): CardModel {
  return {
    key: triggerPath,
    path: triggerPath,
    id: triggerPath,
    tone: 'trigger',
    inputs: [],
    outputs: [],
    conditions: [],
    remarks: [],
    loops: [],
    ...detailsOf(flow, place),
  }
}

function detailsOf(flow: Flow, { catalog, isWhole }: Pick<DescribePlace, 'catalog' | 'isWhole'>): Details {
  const { triggers, trigger: app } = stripTexts
  const { trigger } = flow
  if ('event' in trigger) {
    const known = catalog.events.get(trigger.event)
    const [connector = trigger.event] = trigger.event.split('.')
    return {
      use: trigger.event,
      app: known?.app ?? humanise(connector),
      title: known?.title ?? trigger.event.slice(connector.length + 1),
      remarks: known === undefined ? [] : [trigger.event],
      conditions: trigger.when === undefined ? [] : toConditionLines(trigger.when),
      outputs: isWhole
        ? withKnown(
            known?.fields.length ? known.fields : catalog.events.get(`${connector}.event`)?.fields,
            flow,
          )
        : usedOutputs(flow),
    }
  }
  if ('endpoint' in trigger) {
    const inputs = (trigger.inputs ?? []).map((input) => ({
      ...toOutput(input),
      key: `inputs.${input.key}`,
      reference: `${triggerPath}.inputs.${input.key}`,
    }))
    return {
      use: 'endpoint',
      app,
      title: triggers.endpoint,
      remarks: [trigger.endpoint.security],
      outputs: inputs.length > 0 ? inputs : usedOutputs(flow),
    }
  }
  if ('schedule' in trigger) {
    const { cron, timeZone } = trigger.schedule
    return {
      use: 'schedule',
      app,
      title: triggers.schedule,
      inputs: [inputField('cron', cron), inputField('timeZone', timeZone)],
    }
  }
  if ('source' in trigger) {
    const { source, type } = trigger
    const remarks = type === undefined ? [] : [type]
    return { use: 'source', app, title: source, remarks, ...conditional(flow, trigger.when) }
  }
  if ('table' in trigger) {
    const { table, on = [] } = trigger
    const inputs = [inputField('table', table)]
    return {
      use: 'table',
      app,
      title: triggers.table,
      remarks: on,
      inputs,
      ...conditional(flow, trigger.when),
    }
  }
  if ('inlineHook' in trigger) {
    const remarks = [trigger.inlineHook.type]
    return { use: 'inlineHook', app, title: triggers.inlineHook, remarks, outputs: usedOutputs(flow) }
  }
  const outputs = (trigger.inputs ?? []).map(toOutput)
  if ('helper' in trigger) return { use: 'helper', app, title: triggers.helper, outputs }
  if ('manual' in trigger) return { use: 'manual', app, title: triggers.manual, outputs }
  return { use: 'delegated', app, title: triggers.delegated, outputs }
}

function conditional(flow: Flow, when: Condition | undefined): Pick<Details, 'conditions' | 'outputs'> {
  return { conditions: when === undefined ? [] : toConditionLines(when), outputs: usedOutputs(flow) }
}

function toOutput(input: TriggerInput): Field {
  const field = outputField(input.key, triggerPath, kindOfType(input.type))
  return { ...field, label: input.title ?? humanise(input.key) }
}

/** What people look for in an event, and what the steps refer to beside that. */
function withKnown(fields: EventInfo['fields'] = [], flow: Flow): Field[] {
  const known = fields.map(({ reference, title, type }): Field => {
    const key = reference.slice(triggerPath.length + 1)
    return { ...outputField(key, triggerPath, kindOfType(type)), label: title, reference }
  })
  const references = new Set(known.map(({ reference }) => reference))
  return [...known, ...usedOutputs(flow).filter(({ reference }) => !references.has(reference))]
}

/** An event has far more fields than a flow uses, so without values the card shows those that steps refer to. */
function usedOutputs(flow: Flow): Field[] {
  // A flow document is JSON; its types only name the shapes.
  const steps: Json = JSON.parse(JSON.stringify(flow.steps))
  return referencesIn(steps)
    .filter((reference) => reference.startsWith(`${triggerPath}.`))
    .toSorted()
    .map((reference) => {
      const key = reference.slice(triggerPath.length + 1)
      return { ...outputField(key, triggerPath), label: key }
    })
}
