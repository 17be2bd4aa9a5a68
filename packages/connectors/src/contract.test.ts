import { existsSync, readdirSync } from 'node:fs'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createCatalog, findFieldMeta, secretFields, toFormSchema } from '@keyway/sdk'
import type { Action } from '@keyway/sdk'
import { describe, expect, test } from 'vitest'
import { connectors } from './index.ts'

const source = fileURLToPath(new URL('.', import.meta.url))
const actions = connectors.flatMap((connector) => connector.actions)

/** Files of a connector's actions: in one folder, or one for each area with its list beside it (`users.ts`). */
function actionFiles(connector: string): string[] {
  const folder = folderOf(connector)
  if (!existsSync(folder)) return []
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  return files.filter(
    (name) =>
      name.endsWith('.ts') && !name.endsWith('.test.ts') && !files.includes(name.replace(/\.ts$/, '')),
  )
}

function folderOf(connector: string): string {
  return `${source}${connector.replaceAll('_', '-')}/actions`
}

test('no two declarations share an id, and no two stand for the same thing', () => {
  expect(() => createCatalog({ cards: [], connectors })).not.toThrow()
  const declared = [...actions, ...connectors.flatMap((connector) => connector.events)]
  const names = declared.flatMap((declaration) => declaration.standsFor ?? [])
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([])
  for (const name of names) expect(name).toMatch(/^(okta-workflows:[a-z0-9_]+\.[\w-]+|torq:\S.*)$/)
})

describe.each(connectors.map((connector) => ({ id: connector.id, connector })))(
  '$id',
  ({ id, connector }) => {
    test('has one file for each action, named after its id', async () => {
      const found = await Promise.all(
        actionFiles(id).map(async (file) => {
          const module: Record<string, Action> = await import(`${folderOf(id)}/${file}`)
          const exported = Object.values(module)
          expect(exported).toHaveLength(1)
          expect(exported[0]?.id).toBe(`${id}.${basename(file, '.ts').replaceAll('-', '_')}`)
          return exported[0]?.id
        }),
      )
      expect(new Set(found)).toEqual(new Set(connector.actions.map((action) => action.id)))
    })

    test('declares a connection that people can fill in', () => {
      const schema = toFormSchema(connector.connection)
      expect(JSON.parse(JSON.stringify(schema))).toMatchObject({ type: 'object' })
      for (const [name, value] of Object.entries(connector.connection.shape)) {
        expect(findFieldMeta(value)?.title, `title of ${name}`).toBeTruthy()
      }
    })

    test('marks its credentials as secrets, and nothing else', () => {
      const credentials = Object.keys(connector.connection.shape).filter((name) =>
        /^(token|accessToken|password|headerValue|clientSecret|certificate|privateKey|nextPrivateKey|keySecret|serviceAccountKey)$/.test(
          name,
        ),
      )
      expect(secretFields(connector.connection)).toEqual(credentials)
    })

    test('names its events after itself, with titles and types', () => {
      for (const event of connector.events) {
        expect(event.id).toMatch(new RegExp(`^${id}\\.[a-z_]+$`))
        expect(event.title && event.description).toBeTruthy()
      }
      expect(new Set(connector.events.map((event) => event.id)).size).toBe(connector.events.length)
    })
  },
)

describe.each(actions.map((action) => ({ id: action.id, action })))('$id', ({ action }) => {
  test('describes itself, its input and its output', () => {
    expect(action.title).toMatch(/^[A-Z]/)
    expect(action.description).toMatch(/\.$/)
    const input = toFormSchema(action.input)
    expect(input['type']).toBe('object')
    const required = Array.isArray(input['required']) ? input['required'] : []
    const entries = Object.entries(properties(input))
    const titles = entries.map(([, property]) => ('title' in property ? property.title : ''))
    expect(new Set(titles).size, 'fields share a schema and so a title').toBe(titles.length)
    expect(entries.filter(([, property]) => !('title' in property))).toEqual([])
    // What may be left out must be so for the form as well.
    expect(entries.filter(([name, property]) => 'default' in property && required.includes(name))).toEqual([])
    expect(toFormSchema(action.output, 'output')['type']).toBe('object')
  })
})

test('only writes find out what happened: everything else may run again', () => {
  const repeatable = actions.filter(({ effect }) => effect === 'read' || effect === 'idempotent')
  expect(repeatable.filter((action) => action.lookUp !== undefined)).toEqual([])
})

