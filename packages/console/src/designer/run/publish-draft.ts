import { flows } from '@keyway/api'
import { call } from '../../app/client.ts'
import type { Designer } from '../model/designer.ts'

/** Saves what is not saved and makes the draft the next version; an execution can only run one. */
export async function publishDraft(designer: Designer): Promise<void> {
  await designer.flush()
  const params = { flowId: designer.flowId }
  const { hasUnpublishedChanges } = await call(flows.getFlow, { params })
  if (hasUnpublishedChanges) {
    await call(flows.publishFlow, { params, body: { basedOn: designer.draftNumber() } })
  }
}
