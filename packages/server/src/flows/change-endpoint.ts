import { InputError } from '@keyway/sdk'
import { parseFlow } from '@keyway/engine'
import { ConflictError, NotFoundError } from '../errors.ts'
import { getFlow, type FlowParts } from './change-flow.ts'
import { sealEndpointToken } from './endpoint-token.ts'
import { findEndpoint, findEndpointOwner, updateEndpoint, updateFlow } from './store.ts'

/** A change of how a flow is called; what is left out stays as it is. */
export interface EndpointChange {
  /** A readable name for the URL; null takes it away. */
  alias?: string | null | undefined
  /** Makes a new client token. The old one is accepted for the overlap. */
  rotates: boolean
  overlapMs: number
}

/**
 * Changes the alias or the client token of a flow that is called by URL.
 *
 * @throws {NotFoundError} when it has no URL
 * @throws {InputError} for an alias that guards nothing: a public endpoint has only its unguessable path
 * @throws {ConflictError} when another flow has the alias
 */
export async function changeEndpoint(
  parts: FlowParts,
  flowId: string,
  { alias, rotates, overlapMs }: EndpointChange,
): Promise<void> {
  await parts.db.transaction().execute(async (db) => {
    const row = await getFlow(db, flowId)
    const endpoint = await findEndpoint(db, flowId)
    if (endpoint === undefined) throw new NotFoundError(`"${row.name}" is not called by a URL.`)
    if (typeof alias === 'string') {
      const isPublic = [row.draft, row.published_document].some(
        (document) => document !== null && isPublicEndpoint(document),
      )
      if (isPublic) {
        throw new InputError(
          `"${row.name}" is public: whoever knows its URL can call it, so the URL must stay unguessable. Secure it with a ` +
            'client token or OAuth, then give it an alias.',
        )
      }
      const owner = await findEndpointOwner(db, alias)
      if (owner !== undefined && owner !== flowId) {
        throw new ConflictError(`Another flow has the alias "${alias}". Choose another one.`)
      }
    }
    const { token_encrypted: sealed } = endpoint
    await updateEndpoint(db, flowId, {
      ...(alias === undefined ? {} : { alias }),
      ...(rotates
        ? {
            token_encrypted: sealEndpointToken(parts.vault, flowId),
            previous_token_encrypted: overlapMs > 0 ? sealed : null,
            previous_valid_until: overlapMs > 0 ? parts.now() + overlapMs : null,
          }
        : {}),
    })
    await updateFlow(db, flowId, { updated_at: parts.now() })
  })
  await parts.active.refresh()
}

function isPublicEndpoint(document: string): boolean {
  const { trigger } = parseFlow(JSON.parse(document))
  return 'endpoint' in trigger && trigger.endpoint.security === 'public'
}
