import { anyObject, defineCard, field, z } from '@keyway/sdk'
import { flagField, secretField, textField } from '../fields.ts'
import { jwtAlgorithms } from '../jwt.ts'
import { checkClaims, verifyToken } from '../jwt-verify.ts'

const token =
  'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCIsImtpZCI6IjEifQ.eyJpYXQiOjE3MDAwMDAwMDAsImlzcyI6Im1lIiwiYXVkIjoieW91IiwiZXhwIjoxNzAwMDAwNjAwfQ.TOT7-lP3eWKyL1OZVhLHpEjd7RSmNo8Ma5gIrDMokmI'

export const verifyJwt = defineCard({
  id: 'crypto.verify_jwt',
  title: 'Verify JWT',
  description:
    'Payload and header of a JSON Web Token whose signature belongs to a key, that has not expired, and whose issuer, ' +
    'subject and audience are those that are named. Anything else is an error. The algorithm is the one chosen here, never ' +
    'the one that the token names.',
  standsFor: ['okta-workflows:jwt.verify'],
  input: z.object({
    token: textField('Token'),
    key: secretField(
      'Key',
      'The shared secret for HS algorithms, otherwise the public key or certificate as PEM.',
    ),
    algorithm: field(z.enum(jwtAlgorithms).default('HS256'), { title: 'Algorithm' }),
    issuer: textField('Issuer'),
    subject: textField('Subject'),
    audience: textField('Audience'),
    ignoreExpiration: flagField('Also expired ones'),
    tolerance: field(z.number().min(0).max(3600).default(0), { title: 'Seconds that clocks may differ' }),
  }),
  output: z.object({ payload: anyObject, header: anyObject }),
  examples: [
    {
      input: { token, key: 'secret', issuer: 'me', audience: 'you' },
      now: 1_700_000_599_000,
      output: {
        payload: { iat: 1_700_000_000, iss: 'me', aud: 'you', exp: 1_700_000_600 },
        header: { alg: 'HS256', typ: 'JWT', kid: '1' },
      },
    },
    {
      title: 'expired a moment ago',
      input: { token, key: 'secret', tolerance: 5 },
      now: 1_700_000_604_000,
      output: {
        payload: { iat: 1_700_000_000, iss: 'me', aud: 'you', exp: 1_700_000_600 },
        header: { alg: 'HS256', typ: 'JWT', kid: '1' },
      },
    },
  ],
  failures: [
    { input: { token: 'a.b', key: 'secret' }, code: 'token_invalid' },
    { input: { token, key: 'other' }, code: 'signature_invalid' },
    { input: { token, key: 'secret', algorithm: 'HS512' }, code: 'signature_invalid' },
    { input: { token, key: '' }, code: 'key_invalid' },
    { input: { token, key: 'secret', issuer: 'you' }, code: 'claim_mismatch' },
    { input: { token, key: 'secret', audience: 'me' }, code: 'claim_mismatch' },
    { input: { token, key: 'secret', subject: 'me' }, code: 'claim_mismatch' },
  ],
  run({ token: text, key, algorithm, ...expected }, { now }) {
    const { payload, header } = verifyToken(text, { algorithm, key })
    checkClaims(payload, { ...expected, now: Math.floor(now / 1000) })
    return { payload, header }
  },
})
