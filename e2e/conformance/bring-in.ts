import { flows, type AnswerOf } from '@keyway/api'
import { mapSteps, parseFlow, walkSteps, type Flow, type Step } from '@keyway/engine'
import { fulfilObject } from './values.ts'
import { wishAt, type WishBook } from './wishes.ts'
import type { World } from './world.ts'

export interface CorpusFile {
  name: string
  content: string
}
export type FlowDetail = AnswerOf<typeof flows.getFlow>

export interface CorpusFlow {
  file: string
  detail: FlowDetail
  /** What is published: the import, with waits cut short. */
  document: Flow
  hasUnsupported: boolean
}

/** Imports each export, binds what it names, publishes every flow and switches on what events and callers start. */
export async function bringIn(world: World, files: readonly CorpusFile[]): Promise<CorpusFlow[]> {
  const imported: { file: string; flowId: string }[] = []
  for (const file of files) {
    const report = await world.call(flows.importFlows, { body: { files: [file] } })
    if (report.errors.length > 0) throw new Error(JSON.stringify(report.errors))
    const ids = report.files.flatMap((one) => one.flows.map(({ id = '' }) => id))
    imported.push(...ids.map((flowId) => ({ file: file.name, flowId })))
  }
  return inParallel(imported, ({ file, flowId }) => bring(world, file, flowId))
}

const atATime = 8

/** The results in the order of the items, whichever was done first. */
export async function inParallel<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results = new Map<number, Result>()
  const queue = items.entries()
  const take = async (): Promise<void> => {
    for (const [index, one] of queue) results.set(index, await work(one))
  }
  await Promise.all(Array.from({ length: atATime }, take))
  return [...results].toSorted(([a], [b]) => a - b).map(([, result]) => result)
}

async function bring(world: World, file: string, flowId: string): Promise<CorpusFlow> {
  const params = { flowId }
  const { draft, bindings } = await world.call(flows.getFlow, { params })
  const imported = parseFlow(draft)
  const document = runnable(imported)
  if (JSON.stringify(document) !== JSON.stringify(imported)) {
    await world.call(flows.saveDraft, { params, body: { document } })
  }
  const bound = bindings.map(({ name, connector }) => [name, world.connectionIds.get(connector) ?? null])
  if (bound.length > 0) {
    await world.call(flows.bindConnections, { params, body: { bindings: Object.fromEntries(bound) } })
  }
  const { trigger } = document
  const isStarted = 'helper' in trigger || 'event' in trigger || 'endpoint' in trigger
  return {
    file,
    document,
    detail: isStarted
      ? await world.call(flows.switchFlow, { params, body: { isOn: true } })
      : await world.call(flows.publishFlow, { params }),
    hasUnsupported: [...walkSteps(document.steps)].some((step) => 'unsupported' in step),
  }
}

/** Replaces what Keyway has no action for by steps whose outputs are what the flow reads of them, and publishes that. */
export async function standIn(world: World, wishBook: WishBook, flow: CorpusFlow): Promise<CorpusFlow> {
  const wishes = wishBook.of(flow.document)
  const steps = mapSteps(flow.document.steps, (step): Step => {
    if (!('unsupported' in step)) return step
    const values = fulfilObject(wishAt(wishes.get(step.id), []), world.known)
    return {
      id: step.id,
      title: step.title ?? step.id,
      use: 'flow.assign',
      with: { values: { const: values } },
    }
  })
  const document = { ...flow.document, steps }
  const params = { flowId: flow.detail.id }
  await world.call(flows.saveDraft, { params, body: { document } })
  return { ...flow, document, detail: await world.call(flows.publishFlow, { params }) }
}

/** Nobody waits here, every journal is kept to be read, and an event of a connector that Keyway does not have starts nothing. */
function runnable(flow: Flow): Flow {
  const steps = mapSteps(flow.steps, (step) => ('wait' in step ? { ...step, wait: { seconds: 0 } } : step))
  const { saveData: _, ...kept } = flow
  const isForeign = 'event' in flow.trigger && !flow.trigger.event.startsWith('okta.')
  return { ...kept, ...(isForeign ? { trigger: { manual: true } } : {}), steps }
}
