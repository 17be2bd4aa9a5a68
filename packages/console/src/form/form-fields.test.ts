import { describe, expect, it } from 'vitest'
import {
  asksForKey,
  defaultValues,
  missingFields,
  shownFields,
  toFormFields,
  toSentValues,
} from './form-fields.ts'

const schema = {
  type: 'object',
  required: ['domain', 'token', 'port', 'tls'],
  properties: {
    domain: { type: 'string', title: 'Domain', 'x-placeholder': 'acme.okta.com' },
    token: { type: 'string', title: 'API token', writeOnly: true },
    port: { type: 'integer', default: 587 },
    tls: { type: 'string', enum: ['always', 'never'] },
    body: { type: 'string', 'x-multiline': true },
    headers: { type: 'object' },
    isOn: { type: 'boolean' },
  },
}

describe('a form from a JSON Schema', () => {
  const fields = toFormFields(schema)

  it('gives each field the control of its shape', () => {
    expect(fields.map((field) => field.control)).toEqual([
      'text',
      'secret',
      'number',
      'choice',
      'multiline',
      'json',
      'boolean',
    ])
    expect(fields[2]?.title).toBe('Port')
  })

  it('starts with defaults and asks for what is required and has none', () => {
    expect(defaultValues(fields)).toEqual({ port: 587 })
    expect(missingFields(fields, { port: 587 }, [])).toEqual(['domain', 'token', 'tls'])
  })

  it('lets a stored secret stay', () => {
    expect(missingFields(fields, { domain: 'x', tls: 'never' }, ['token'])).toEqual([])
    expect(toSentValues(fields, { domain: 'x', token: '' })).toEqual({ domain: 'x' })
  })

  it('shows what the values call for, and never what the server makes', () => {
    const way = {
      type: 'object',
      properties: {
        signIn: { enum: ['token', 'key'], default: 'token', 'x-labels': { key: 'Key pair' } },
        token: { type: 'string', 'x-shown-for': { signIn: ['token'] } },
        clientId: { type: 'string', 'x-shown-for': { signIn: ['key'] } },
        privateKey: { type: 'string', 'x-generated': true, 'x-shown-for': { signIn: ['key'] } },
      },
    }
    const controls = toFormFields(way)
    const namesFor = (signIn: string) => shownFields(controls, { signIn }).map(({ name }) => name)
    expect(namesFor('token')).toEqual(['signIn', 'token'])
    expect(namesFor('key')).toEqual(['signIn', 'clientId'])
    expect(controls[0]?.labels).toEqual({ key: 'Key pair' })
    expect([asksForKey(way, { signIn: 'key' }), asksForKey(way, { signIn: 'token' })]).toEqual([true, false])
  })
})
