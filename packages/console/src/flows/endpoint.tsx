import type { FlowDetail } from './flow-page.tsx'
import { ApiEndpoint } from './api-endpoint.tsx'
import { FormAddress } from './form-address.tsx'
import { InlineHookAddress } from './inline-hook-address.tsx'

/** The address of a flow that has one: how it is called, by whom, and with which secret. */
export function Endpoint({ flow }: { flow: FlowDetail }) {
  const { endpoint } = flow
  const { trigger } = flow.draft
  if (endpoint === null) return null
  if ('endpoint' in trigger) return <ApiEndpoint flow={flow} endpoint={endpoint} trigger={trigger} />
  if ('inlineHook' in trigger)
    return <InlineHookAddress flow={flow} endpoint={endpoint} type={trigger.inlineHook.type} />
  return 'delegated' in trigger ? <FormAddress flow={flow} endpoint={endpoint} form={trigger.form} /> : null
}
