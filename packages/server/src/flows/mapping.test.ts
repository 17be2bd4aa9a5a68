import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { cards } from '@keyway/cards'
import { connectors } from '@keyway/connectors'
import { compileFlow } from '@keyway/engine'
import {
  connectorCards,
  connectorRecords,
  kernelCards,
  readFlopack,
  type CardFields,
  type ConnectorCardMapping,
  type KernelCardMapping,
  type OutputMapping,
  type RecordShape,
} from '@keyway/flopack'
import { createCatalog, isJsonObject, toFormSchema, type Json, type JsonObject, type z } from '@keyway/sdk'
import { findCorpus } from '@keyway/tools/corpus'
import { describe, expect, test } from 'vitest'

/*
 * The reader of exports knows cards and actions by name only. These tests hold its tables against the declarations.
 */

const catalog = createCatalog({ cards, connectors })

const schemaOf = (declared: z.ZodType, io: 'input' | 'output'): Json =>
  JSON.parse(JSON.stringify(toFormSchema(declared, io)))

function propertiesOf(schema: Json): JsonObject {
  const properties = isJsonObject(schema) ? schema['properties'] : undefined
  return isJsonObject(properties) ? properties : {}
}

/** The schema at a path; undefined where the schema says that there is nothing. What it leaves open is `true`. */
function schemaAt(schema: Json, [segment, ...rest]: readonly string[]): Json | undefined {
  if (segment === undefined) return schema
  if (!isJsonObject(schema)) return true
  const options = schema['anyOf']
  if (Array.isArray(options)) {
    return options.map((option) => schemaAt(option, [segment, ...rest])).find((found) => found !== undefined)
  }
  const { type, properties, additionalProperties } = schema
  if (type === undefined) return true
  if (type !== 'object') return undefined
  if (isJsonObject(properties) && Object.hasOwn(properties, segment)) {
    return schemaAt(properties[segment] ?? true, rest)
  }
  return additionalProperties === false || (additionalProperties === undefined && properties !== undefined)
    ? undefined
    : true
}

const split = (text: string): string[] => (text === '' ? [] : text.split('.'))

/** The schema of one record: of the items, where there is a list. */
function itemOf(schema: Json | undefined): Json | undefined {
  return isJsonObject(schema) && schema['type'] === 'array' ? (schema['items'] ?? true) : schema
}

const records: Readonly<Record<string, RecordShape | undefined>> = connectorRecords

/** Paths of a mapping that lead nowhere in the action's output. */
function lostPaths(schema: Json, found: OutputMapping | RecordShape['fields'][string]): string[] {
  const at = typeof found === 'string' ? found : 'from' in found ? found.from : found.exists
  const there = schemaAt(schema, split(at))
  if (there === undefined) return [at]
  if (typeof found === 'string' || !('record' in found)) return []
  return lostInRecord(itemOf(there) ?? true, found.record).map((lost) => `${at} / ${lost}`)
}

/** What an action that lists gives: items of the one list among its outputs. */
function listedBy(output: Json): Json {
  const lists = Object.values(propertiesOf(output)).filter((one) => itemOf(one) !== one)
  return itemOf(lists[0]) ?? true
}

function lostInRecord(schema: Json, record: string): string[] {
  const shape = records[record]
  if (shape === undefined) return [`record ${record}`]
  const spread = shape.spread === undefined ? [] : lostPaths(schema, shape.spread)
  return [...spread, ...Object.values(shape.fields).flatMap((field) => lostPaths(schema, field))]
}

function problemsOf({ use, inputs, groups, options, hooks, with: fixed, ...fields }: CardFields): string[] {
  const found = catalog.actions.get(use)
  if (found === undefined) return [`no action ${use}`]
  const known = Object.keys(propertiesOf(schemaOf(found.action.input, 'input')))
  const output = schemaOf(found.action.output, 'output')
  const used = [
    ...Object.values(inputs ?? {}),
    ...Object.values(groups ?? {}),
    ...Object.values(options ?? {}).map(({ to }) => to),
    ...(hooks ?? []).map(({ to }) => to),
    ...Object.keys(fixed ?? {}),
  ]
  const { outputs = {}, outputGroups = {}, stream } = fields
  const paths = [...Object.values(outputs), ...Object.values(outputGroups)]
  const streamed = stream === undefined ? [] : lostInRecord(listedBy(output), stream.record)
  if (stream !== undefined && found.action.readPage === undefined) return [`${use} cannot be streamed`]
  return [
    ...used.filter((name) => !known.includes(name)).map((name) => `${use} has no input ${name}`),
    ...[...paths.flatMap((one) => lostPaths(output, one)), ...streamed].map(
      (lost) => `${use} has no output ${lost}`,
    ),
  ]
}

/** The card itself where no variant takes all cases, and every variant that can be imported. */
function formsOf(mapping: ConnectorCardMapping): CardFields[] {
  const variants = (mapping.variants ?? []).filter(({ unsupported }) => unsupported === undefined)
  return [mapping, ...variants.map((variant) => ({ ...mapping, ...variant }))]
}

test.each(Object.entries(connectorCards))('%s becomes an action as it is declared', (name, mapping) => {
  expect([...new Set(formsOf(mapping).flatMap(problemsOf))]).toEqual([])
  expect(catalog.actions.get(mapping.use)?.action.standsFor).toContain(`okta-workflows:${name}`)
})

function kernelProblems(mapping: KernelCardMapping): string[] {
  const { use, inputs, outputs, custom, template, declaredType } = mapping
  const card = catalog.cards.get(use)
  if (card === undefined) return [`no card ${use}`]
  const known = Object.keys(propertiesOf(schemaOf(card.input, 'input')))
  const given = [...Object.values(inputs), custom?.into, template?.into, declaredType?.into]
  const output = schemaOf(card.output, 'output')
  return [
    ...given.filter((name) => name !== undefined && !known.includes(name)).map((name) => `no input ${name}`),
    ...Object.values(outputs).flatMap((name) => lostPaths(output, name).map((lost) => `no output ${lost}`)),
  ]
}

test.each(Object.entries(kernelCards))('%s becomes a function card as it is declared', (name, mapping) => {
  expect(kernelProblems(mapping)).toEqual([])
  expect(catalog.cards.get(mapping.use)?.standsFor).toContain(`okta-workflows:${name}`)
})

const corpus = findCorpus()

describe.skipIf(corpus === undefined)('published templates', () => {
  const folder = path.join(corpus ?? '', 'okta-workflows-templates')
  const files = corpus === undefined ? [] : readdirSync(folder).filter((name) => name.endsWith('.flopack'))

  test.each(files)('%s compiles', (fileName) => {
    const { flows } = readFlopack(readFileSync(path.join(folder, fileName), 'utf8'), { fileName })
    const problems = flows.flatMap(({ document }) =>
      compileFlow(document, catalog).problems.map(({ severity, message }) => `${severity}: ${message}`),
    )
    // A card that Keyway does not know, or its event, is in the report of the import.
    const expected = /^warning: The card .* is not supported|^error: The trigger event "jira2\./
    expect(problems.filter((problem) => !expected.test(problem))).toEqual([])
  })
})
