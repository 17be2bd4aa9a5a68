import { defineCard, field, InputError, isJsonObject, z, type JsonObject } from '@keyway/sdk'
import { flagField, objectField } from '../fields.ts'
import { jwtAlgorithms, signToken } from '../jwt.ts'

const secondsPer: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 }

const span = (title: string, description: string) =>
  field(z.union([z.number(), z.string()]).nullish(), { title, description, placeholder: '10m' })
const claim = (title: string) => field(z.string().default(''), { title })

export const signJwt = defineCard({
  id: 'crypto.sign_jwt',
  title: 'Sign JWT',
  description:
    'A JSON Web Token over a payload, with the standard claims (RFC 7519) that are given. ES and PS signatures differ ' +
    'each time they are made; all are valid.',
  standsFor: ['okta-workflows:jwt.sign'],
  input: z.object({
    payload: objectField('Payload'),
    key: field(z.string().default(''), {
      title: 'Key',
      description: 'The shared secret for HS algorithms, otherwise the private key as PEM.',
      secret: true,
    }),
    algorithm: field(z.enum(jwtAlgorithms).default('HS256'), { title: 'Algorithm' }),
    issuer: claim('Issuer'),
    subject: claim('Subject'),
    audience: field(z.union([z.string(), z.array(z.string())]).default(''), { title: 'Audience' }),
    jwtId: claim('JWT ID'),
    expiresIn: span('Expires in', 'Seconds from now, or text such as 10m, 2h, 1d.'),
    notBefore: span('Not before', 'Seconds from now, or text such as 10m, 2h, 1d.'),
    noTimestamp: flagField('No timestamp'),
    header: field(z.union([z.string(), objectField('Header')]).default(''), {
      title: 'Header',
      description: 'Further header fields, such as kid; an object, or JSON text.',
    }),
  }),
  output: z.object({ token: field(z.string(), { title: 'Token', secret: true }) }),
  examples: [
    {
      title: 'a payload alone',
      input: { payload: { scope: 'read' }, key: 'secret', noTimestamp: true },
      output: {
        token:
          'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzY29wZSI6InJlYWQifQ.x3BII54-qgTogjfybi4sTorwthUGjVCj1D3ZwbT8K40',
      },
    },
    {
      title: 'claims count from now',
      input: { key: 'secret', issuer: 'me', audience: 'you', expiresIn: '10m', header: '{"kid":"1"}' },
      now: 1_700_000_000_000,
      output: {
        token:
          'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCIsImtpZCI6IjEifQ.eyJpYXQiOjE3MDAwMDAwMDAsImlzcyI6Im1lIiwiYXVkIjoieW91IiwiZXhwIjoxNzAwMDAwNjAwfQ.TOT7-lP3eWKyL1OZVhLHpEjd7RSmNo8Ma5gIrDMokmI',
      },
    },
  ],
  failures: [
    { input: { algorithm: 'HS256' }, code: 'key_invalid' },
    { input: { algorithm: 'RS256', key: 'secret' }, code: 'key_invalid' },
    { input: { key: 'secret', expiresIn: 'soon' }, code: 'duration_invalid' },
    { input: { key: 'secret', header: 'kid=1' }, code: 'header_invalid' },
  ],
  run({ payload, key, algorithm, ...options }, { now }) {
    const seconds = Math.floor(now / 1000)
    const claims: JsonObject = {
      ...(options.noTimestamp ? {} : { iat: seconds }),
      ...payload,
      ...given({ iss: options.issuer, sub: options.subject, aud: options.audience, jti: options.jwtId }),
      ...at('exp', options.expiresIn, seconds),
      ...at('nbf', options.notBefore, seconds),
    }
    const header = toHeader(options.header)
    return { token: signToken({ header, payload: claims }, { algorithm, key }) }
  },
})

function given(claims: Record<string, string | string[]>): JsonObject {
  return Object.fromEntries(Object.entries(claims).filter(([, value]) => value.length > 0))
}

function at(claim: string, duration: number | string | null | undefined, now: number): JsonObject {
  if (duration === null || duration === undefined || duration === '') return {}
  return { [claim]: now + toSeconds(duration) }
}

function toSeconds(duration: number | string): number {
  if (typeof duration === 'number') return duration
  const found = /^(\d+)\s*([smhdw]?)$/.exec(duration.trim())
  const unit = secondsPer[found?.[2] || 's']
  if (found === null || unit === undefined) {
    throw new InputError(`"${duration}" is no duration; write seconds, or a number with s, m, h, d or w.`, {
      code: 'duration_invalid',
    })
  }
  return Number(found[1]) * unit
}

function toHeader(header: string | JsonObject): JsonObject {
  if (typeof header !== 'string') return header
  if (header.trim() === '') return {}
  try {
    const parsed: unknown = JSON.parse(header)
    if (isJsonObject(parsed)) return parsed
  } catch {
    // Said below, with what is no object either.
  }
  throw new InputError('The header is not a JSON object; write for example {"kid": "1"}.', {
    code: 'header_invalid',
  })
}
