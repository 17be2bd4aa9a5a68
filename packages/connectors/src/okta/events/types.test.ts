import { readFileSync } from 'node:fs'
import path from 'node:path'
import { findCorpus } from '@keyway/tools/corpus'
import { readPublishedTypes } from '@keyway/tools/okta-event-types'
import { describe, expect, test } from 'vitest'
import { eventTypes, isHookEligible } from './types.ts'

const corpus = findCorpus()

describe.skipIf(corpus === undefined)('the catalogue that Okta publishes', () => {
  const published =
    corpus === undefined
      ? []
      : readPublishedTypes(readFileSync(path.join(corpus, 'okta-api/event-types.json'), 'utf8'))

  test('has the same types; new and removed ones are named', () => {
    const ours = eventTypes.map(({ id }) => id)
    const theirs = published.map(({ id }) => id)
    expect({
      new: theirs.filter((id) => !ours.includes(id)),
      removed: ours.filter((id) => !theirs.includes(id)),
    }).toEqual({ new: [], removed: [] })
  })

  test('says the same of hooks, stages and tags', () => {
    expect(eventTypes.map(({ title: _, category: __, ...facts }) => facts)).toEqual(published)
  })

  test('shares no text with ours: titles are made from the ids', () => {
    const text = readFileSync(path.join(corpus ?? '', 'okta-api/event-types.json'), 'utf8')
    const long = eventTypes.filter(({ title }) => title.split(' ').length > 4 && text.includes(`"${title}.`))
    expect(long.map(({ title }) => title)).toEqual([])
  })
})

test('1,274 types, of which hooks deliver 314', () => {
  expect(eventTypes).toHaveLength(1274)
  expect(eventTypes.filter(({ id }) => isHookEligible(id))).toHaveLength(314)
})

test('a type that is not known is not counted on to arrive by hook', () => {
  expect(isHookEligible('user.lifecycle.create')).toBe(true)
  expect(isHookEligible('zone.update')).toBe(false)
  expect(isHookEligible('user.lifecycle.teleport')).toBe(false)
  expect(isHookEligible('constructor')).toBe(false)
})

test('every title stands for one type and begins like a sentence', () => {
  const titles = eventTypes.map(({ title }) => title)
  expect(titles.filter((title, index) => titles.indexOf(title) !== index)).toEqual([])
  expect(titles.filter((title) => !/^[A-Z][^_]+$/.test(title))).toEqual([])
})

test('titles say what happened', () => {
  const title = (type: string) => eventTypes.find(({ id }) => id === type)?.title
  expect(title('user.lifecycle.suspend')).toBe('User suspended')
  expect(title('group.user_membership.add')).toBe('User added to group')
  expect(title('system.agent.ldap.reset_user_password')).toBe('LDAP agent: user password reset')
  expect(title('app.user_management.user_group_import.update_failure')).toBe(
    'App user management: user group import update failed',
  )
  expect(title('system.api_token.revoke')).toBe('API token revoked')
})

test('a list of categories short enough to choose from', () => {
  const categories = new Set(eventTypes.map(({ category }) => category))
  expect([...categories].toSorted()).toMatchInlineSnapshot(`
    [
      "Access governance",
      "Administration and roles",
      "Applications",
      "Devices",
      "Directories and imports",
      "Groups",
      "Hooks and log streams",
      "Identity providers",
      "MFA and authenticators",
      "Machine and AI identities",
      "Messages",
      "OAuth and API access",
      "Office 365",
      "Org",
      "Policies",
      "Privileged access",
      "Provisioning",
      "Rate limits",
      "Security",
      "Sign-in and sessions",
      "Users",
      "Workflows",
    ]
  `)
  const rest = eventTypes.filter(({ category }) => category === 'Org')
  expect(rest.length / eventTypes.length).toBeLessThan(0.1)
})
