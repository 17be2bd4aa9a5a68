import type {
  DelegatedTrigger,
  EndpointOauth,
  EndpointSecurity,
  EndpointTrigger,
  InlineHookTrigger,
} from '@keyway/engine'
import type { Vault } from '../vault/vault.ts'
import type { ActiveFlow } from './active-flows.ts'
import { openEndpointToken } from './endpoint-token.ts'

/** What callers of a flow's URL prove themselves with. */
export interface CallerSecret {
  token: string | null
  /** The token before a rotation. */
  previous: { token: string; validUntil: number } | null
}

export interface ActiveEndpoint extends ActiveFlow, CallerSecret {
  security: EndpointSecurity
  oauth: EndpointOauth | null
  /** Origins whose pages may call. */
  cors: readonly string[]
  callsPerSecond: number
}

export interface ActiveInlineHook extends ActiveFlow, CallerSecret {
  inlineHook: InlineHookTrigger['inlineHook']
}

export interface ActiveForm extends ActiveFlow {
  trigger: DelegatedTrigger
}

/** Flows that are on and have a URL of their own, by the path or alias in it. */
export interface PublicFlows {
  endpoints: ReadonlyMap<string, ActiveEndpoint>
  inlineHooks: ReadonlyMap<string, ActiveInlineHook>
  forms: ReadonlyMap<string, ActiveForm>
}

/** The stored address of a flow. */
export interface EndpointSecrets {
  path: string | null
  alias: string | null
  sealedToken: string | null
  sealedPrevious: string | null
  previousValidUntil: number | null
}

const defaultCallsPerSecond = 10

/** Opens the addresses of flows. */
export function toPublicFlows(
  vault: Vault,
  flows: readonly { flow: ActiveFlow; row: EndpointSecrets }[],
): PublicFlows {
  const endpoints = new Map<string, ActiveEndpoint>()
  const inlineHooks = new Map<string, ActiveInlineHook>()
  const forms = new Map<string, ActiveForm>()
  for (const { flow, row } of flows) {
    const { trigger } = flow.program.flow
    for (const name of [row.path, row.alias]) {
      if (name === null) continue
      if ('endpoint' in trigger) endpoints.set(name, toEndpoint(flow, trigger, openSecret(vault, flow, row)))
      if ('inlineHook' in trigger) {
        inlineHooks.set(name, { ...flow, ...openSecret(vault, flow, row), inlineHook: trigger.inlineHook })
      }
      if ('delegated' in trigger) forms.set(name, { ...flow, trigger })
    }
  }
  return { endpoints, inlineHooks, forms }
}

function toEndpoint(flow: ActiveFlow, { endpoint }: EndpointTrigger, secret: CallerSecret): ActiveEndpoint {
  const { security, oauth = null, cors = [], callsPerSecond = defaultCallsPerSecond } = endpoint
  return { ...flow, ...secret, security, oauth, cors, callsPerSecond }
}

function openSecret(
  vault: Vault,
  { flowId }: ActiveFlow,
  { sealedToken, sealedPrevious, previousValidUntil }: EndpointSecrets,
): CallerSecret {
  const open = (sealed: string): string => openEndpointToken(vault, flowId, sealed)
  return {
    token: sealedToken === null ? null : open(sealedToken),
    previous:
      sealedPrevious === null || previousValidUntil === null
        ? null
        : { token: open(sealedPrevious), validUntil: previousValidUntil },
  }
}
