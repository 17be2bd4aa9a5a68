import { anyObject, defineCard, z } from '@keyway/sdk'
import { textField } from '../fields.ts'
import { readToken } from '../jwt-token.ts'

export const decodeJwt = defineCard({
  id: 'crypto.decode_jwt',
  title: 'Decode JWT',
  description:
    'Header, payload and signature of a JSON Web Token as they stand in it. Nothing is verified: anybody can have written ' +
    'it. To trust it use Verify JWT.',
  standsFor: ['okta-workflows:jwt.decode'],
  input: z.object({ token: textField('Token') }),
  output: z.object({ header: anyObject, payload: anyObject, signature: z.string() }),
  examples: [
    {
      input: {
        token:
          'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzY29wZSI6InJlYWQifQ.x3BII54-qgTogjfybi4sTorwthUGjVCj1D3ZwbT8K40',
      },
      output: {
        header: { alg: 'HS256', typ: 'JWT' },
        payload: { scope: 'read' },
        signature: 'x3BII54-qgTogjfybi4sTorwthUGjVCj1D3ZwbT8K40',
      },
    },
  ],
  failures: [
    { input: {}, code: 'token_invalid' },
    { input: { token: 'a.b.c' }, code: 'token_invalid' },
    { input: { token: 'eyJhIjoxfQ.eyJhIjoxfQ.a.b' }, code: 'token_invalid' },
  ],
  run({ token }) {
    const { header, payload, signature } = readToken(token)
    return { header, payload, signature }
  },
})
