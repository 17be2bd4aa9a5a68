import { flows as contract, triggers } from '@keyway/api'
import { parseFlow } from '@keyway/engine'
import { toActor } from '../auth/caller.ts'
import type { CallOf } from '../http/call.ts'
import type { HttpServer } from '../http/server.ts'
import { startExecutions, type StartParts } from '../executions/start-executions.ts'
import {
  bindConnections,
  createFlow,
  deleteFlow,
  discardDraft,
  getFlow,
  publishFlow,
  saveDraft,
  switchFlow,
} from './change-flow.ts'
import { changeDetails } from './change-details.ts'
import { changeEndpoint } from './change-endpoint.ts'
import { describeFlow, summarize, type FlowDetail } from './describe-flow.ts'
import { listFlowUses } from './flow-uses.ts'
import { importFlows, type ImportParts } from './import-flows.ts'
import { previewTrigger } from './preview-trigger.ts'
import { listFlows } from './store.ts'
import { mountFolders } from '../folders/routes.ts'
import { mountTemplates } from '../templates/routes.ts'
import { mountFlowVersions } from './version-routes.ts'
import { versionToRun } from './version-to-run.ts'

export interface FlowRouteParts extends ImportParts {
  starting: StartParts
  audit: (entry: { actor: string; action: string; target: string; detail?: string }) => Promise<void>
}

type FlowCall = Pick<CallOf<typeof contract.getFlow>, 'params' | 'caller'>

/** Mounts everything about flows: list, drafts, publishing, switching, binding, running, importing. */
export function mountFlows(server: HttpServer, parts: FlowRouteParts): void {
  const detail = async (flowId: string, caller: FlowCall['caller']): Promise<FlowDetail> =>
    describeFlow(parts, await getFlow(parts.db, flowId), caller.role)

  /** Changes a flow, writes that into the audit log, and answers with the flow as it is then. */
  async function change(call: FlowCall, action: string, perform: () => Promise<void>): Promise<FlowDetail> {
    await perform()
    await parts.audit({ actor: toActor(call.caller), action, target: call.params.flowId })
    return detail(call.params.flowId, call.caller)
  }

  mountFlowVersions(server, { ...parts, detail })
  server.mount(triggers.previewTrigger, async ({ params, body: { trigger, ...how } }) => {
    const { draft } = await getFlow(parts.db, params.flowId)
    const shown =
      trigger === undefined ? JSON.parse(draft) : { keyway: 1, name: 'Preview', trigger, steps: [] }
    return previewTrigger(parts, parseFlow(shown).trigger, how)
  })
  mountFolders(server, parts)
  mountTemplates(server, parts)

  server.mount(contract.listFlows, async () => ({ items: (await listFlows(parts.db)).map(summarize) }))
  server.mount(contract.listFlowUses, async () => ({ items: await listFlowUses(parts) }))
  server.mount(contract.getFlow, ({ params, caller }) => detail(params.flowId, caller))

  server.mount(contract.createFlow, async ({ body, caller }) => {
    const id = parts.newId()
    const document = parseFlow(body.document)
    await parts.db
      .transaction()
      .execute((db) =>
        createFlow(parts, db, { id, document, folder: body.folder ?? null, by: toActor(caller) }),
      )
    await parts.audit({ actor: toActor(caller), action: 'flow.created', target: id })
    return detail(id, caller)
  })

  server.mount(contract.saveDraft, async ({ params: { flowId }, body, caller }) => {
    const by = toActor(caller)
    const save = { document: parseFlow(body.document), by, basedOn: body.basedOn }
    if (await saveDraft(parts, flowId, save)) {
      await parts.audit({ actor: by, action: 'flow.saved', target: flowId })
    }
    return detail(flowId, caller)
  })
  server.mount(contract.discardDraft, (call) =>
    change(call, 'flow.draft_discarded', () => discardDraft(parts, call.params.flowId, toActor(call.caller))),
  )
  server.mount(contract.changeDetails, (call) =>
    change(call, 'flow.details_changed', () => changeDetails(parts, call.params.flowId, call.body)),
  )
  server.mount(contract.bindConnections, (call) =>
    change(call, 'flow.bound', () => bindConnections(parts, call.params.flowId, call.body.bindings)),
  )
  server.mount(contract.changeEndpoint, (call) => {
    const { alias, token, overlapSeconds } = call.body
    const wanted = { alias, rotates: token !== undefined, overlapMs: overlapSeconds * 1000 }
    return change(call, 'flow.endpoint_changed', () => changeEndpoint(parts, call.params.flowId, wanted))
  })
  server.mount(contract.publishFlow, (call) => {
    const { message = null, basedOn } = call.body
    const by = toActor(call.caller)
    return change(call, 'flow.published', () =>
      publishFlow(parts, call.params.flowId, { by, message, basedOn }),
    )
  })
  server.mount(contract.switchFlow, (call) => {
    const { isOn } = call.body
    const by = toActor(call.caller)
    return change(call, isOn ? 'flow.switched_on' : 'flow.switched_off', () =>
      switchFlow(parts, call.params.flowId, { isOn, by }),
    )
  })
  server.mount(contract.deleteFlow, async ({ params, caller }) => {
    await deleteFlow(parts, params.flowId)
    await parts.audit({ actor: toActor(caller), action: 'flow.deleted', target: params.flowId })
  })

  server.mount(contract.runFlow, async ({ params, body, caller }) => {
    const { flowId } = params
    const versionId = await versionToRun(parts, flowId, { of: body.version, basedOn: body.basedOn, caller })
    const program = await parts.active.program(versionId)
    const start = {
      flowId,
      versionId,
      program,
      mode: 'manual',
      trigger: body.input,
      eventId: null,
      dryRun: body.dryRun,
    } as const
    const { executions } = await startExecutions(parts.starting, { starts: [start] })
    const [execution] = executions
    if (execution === undefined) throw new Error('A manual run always starts.')
    await parts.audit({
      actor: toActor(caller),
      action: 'flow.started',
      target: flowId,
      detail: body.version === 'draft' ? `${execution.executionId}, draft` : execution.executionId,
    })
    return { executionId: execution.executionId }
  })

  server.mount(
    contract.importFlows,
    async ({ body, caller }) => {
      const { dryRun, folder = null } = body
      const report = await importFlows(parts, body.files, { dryRun, folder, by: toActor(caller) })
      if (!dryRun) {
        const names = body.files.map(({ name }) => name).join(', ')
        await parts.audit({
          actor: toActor(caller),
          action: 'flow.imported',
          target: 'flows',
          detail: names.slice(0, 1000),
        })
      }
      return report
    },
    { maxBodyBytes: 30_000_000 },
  )
}
