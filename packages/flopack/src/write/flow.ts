import { InputError } from '@keyway/sdk'
import type { BodyDraft, CardDraft } from './draft.ts'
import { emptyTree } from './body.ts'
import { createIdentifiers } from './identifiers.ts'
import { printBody } from './print-body.ts'
import type { FileWriter, FlowWriter } from './scope.ts'
import { openStart } from './start.ts'
import { writeSteps } from './steps/write-steps.ts'
import type { FlopackFlow } from './flopack-flow.ts'

/** A flow whose cards are written; `print` gives its text form once every flow of the file is. */
export interface WrittenFlow {
  id: string
  body: BodyDraft
  print: () => Record<string, unknown>
}

/** Writes one flow. @throws InputError naming the step that Okta Workflows has no form for. */
export function writeFlow(
  file: FileWriter,
  { id, flow, group }: { id: string; flow: FlopackFlow; group: string | null },
): WrittenFlow {
  const { document } = flow
  const writer: FlowWriter = {
    name: document.name,
    ids: createIdentifiers(id),
    file,
    deferred: new Map(),
    guards: new Map(),
    write: writeSteps,
    extraCards: 0,
  }
  const start = openStart(writer, document)
  writeSteps(start.scope, document.steps)
  mirror(start.scope.root, writer)
  const { body, root } = start.close()
  const { settings } = start
  const isEndpoint = root.type === 'http.accept' || root.type === 'http.delegated'
  const head = {
    id: null,
    uuid: id,
    display: { preview: [], isCallable: settings.isCallable, isPublishable: isEndpoint },
    tree: emptyTree,
    cron: settings.cron,
    scheduled: Object.keys(settings.cron).length > 0,
    security_level: settings.security,
    log: document.saveData !== false,
    inheritLog: true,
    group,
    templateName: null,
    connector_method_meta: { inputs: {}, outputs: {}, options: {} },
    monitor_flo: false,
  }
  return {
    id,
    body,
    print: () => ({
      id,
      name: document.name,
      description: document.description ?? '',
      data: printBody(body, head, writer.ids.next),
    }),
  }
}

/** Start cards have each field twice, as an input and as an output. */
function mirror(root: CardDraft, { ids }: FlowWriter): void {
  const lacks = (fields: CardDraft['inputs'], key: string, group: string | null): boolean =>
    !fields.some((field) => field.key === key && field.group === group)
  if (root.type !== 'control.callable' && root.type !== 'http.accept' && root.type !== 'http.delegated')
    return
  for (const field of root.outputs) {
    if (lacks(root.inputs, field.key, field.group)) root.inputs.push({ ...field, id: ids.next() })
  }
  for (const field of root.inputs) {
    if (lacks(root.outputs, field.key, field.group)) root.outputs.push({ ...field, id: ids.next() })
  }
}

/** A flow of the same name or id twice cannot be told apart by the flows that call it. */
export function refuseDoubles(ids: readonly string[]): void {
  const double = ids.find((id, at) => ids.indexOf(id) !== at)
  if (double !== undefined) throw new InputError(`Two of the flows to export have the id "${double}".`)
}
