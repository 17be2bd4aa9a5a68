import { describe, expect, it } from 'vitest'
import { parseAddress, printAddress } from './address.ts'
import { toConditionLines } from './conditions.ts'
import { humanise } from './fields.ts'
import { referencesIn, rootOf, toValueSource } from './value-source.ts'

describe('where a value comes from', () => {
  it('reads references, constants and templates', () => {
    expect(toValueSource({ ref: 'user.id', as: 'text' })).toEqual({
      kind: 'reference',
      reference: 'user.id',
      as: 'text',
    })
    expect(toValueSource({ const: '{{ not a template }}' })).toEqual({
      kind: 'constant',
      value: '{{ not a template }}',
    })
    expect(toValueSource('Hello {{ user.name }}!')).toEqual({
      kind: 'template',
      parts: [{ text: 'Hello ' }, { reference: 'user.name' }, { text: '!' }],
    })
    expect(toValueSource(5)).toEqual({ kind: 'constant', value: 5 })
  })

  it('finds references inside structures, each once, and none in constants', () => {
    const value = { a: [{ ref: 'x.y' }, '{{ x.y }} {{ z }}'], b: { const: { ref: 'no' } } }
    expect(referencesIn(value)).toEqual(['x.y', 'z'])
    expect(toValueSource(value)).toMatchObject({ kind: 'structure', references: ['x.y', 'z'] })
    expect(rootOf('trigger.target[0].id')).toBe('trigger')
    expect(rootOf('list[0]')).toBe('list')
  })
})

describe('conditions as lines', () => {
  it('keeps the joining words and the depth of groups', () => {
    const one = { value: { ref: 'a' }, is: 'is empty' as const }
    const lines = toConditionLines({ all: [one, { any: [one, one] }, { none: [one] }] })
    expect(lines.map((line) => [line.join, line.depth])).toEqual([
      [null, 0],
      ['and', 1],
      ['or', 1],
      ['and not', 1],
    ])
    expect(lines[0]?.right).toBeNull()
  })
})

describe('the address of a strip', () => {
  it('survives the way through the address bar, beside other parameters', () => {
    const address = {
      card: 'steps[2].do[0]',
      value: { side: 'output' as const, key: 'odd key.x' },
      turns: new Map([
        ['steps[2]', 4],
        ['steps[2].do[0]', 1],
      ]),
    }
    const printed = printAddress(address, new URLSearchParams('version=published'))
    expect(parseAddress(new URLSearchParams(printed.toString()))).toEqual(address)
    expect(printed.get('version')).toBe('published')
  })

  it('leaves out what makes no sense', () => {
    const address = parseAddress(new URLSearchParams('value=sideways.x&turns=abc~steps[1]:x'))
    expect(address).toEqual({ card: null, value: null, turns: new Map() })
  })
})

it('makes labels of names and leaves written ones alone', () => {
  expect(['statusCode', 'status_code', 'User ID', 'URL', 'okta'].map(humanise)).toEqual([
    'Status code',
    'Status code',
    'User ID',
    'URL',
    'Okta',
  ])
})
