import { readdirSync, readFileSync } from 'node:fs'
import { templates as contract } from '@keyway/api'
import { namedConnections, parseFlowYaml, walkSteps, type Flow } from '@keyway/engine'
import { isJsonObject, type Catalog, type Json, type JsonObject, type z } from '@keyway/sdk'
import { kindOf } from '../flows/active-flows.ts'

export type Template = z.input<typeof contract.flowTemplate>

/** One folder for each category, one flow in each file; its name and description are those of the template. */
const library = new URL('library/', import.meta.url)

/** The step whose values whoever uses a template sets. */
const settingsStep = 'settings'

/** The flows to start from, by category and title. What a template needs is read from its document. */
export function readTemplates(catalog: Catalog): Template[] {
  return contract.templateCategories.flatMap((category) =>
    readdirSync(new URL(`${category}/`, library))
      .filter((file) => file.endsWith('.yaml'))
      .map((file): Template => {
        const text = readFileSync(new URL(`${category}/${file}`, library), 'utf8')
        return describeTemplate(text, { id: file.slice(0, -'.yaml'.length), category, catalog })
      })
      .toSorted((a, b) => a.title.localeCompare(b.title)),
  )
}

interface TemplateParts {
  id: string
  category: Template['category']
  catalog: Catalog
}

function describeTemplate(yaml: string, { id, category, catalog }: TemplateParts): Template {
  const flow = parseFlowYaml(yaml)
  const settings = settingsOf(flow)
  const used = namedConnections(flow, catalog).map(({ connector }) => connector)
  return {
    id,
    category,
    title: flow.name,
    description: flow.description ?? '',
    kind: kindOf(flow),
    connectors: [...new Set(used)],
    settings,
    tables: tablesOf(flow, settings),
    document: flow,
    yaml,
  }
}

function settingsOf(flow: Flow): JsonObject {
  for (const step of walkSteps(flow.steps)) {
    if (!('use' in step) || step.id !== settingsStep) continue
    const values = step.with?.['values']
    return isJsonObject(values) ? values : {}
  }
  return {}
}

function tablesOf(flow: Flow, settings: JsonObject): Template['tables'] {
  const columns = new Map<string, Set<string>>()
  for (const step of walkSteps(flow.steps)) {
    if (!('use' in step) || !step.use.startsWith('tables.')) continue
    const name = nameOf(step.with?.['table'], settings)
    if (name === undefined) continue
    const values = step.with?.['values']
    const known = columns.get(name) ?? new Set<string>()
    for (const column of isJsonObject(values) ? Object.keys(values) : []) known.add(column)
    columns.set(name, known)
  }
  return [...columns].map(([name, known]) => ({ name, columns: [...known] }))
}

/** A table is named in place, or by a setting. */
function nameOf(table: Json | undefined, settings: JsonObject): string | undefined {
  const reference = isJsonObject(table) ? table['ref'] : undefined
  const value = typeof reference === 'string' ? settings[reference.replace(`${settingsStep}.`, '')] : table
  return typeof value === 'string' ? value : undefined
}
