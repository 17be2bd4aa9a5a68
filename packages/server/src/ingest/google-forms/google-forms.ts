import { randomBytes } from 'node:crypto'
import { isJsonObject, toText, z, type Json, type JsonObject } from '@keyway/sdk'
import { defineSourceKind } from '../sources/source-kind.ts'
import { readData } from '../sources/read-data.ts'
import { verifyHmac } from '../webhook/hmac.ts'
import { toAppsScript } from './script.ts'

const rule = {
  header: 'x-signature',
  algorithm: 'sha256',
  encoding: 'hex',
  prefix: 'sha256=',
  signed: '{timestamp}.{body}',
  timestampHeader: 'x-timestamp',
  toleranceSeconds: 300,
} as const

export const googleForms = defineSourceKind({
  id: 'google-forms',
  title: 'Google Forms',
  about:
    'Answers of a Google form, sent by a script of its own. The respondent is proven only where the form collects verified ' +
    'addresses.',
  settings: z.object({}),
  secret: { title: 'Secret', generate: () => randomBytes(32).toString('base64url') },
  types: ['form_response'],
  verify: (delivery, _settings, secrets) => verifyHmac(delivery, rule, secrets),
  read(delivery) {
    const read = readData(delivery)
    if (read.kind === 'fault') return read
    const { data } = read
    if (!isJsonObject(data) || typeof data['responseId'] !== 'string' || !Array.isArray(data['answers'])) {
      return { kind: 'fault', code: 'not_a_form_response' }
    }
    const at = typeof data['submittedAt'] === 'string' ? Date.parse(data['submittedAt']) : Number.NaN
    return {
      kind: 'event',
      event: {
        type: 'form_response',
        key: `${toText(data['formId'] ?? null)}:${data['responseId']}`,
        subject: null,
        occurredAt: Number.isNaN(at) ? null : at,
        payload: toPayload(data),
      },
    }
  },
  steps: () => [
    'In Google Forms, open the form, then its menu (three dots), Apps Script (Script editor).',
    'Replace what is there with the script below, which holds the URL and the secret, and save it.',
    'Choose the function install and run it once. Allow what it asks for: it runs as you.',
    'Send the form once; the answer appears below as a delivery.',
  ],
  script: ({ url, secret }) => (secret === null ? '' : toAppsScript({ url, secret })),
})

/** Answers by title and by the id of their question, beside the list that came. */
function toPayload(data: JsonObject): JsonObject {
  const items = Array.isArray(data['answers']) ? data['answers'].filter(isJsonObject) : []
  const by = (name: string): JsonObject => Object.fromEntries(items.flatMap((item) => entryOf(item, name)))
  return {
    form: { id: data['formId'] ?? null, title: data['formTitle'] ?? null },
    responseId: data['responseId'] ?? null,
    submittedAt: data['submittedAt'] ?? null,
    respondent: data['respondent'] ?? null,
    answers: by('title'),
    answersById: by('id'),
    fields: items,
  }
}

function entryOf(item: JsonObject, name: string): [string, Json][] {
  const key = item[name] ?? null
  return typeof key === 'string' || typeof key === 'number' ? [[String(key), item['value'] ?? null]] : []
}
