import { exports, flowVersions as contract } from '@keyway/api'
import { diffFlows, parseFlow } from '@keyway/engine'
import { toActor, type Caller } from '../auth/caller.ts'
import type { HttpServer } from '../http/server.ts'
import { getFlow, type FlowParts } from './change-flow.ts'
import type { FlowDetail } from './describe-flow.ts'
import { exportFlopack } from './export-flopack.ts'
import { exportYaml } from './export-flows.ts'
import { listVersions, type ListedFlow, type VersionRow } from './store.ts'
import { getVersion, readSide, rollBack } from './versions.ts'

export interface VersionRouteParts extends FlowParts {
  audit: (entry: { actor: string; action: string; target: string; detail?: string }) => Promise<void>
  detail: (flowId: string, caller: Caller) => Promise<FlowDetail>
}

/** Mounts the history of flows (versions, what differs between them, the way back) and their export. */
export function mountFlowVersions(server: HttpServer, parts: VersionRouteParts): void {
  const { db } = parts

  server.mount(contract.listVersions, async ({ params }) => {
    const row = await getFlow(db, params.flowId)
    return { items: (await listVersions(db, row.id)).map((version) => summarize(row, version)) }
  })

  server.mount(contract.getVersion, async ({ params }) => {
    const row = await getFlow(db, params.flowId)
    const version = await getVersion(db, row.id, params.number)
    return { ...summarize(row, version), document: parseFlow(JSON.parse(version.document)) }
  })

  server.mount(contract.diffVersions, async ({ params, query }) => {
    const row = await getFlow(db, params.flowId)
    const from = await readSide(db, row, query.from)
    const to = await readSide(db, row, query.to)
    return { changes: diffFlows(from.document, to.document), from, to }
  })

  server.mount(contract.rollBack, async ({ params, body, caller }) => {
    const { flowId } = params
    const by = toActor(caller)
    await rollBack(parts, flowId, { number: body.number, by, message: body.message ?? null })
    await parts.audit({
      actor: by,
      action: 'flow.rolled_back',
      target: flowId,
      detail: `to version ${body.number}`,
    })
    return parts.detail(flowId, caller)
  })

  server.mount(exports.exportFlows, async ({ body: { flowIds, format, of } }) =>
    format === 'yaml'
      ? { files: await exportYaml(db, flowIds, of), adapted: [] }
      : await exportFlopack(parts, flowIds, of),
  )
}

function summarize(row: ListedFlow, version: Omit<VersionRow, 'document'>) {
  return {
    number: version.number,
    createdAt: version.created_at,
    createdBy: version.created_by,
    message: version.message,
    isPublished: version.id === row.published_version_id,
  }
}
