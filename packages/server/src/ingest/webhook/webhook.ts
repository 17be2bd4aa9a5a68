import { randomBytes } from 'node:crypto'
import { follow, parseReference } from '@keyway/engine'
import { field, FlowError, toText, z, type Json } from '@keyway/sdk'
import { defineSourceKind, type Delivery, type Guide } from '../sources/source-kind.ts'
import { oauthFields, toBearerRule } from '../sources/oauth-fields.ts'
import { readData } from '../sources/read-data.ts'
import { isSecret } from '../sources/signature.ts'
import { shownHeaders } from '../sources/shown-headers.ts'
import { verifyHmac } from './hmac.ts'
import { standardKey, verifyStandard } from './standard.ts'

const headerName = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,100}$/, 'A header name has letters, digits and hyphens.')
const path = z
  .string()
  .max(300)
  .refine((text) => text === '' || isPath(text), 'Expected a path such as event.id or items[0].id.')

const forHmac = { shownFor: { security: ['hmac'] } }

const settings = z.object({
  security: field(z.enum(['standard', 'hmac', 'token', 'basic', 'oauth']).default('standard'), {
    title: 'How the sender proves itself',
    description:
      'standard: Standard Webhooks. hmac: a signature in a header. token: the secret in a header. basic: user name and ' +
      'the secret as password. oauth: a token of an issuer.',
  }),
  tokenHeader: field(headerName.default('authorization'), {
    shownFor: { security: ['token'] },
    title: 'Header with the token',
    description: 'For token. In the header authorization the token stands behind "Bearer".',
  }),
  userName: field(
    z
      .string()
      .max(200)
      .regex(/^[^:]*$/)
      .default(''),
    { shownFor: { security: ['basic'] }, title: 'User name', description: 'For basic.' },
  ),
  signatureHeader: field(headerName.default('x-signature'), {
    ...forHmac,
    title: 'Header with the signature',
    description: 'For hmac.',
  }),
  algorithm: field(z.enum(['sha256', 'sha512', 'sha1']).default('sha256'), {
    ...forHmac,
    title: 'Algorithm',
  }),
  encoding: field(z.enum(['hex', 'base64']).default('hex'), {
    ...forHmac,
    title: 'Encoding of the signature',
  }),
  prefix: field(z.string().max(50).default(''), {
    ...forHmac,
    title: 'Before the signature',
    description: 'For example sha256=',
  }),
  signed: field(
    z
      .string()
      .max(200)
      .refine((text) => text.includes('{body}'), 'What is signed must contain {body}.')
      .default('{body}'),
    { ...forHmac, title: 'What is signed', description: '{body}, or with the time: {timestamp}.{body}' },
  ),
  timestampHeader: field(z.union([headerName, z.literal('')]).default(''), {
    ...forHmac,
    title: 'Header with the time',
    description: 'Without it an old delivery can be sent again.',
  }),
  toleranceSeconds: field(z.int().min(1).max(3_600).default(300), {
    shownFor: { security: ['standard', 'hmac'] },
    title: 'Seconds that clocks may differ',
  }),
  ...oauthFields,
  certificateHeader: field(z.union([headerName, z.literal('')]).default(''), {
    title: 'Header with the client certificate',
    description:
      'Where a proxy ends mutual TLS: the header in which it says whose certificate it saw. It must remove that header ' +
      'from what callers send, and be the only way here.',
  }),
  certificates: field(z.string().max(4_000).default(''), {
    title: 'Certificates that may call',
    multiline: true,
    description: 'Values of that header (subject or fingerprint), one in a line. None: nobody may.',
  }),
  keyHeader: field(z.union([headerName, z.literal('')]).default(''), {
    title: 'Header that names a delivery',
    description: 'Two deliveries with the same value are the same event.',
  }),
  keyField: field(path.default(''), {
    title: 'Field that names an event',
    description: 'A path into the body: event.id',
  }),
  typeHeader: field(z.union([headerName, z.literal('')]).default(''), {
    title: 'Header with the type of the event',
  }),
  typeField: field(path.default(''), { title: 'Field with the type of the event' }),
  subjectField: field(path.default(''), {
    title: 'Field with whom it is about',
    description: 'Events of the same subject can be run in order.',
  }),
})

type Settings = z.output<typeof settings>