/** How the name of an action that only reads begins. */
const reading = /^(read|list|get|find|search|custom_api_read|info|download|hash|map|convert|create$|export)/

test('only what reads is named so', () => {
  const misnamed = actions.filter(({ id, effect }) => {
    const name = id.slice(id.indexOf('.') + 1)
    return (effect === 'read') !== reading.test(name)
  })
  expect(names(misnamed)).toEqual([])
})

test('what takes a change back is a change of the same connector, and stands on the state before', () => {
  for (const connector of connectors) {
    for (const { id, effect, inverse, readState } of connector.actions) {
      if (readState !== undefined) expect(effect, `${id} changes something`).not.toBe('read')
      if (inverse === undefined) continue
      const back = connector.actions.find((action) => action.id === inverse.action)
      expect(back?.effect, `${id} is taken back by ${inverse.action}`).toMatch(
        /^(idempotent|write|destructive)$/,
      )
      expect(readState, `${id} reads the state before`).toBeDefined()
    }
  }
})

test('the effects of what changes something are the ones decided for each action', () => {
  // Okta's are decided in the table of its own test.
  const changing = actions.filter(({ id, effect }) => effect !== 'read' && !id.startsWith('okta.'))
  const byEffect = Object.groupBy(changing, (action) => action.effect)
  expect(Object.fromEntries(Object.entries(byEffect).map(([effect, list]) => [effect, names(list)]))).toEqual(
    {
      idempotent: [
        'box.deactivate_user',
        'github.add_user_to_repository',
        'http.delete',
        'http.put',
        'microsoft365.assign_license',
        'microsoft365.disable_user_account',
        'microsoft365.enable_user_account',
        'microsoft365.revoke_user_sessions',
        'salesforce.activate_user',
        'salesforce.deactivate_user',
        'shopify.update_customer',
        'tables.clear_table',
        'tables.compare_and_set',
        'tables.create_row',
        'tables.create_rows',
        'tables.delete_row',
        'tables.delete_rows',
        'tables.import_from_csv',
        'tables.update_row',
        'tables.upsert_row',
      ],
      write: [
        'auth0.custom_api_action',
        'box.create_new_user',
        'box.create_personal_folder',
        'box.custom_api_action',
        'box.transfer_user_folders',
        'email.send',
        'files.upload',
        'files.upload_form',
        'github.create_branch',
        'github.create_file_content',
        'github.create_pull_request',
        'github.custom_api_action',
        'github.update_file_content',
        'gmail.send_email',
        'http.post',
        'http.request',
        'microsoft365.add_user_to_group',
        'microsoft365.create_guest_user',
        'microsoft365.custom_api_action',
        'microsoft365.remove_license',
        'microsoft365.remove_user_from_group',
        'microsoft365.send_email',
        'okta_privileged_access.custom_api_action',
        'salesforce.create_user',
        'salesforce.custom_api_action',
        'servicenow.create_incident',
        'servicenow.custom_api_action',
        'servicenow.update_task',
        'shopify.add_address_to_customer',
        'shopify.create_customer',
        'shopify.custom_api_action',
        'slack.send_direct_message',
        'slack.send_message_to_channel',
      ],
      destructive: [
        'auth0.delete_user',
        'box.delete_user',
        'microsoft365.delete_group',
        'shopify.delete_customer',
      ],
    },
  )
})

/** Actions that answer with a list although there are no pages of it to read, beside those that read one thing. */
const withoutPages = {
  'files.convert': 'a value that the flow has',
  'okta.map_source_users': 'a list that the flow has',
  'tables.find_by_key': 'one row',
}

test('what lists can be streamed: every read with a list among its outputs gives its pages', () => {
  const lists = actions.filter(
    ({ id, effect, output }) =>
      effect === 'read' &&
      !/\.read_/.test(id) &&
      Object.values(properties(toFormSchema(output, 'output'))).some(
        (property) => 'type' in property && property.type === 'array',
      ),
  )
  const unread = lists.filter(({ readPage }) => readPage === undefined).map(({ id }) => id)
  expect(unread.filter((id) => !Object.hasOwn(withoutPages, id))).toEqual([])
})

function names(list: readonly Action[] = []): string[] {
  return list.map((action) => action.id).toSorted((a, b) => a.localeCompare(b, 'en'))
}

function properties(schema: Record<string, unknown>): Record<string, object> {
  return (schema['properties'] ?? {}) as Record<string, object>
}
