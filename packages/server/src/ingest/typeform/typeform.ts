import { randomBytes } from 'node:crypto'
import { isJsonObject, z, type Json, type JsonObject } from '@keyway/sdk'
import { defineSourceKind } from '../sources/source-kind.ts'
import { readData } from '../sources/read-data.ts'
import { isSigned } from '../sources/signature.ts'

const header = 'typeform-signature'
const prefix = 'sha256='

/**
 * Answers of a Typeform form. The signature is `sha256=` and the Base64 HMAC of the raw body; the response's token makes
 * two deliveries the same.
 *
 * Source: Typeform webhooks, "Secure your webhooks" and "Example payload".
 */
export const typeform = defineSourceKind({
  id: 'typeform',
  title: 'Typeform',
  about:
    'Answers of a Typeform form. What a person typed is not proven: an e-mail address in it is not its owner.',
  settings: z.object({}),
  secret: { title: 'Secret', generate: () => randomBytes(32).toString('base64url') },
  types: ['form_response', 'form_response_partial'],
  verify({ headers, body }, _settings, keys) {
    const given = headers.get(header)
    if (given === null) return 'signature_missing'
    if (!given.startsWith(prefix)) return 'signature_refused'
    const scheme = { algorithm: 'sha256', encoding: 'base64', keys } as const
    return isSigned(scheme, [body], given.slice(prefix.length)) ? undefined : 'signature_refused'
  },
  read(delivery) {
    const read = readData(delivery)
    if (read.kind === 'fault') return read
    const body = isJsonObject(read.data) ? read.data : {}
    const { event_type: type = null, form_response: response = null } = body
    if (typeof type !== 'string' || !isJsonObject(response))
      return { kind: 'fault', code: 'not_a_form_response' }
    const { token = null, submitted_at: submittedAt = null } = response
    const at = typeof submittedAt === 'string' ? Date.parse(submittedAt) : Number.NaN
    return {
      kind: 'event',
      event: {
        type,
        // A partial response and the whole one share the token.
        key: typeof token === 'string' && token !== '' ? `${type}:${token}` : null,
        subject: null,
        occurredAt: Number.isNaN(at) ? null : at,
        payload: toPayload(body, response),
      },
    }
  },
  steps: ({ url }) => [
    'In Typeform, open the form, then Connect, Webhooks, Add a webhook.',
    `Enter ${url} as endpoint and save it.`,
    'Open Edit of the webhook, enter the secret and keep SSL verification on. Switch the webhook on.',
    'Send a test request from there; it appears below as a delivery.',
  ],
})

/** Answers by reference (which stays when a question is reworded) and by title, beside what came. */
function toPayload(body: JsonObject, response: JsonObject): JsonObject {
  const definition = isJsonObject(response['definition']) ? response['definition'] : {}
  const titles = new Map(
    objectsIn(definition['fields']).map((field) => [field['id'] ?? null, field['title'] ?? null]),
  )
  const answers = objectsIn(response['answers']).map((answer) => {
    const field = isJsonObject(answer['field']) ? answer['field'] : {}
    const { id = null, ref = null } = field
    return { id, ref, title: titles.get(id) ?? null, type: answer['type'] ?? null, value: valueOf(answer) }
  })
  const by = (name: 'ref' | 'title'): JsonObject =>
    Object.fromEntries(
      answers.flatMap((answer) => {
        const key = answer[name]
        return typeof key === 'string' ? [[key, answer.value] as const] : []
      }),
    )
  return {
    form: { id: response['form_id'] ?? null, title: definition['title'] ?? null },
    token: response['token'] ?? null,
    submittedAt: response['submitted_at'] ?? null,
    hidden: response['hidden'] ?? {},
    answers: by('ref'),
    answersByTitle: by('title'),
    fields: answers,
    raw: body,
  }
}

/** The value stands under the name of its type; of a choice its label, of several their labels. */
function valueOf(answer: JsonObject): Json {
  const { type = null } = answer
  const value = typeof type === 'string' && Object.hasOwn(answer, type) ? (answer[type] ?? null) : null
  if (!isJsonObject(value)) return value
  if (type === 'choice') return value['label'] ?? value['other'] ?? null
  if (type !== 'choices') return value
  const labels = Array.isArray(value['labels']) ? value['labels'] : []
  return value['other'] === undefined ? labels : [...labels, value['other']]
}

function objectsIn(value: Json | undefined): JsonObject[] {
  return Array.isArray(value) ? value.filter(isJsonObject) : []
}
