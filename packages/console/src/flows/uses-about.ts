import type { flows, AnswerOf } from '@keyway/api'

export type FlowUses = AnswerOf<typeof flows.listFlowUses>['items'][number]

/** What flows stand on, and they themselves. */
export type Used = 'event' | 'flow' | 'table' | 'connection'

/** What a page about flows is narrowed to: `table:Leavers`. */
export function aboutOf(kind: Used, name: string): string {
  return `${kind}:${name}`
}

/** Flows that call this one. */
export function callersOf({ id }: FlowUses, all: readonly FlowUses[]): FlowUses[] {
  return all.filter(({ calls }) => calls.some(({ flowId }) => flowId === id))
}

/** What a flow has to do with, itself and its callers included. */
export function namesOf(flow: FlowUses, all: readonly FlowUses[]): string[] {
  return [
    aboutOf('flow', flow.name),
    ...(flow.event === null ? [] : [aboutOf('event', flow.event)]),
    ...flow.calls.map(({ name }) => aboutOf('flow', name)),
    ...callersOf(flow, all).map(({ name }) => aboutOf('flow', name)),
    ...flow.tables.map((name) => aboutOf('table', name)),
    ...flow.connections.map(({ name }) => aboutOf('connection', name)),
  ]
}
