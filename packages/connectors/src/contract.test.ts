import { readdirSync } from 'node:fs'
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
  const files = readdirSync(`${source}${connector}/actions`, { recursive: true, encoding: 'utf8' })
  return files.filter(
    (name) =>
      name.endsWith('.ts') && !name.endsWith('.test.ts') && !files.includes(name.replace(/\.ts$/, '')),
  )
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
          const module: Record<string, Action> = await import(`${source}${id}/actions/${file}`)
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
        /^(token|accessToken|password|headerValue|clientSecret|certificate|privateKey|nextPrivateKey|serviceAccountKey)$/.test(
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

test('the effects are the ones decided for each action', () => {
  const byEffect = Object.groupBy(actions, (action) => action.effect)
  expect(Object.fromEntries(Object.entries(byEffect).map(([effect, list]) => [effect, names(list)]))).toEqual(
    {
      read: [
        'auth0.custom_api_read',
        'auth0.read_user',
        'auth0.search_users',
        'box.custom_api_read',
        'box.find_user',
        'files.convert',
        'files.create',
        'files.download',
        'files.hash',
        'files.info',
        'files.read_text',
        'github.custom_api_read',
        'github.search_branches',
        'github.search_users',
        'http.get',
        'microsoft365.custom_api_read',
        'microsoft365.list_licenses',
        'microsoft365.read_user',
        'microsoft365.search_groups',
        'okta.custom_api_read',
        'okta.find_users',
        'okta.get_user_groups',
        'okta.list_application_groups',
        'okta.list_application_users',
        'okta.list_group_members',
        'okta.list_import_sessions',
        'okta.list_users',
        'okta.map_source_users',
        'okta.read_application',
        'okta.read_application_user',
        'okta.read_group',
        'okta.read_user',
        'okta.read_user_by_email',
        'okta.search_applications',
        'okta.search_groups',
        'okta.search_system_log',
        'salesforce.custom_api_read',
        'salesforce.find_user',
        'servicenow.custom_api_read',
        'servicenow.read_record',
        'servicenow.search_records',
        'shopify.custom_api_read',
        'slack.list_channels',
        'slack.list_users',
        'slack.read_user',
        'tables.export_to_csv',
        'tables.find_by_key',
        'tables.read_row',
        'tables.read_table',
        'tables.search_rows',
      ],
      idempotent: [
        'box.deactivate_user',
        'github.add_user_to_repository',
        'http.delete',
        'http.put',
        'microsoft365.assign_license',
        'microsoft365.disable_user_account',
        'microsoft365.enable_user_account',
        'microsoft365.revoke_user_sessions',
        'okta.add_user_to_group',
        'okta.assign_group_to_application',
        'okta.clear_user_sessions',
        'okta.delete_import_session',
        'okta.import_users',
        'okta.remove_user_from_application',
        'okta.remove_user_from_group',
        'okta.update_group',
        'okta.update_user',
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
        'okta.activate_user',
        'okta.assign_user_to_application',
        'okta.create_group',
        'okta.create_import_session',
        'okta.create_user',
        'okta.custom_api_action',
        'okta.deactivate_user',
        'okta.reactivate_user',
        'okta.reset_password',
        'okta.suspend_user',
        'okta.trigger_import_session',
        'okta.unlock_user',
        'okta.unsuspend_user',
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
        'okta.delete_user',
        'shopify.delete_customer',
      ],
    },
  )
})

/** Actions that answer with a list although there are no pages of it to read. */
const withoutPages = {
  'files.convert': 'a value that the flow has',
  'okta.map_source_users': 'a list that the flow has',
  'okta.read_application': 'one application',
  'okta.read_group': 'one group',
  'tables.find_by_key': 'one row',
  'tables.read_table': 'the columns of a table, which are few',
}

test('what lists can be streamed: every read with a list among its outputs gives its pages', () => {
  const lists = actions.filter(
    ({ effect, output }) =>
      effect === 'read' &&
      Object.values(properties(toFormSchema(output, 'output'))).some(
        (property) => 'type' in property && property.type === 'array',
      ),
  )
  const unread = lists.filter(({ readPage }) => readPage === undefined).map(({ id }) => id)
  expect(unread.filter((id) => !Object.hasOwn(withoutPages, id))).toEqual([])
  expect(names(actions.filter(({ readPage }) => readPage !== undefined))).toEqual([
    'auth0.search_users',
    'github.search_branches',
    'github.search_users',
    'microsoft365.list_licenses',
    'microsoft365.search_groups',
    'okta.custom_api_read',
    'okta.find_users',
    'okta.get_user_groups',
    'okta.list_application_groups',
    'okta.list_application_users',
    'okta.list_group_members',
    'okta.list_import_sessions',
    'okta.list_users',
    'okta.search_applications',
    'okta.search_groups',
    'okta.search_system_log',
    'servicenow.search_records',
    'slack.list_channels',
    'slack.list_users',
    'tables.search_rows',
  ])
})

function names(list: readonly Action[] = []): string[] {
  return list.map((action) => action.id).toSorted((a, b) => a.localeCompare(b, 'en'))
}

function properties(schema: Record<string, unknown>): Record<string, object> {
  return (schema['properties'] ?? {}) as Record<string, object>
}
