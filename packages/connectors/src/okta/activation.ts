import { field, isJsonObject, z } from '@keyway/sdk'
import type { Json } from '@keyway/sdk'
import { statusCode } from './fields.ts'

const secretText = () => z.string().nullable()

/** What activating and reactivating answer. The link lets anyone set the password, so it is masked like one. */
export const activationOutput = z.object({
  statusCode,
  activationUrl: field(secretText(), {
    title: 'Activation link',
    description: 'Only when no e-mail was sent.',
    secret: true,
  }),
  activationToken: field(secretText(), { title: 'Activation token', secret: true }),
})

export function readActivation(answer: { status: number; body: Json }): z.output<typeof activationOutput> {
  const body = isJsonObject(answer.body) ? answer.body : {}
  const text = (value: Json | undefined) => (typeof value === 'string' ? value : null)
  return {
    statusCode: answer.status,
    activationUrl: text(body['activationUrl']),
    activationToken: text(body['activationToken']),
  }
}
