import { readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { isJsonObject, type Json, type JsonObject } from '@keyway/sdk'
import { findCorpus } from '@keyway/tools/corpus'
import { describe, expect, test } from 'vitest'
import type { CardFields, ConnectorCardMapping } from './connector-card-mapping.ts'
import { connectorRecords, type RecordShape } from './connector-records.ts'
import { connectorCards } from './connectors.ts'

const corpus = findCorpus()

interface FoundCard {
  name: string
  inputs: JsonObject[]
  outputs: JsonObject[]
}

/** Cards of a file, those in embedded bodies (text of JSON) included. */
function findCards(value: Json): FoundCard[] {
  if (typeof value === 'string') return value.includes('"methods"') ? findCards(parse(value)) : []
  if (Array.isArray(value)) return value.flatMap(findCards)
  if (!isJsonObject(value)) return []
  return [...toCard(value), ...Object.values(value).flatMap(findCards)]
}

function toCard({ address, node }: JsonObject): FoundCard[] {
  const model = isJsonObject(node) ? node['model'] : undefined
  const match = typeof address === 'string' ? /:([a-z0-9]+):[\d.]+:(\w+)$/i.exec(address) : null
  if (!isJsonObject(model) || match === null) return []
  return [
    { name: `${match[1]}.${match[2]}`, inputs: fields(model['inputs']), outputs: fields(model['outputs']) },
  ]
}

function fields(side: Json | undefined): JsonObject[] {
  const data = isJsonObject(side) ? side['data'] : undefined
  return isJsonObject(data) ? Object.values(data).filter(isJsonObject) : []
}

function parse(text: string): Json {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

const text = (value: Json | undefined) => (typeof value === 'string' ? value : '')
const isError = (field: JsonObject) => isJsonObject(field['value']) && field['value']['error'] === true
const nameOf = (field: JsonObject) => `${text(field['group'])}/${text(field['key'])}`
const isOption = (field: JsonObject) => field['group'] === 'parameters'

function variantsOf(mapping: ConnectorCardMapping): CardFields[] {
  return [mapping, ...(mapping.variants ?? []).map((variant) => ({ ...mapping, ...variant }))]
}

/** Fields of a card of which the mapping says nothing. */
function unmapped(card: FoundCard, mapping: ConnectorCardMapping): string[] {
  const says = (field: JsonObject, read: (variant: CardFields) => readonly string[]) =>
    variantsOf(mapping).some(
      (variant) => read(variant).includes(nameOf(field)) || read(variant).includes(text(field['group'])),
    )
  const inputs = card.inputs.filter(
    (field) =>
      !isError(field) &&
      !isOption(field) &&
      field['group'] !== 'Streaming' &&
      mapping.ignored?.[nameOf(field)] === undefined,
  )
  const options = card.inputs.filter(isOption).map((field) => text(field['key']))
  return [
    ...inputs
      .filter(
        (field) =>
          !says(field, ({ inputs = {}, groups = {}, hooks = [], stream }) => [
            ...Object.keys(inputs),
            ...Object.keys(groups),
            ...hooks.flatMap((hook) => [hook.input, hook.values]),
            ...(stream === undefined ? [] : ['List Criteria/Limit']),
          ]),
      )
      .map((field) => `input ${nameOf(field)}`),
    ...options
      .filter((key) => mapping.options?.[key] === undefined && mapping.ignored?.[key] === undefined)
      .map((key) => `option ${key}`),
    ...card.outputs
      .filter(
        (field) =>
          !says(field, ({ outputs = {}, outputGroups = {}, stream }) => [
            ...Object.keys(outputs),
            ...Object.keys(outputGroups),
            ...(stream === undefined ? [] : [stream.count]),
          ]),
      )
      .map((field) => `output ${nameOf(field)}`),
  ]
}

describe.skipIf(corpus === undefined)('cards of the exports', () => {
  const folder = path.join(corpus ?? '', 'okta-workflows-templates')
  const cards =
    corpus === undefined ? [] : readdirSync(folder).flatMap((file) => readCards(path.join(folder, file)))

  test.each(Object.entries(connectorCards))('%s has every field mapped', (name, mapping) => {
    const missing = cards.filter((card) => card.name === name).flatMap((card) => unmapped(card, mapping))
    expect([...new Set(missing)]).toEqual([])
  })
})

test('records refer to records that exist', () => {
  const shapes: Record<string, RecordShape> = connectorRecords
  const referred = Object.values(shapes).flatMap((shape) =>
    Object.values(shape.fields).flatMap((field) =>
      typeof field === 'object' && 'record' in field ? [field.record] : [],
    ),
  )
  expect(referred.filter((name) => shapes[name] === undefined)).toEqual([])
})

function readCards(file: string): FoundCard[] {
  return file.endsWith('.flopack') ? findCards(parse(readFileSync(file, 'utf8'))) : []
}