export const webhook = defineSourceKind({
  id: 'webhook',
  title: 'Webhook',
  about: 'Deliveries of any product that can call a URL, as JSON, form or XML.',
  settings,
  secret: {
    title: 'Secret',
    // Fits Standard Webhooks; to everything else it is a text without any meaning.
    generate: () => `whsec_${randomBytes(32).toString('base64')}`,
    check: (secret, { security }) =>
      security !== 'standard' || standardKey(secret) !== undefined
        ? undefined
        : 'A secret of Standard Webhooks is whsec_ and 24 to 64 bytes in Base64.',
  },
  types: [],
  bearer: (given) => (given.security === 'oauth' ? toBearerRule(given) : undefined),
  verify(delivery, { security, ...rest }, secrets) {
    const fault = verifyCertificate(delivery, rest)
    if (fault !== undefined) return fault
    switch (security) {
      case 'oauth':
        return undefined
      case 'standard':
        return verifyStandard(delivery, rest.toleranceSeconds, secrets)
      case 'hmac':
        return verifyHmac(delivery, { ...rest, header: rest.signatureHeader }, secrets)
      case 'token':
        return verifyToken(delivery, rest.tokenHeader, secrets)
      case 'basic':
        return verifyBasic(delivery, rest.userName, secrets)
    }
  },
  read(delivery, given) {
    const read = readData(delivery)
    if (read.kind === 'fault') return read
    const { text, data } = read
    const { url, headers } = delivery
    const payload = {
      body: text,
      data,
      headers: shownHeaders(headers, [given.tokenHeader]),
      query: Object.fromEntries(url.searchParams),
    }
    const type = valueOf(delivery, data, { header: given.typeHeader, path: given.typeField })
    const subject = valueOf(delivery, data, { header: '', path: given.subjectField })
    const key = keyOf(delivery, data, given)
    return {
      kind: 'event',
      event: { type: type ?? 'received', key, subject, occurredAt: null, payload },
    }
  },
  steps,
})

/** What a proxy says about the client's certificate, besides all else that the sender proves. */
function verifyCertificate(
  { headers }: Delivery,
  { certificateHeader, certificates }: Pick<Settings, 'certificateHeader' | 'certificates'>,
): string | undefined {
  if (certificateHeader === '') return undefined
  const given = headers.get(certificateHeader)?.trim() ?? ''
  if (given === '') return 'certificate_missing'
  const known = certificates.split('\n').map((line) => line.trim())
  return known.includes(given) ? undefined : 'certificate_refused'
}

function verifyToken({ headers }: Delivery, name: string, secrets: readonly string[]): string | undefined {
  const given = headers.get(name)
  if (given === null) return 'token_missing'
  const token = name.toLowerCase() === 'authorization' ? given.replace(/^Bearer /i, '') : given
  return isSecret(token, secrets) ? undefined : 'token_refused'
}

function verifyBasic(
  { headers }: Delivery,
  userName: string,
  secrets: readonly string[],
): string | undefined {
  const encoded = /^Basic ([A-Za-z0-9+/]+={0,2})$/i.exec(headers.get('authorization') ?? '')?.[1]
  if (encoded === undefined) return 'password_missing'
  const given = Buffer.from(encoded, 'base64').toString('utf8')
  // User name and password as one text: the time tells nothing of which of them was wrong.
  const expected = secrets.map((secret) => `${userName}:${secret}`)
  return isSecret(given, expected) ? undefined : 'password_refused'
}

/** What names the event: as the settings say, else the id of Standard Webhooks, else a signature over a time. */
function keyOf(delivery: Delivery, data: Json, given: Settings): string | null {
  const named = valueOf(delivery, data, { header: given.keyHeader, path: given.keyField })
  if (named !== null) return named
  if (given.security === 'standard') return delivery.headers.get('webhook-id')
  // The same signature over the same time is the same delivery once more.
  const isTimed = given.security === 'hmac' && given.timestampHeader !== ''
  return isTimed ? delivery.headers.get(given.signatureHeader) : null
}

function valueOf(
  { headers }: Delivery,
  data: Json,
  { header, path: text }: { header: string; path: string },
): string | null {
  const named = header === '' ? null : headers.get(header)
  if (named !== null && named !== '') return named.slice(0, 200)
  if (text === '') return null
  const found = follow(data, parseReference(`data.${text}`).segments)
  return typeof found === 'string' || typeof found === 'number' ? toText(found).slice(0, 200) || null : null
}

function isPath(text: string): boolean {
  try {
    return parseReference(`data.${text}`).segments.length > 0
  } catch (error) {
    if (error instanceof FlowError) return false
    throw error
  }
}

function steps({ url, settings: given }: Guide): string[] {
  const { security, tokenHeader, userName, signatureHeader, algorithm, encoding, prefix, issuer } =
    settings.parse(given)
  const first = `In the other product, create a webhook to ${url} that sends JSON, a form or XML.`
  switch (security) {
    case 'standard':
      return [
        first,
        'Give it the secret as signing secret (it begins with whsec_). It signs by Standard Webhooks.',
      ]
    case 'hmac':
      return [
        first,
        `Give it the secret as signing secret. The signature comes in the header ${signatureHeader}: ` +
          `${prefix}HMAC ${algorithm} of the body, as ${encoding}.`,
      ]
    case 'token': {
      const value =
        tokenHeader.toLowerCase() === 'authorization' ? 'Bearer, a blank and the secret' : 'the secret'
      return [first, `Let it send the header ${tokenHeader} with ${value}.`]
    }
    case 'oauth':
      return [
        first,
        `Let it sign in at ${issuer || 'the issuer'} (client credentials) and send the token as Bearer.`,
      ]
    case 'basic':
      return [
        first,
        `Let it sign in with the user name "${userName}" and the secret as password (basic authentication).`,
      ]
  }
}
